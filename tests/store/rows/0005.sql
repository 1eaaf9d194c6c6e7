UPDATE search_mark SET analyser = 'older';
