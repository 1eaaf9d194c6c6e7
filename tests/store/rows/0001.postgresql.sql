INSERT INTO search_part (collection, key, part, text, words) VALUES ('document', '1', 0, '旧的文字', '''旧的'':1 ''的文'':2 ''文字'':3 ''字'':4');
