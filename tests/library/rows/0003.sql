UPDATE document SET department = 'd1';
