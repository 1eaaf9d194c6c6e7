INSERT INTO search_part (collection, key, part, text) VALUES ('document', '1', 0, '旧的文字');
INSERT INTO search_index (rowid, text) SELECT id, text FROM search_part;
