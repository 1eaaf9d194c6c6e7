INSERT INTO audit_entry (sequence, at, who, operation, target, request, detail, hash)
VALUES (1, 5, 'local', 'add_document', 'a', 'r1', '{}', '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b');
UPDATE audit_head SET sequence = 1, hash = '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b';
