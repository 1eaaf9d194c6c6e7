-- Whose report it is: the department of whoever added it; '' of none.
ALTER TABLE document ADD COLUMN department {text} NOT NULL DEFAULT '';
