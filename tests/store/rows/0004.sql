INSERT INTO change (sequence, at, what, id, revision, data) VALUES (1, 5, 'document', '1', 1, '{"state":"ready"}');
UPDATE change_mark SET last = 1;
