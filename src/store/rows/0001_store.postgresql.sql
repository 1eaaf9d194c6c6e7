-- words: the tokens of the text with their places, made by the analyser, not by the database.
ALTER TABLE search_part ADD COLUMN words tsvector NOT NULL;
CREATE INDEX search_words ON search_part USING gin (words);
