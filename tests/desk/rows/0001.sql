INSERT INTO answered (who, key, question, answer, at) VALUES ('local', 'k1', 'q', '{"status":201}', 5);
