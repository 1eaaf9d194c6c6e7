CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_part', content_rowid='id', tokenize='midyear');
