INSERT INTO decision (sha256, kind, begins, ends, decision, fields, note, seen, reader, decided_by, at, revision, superseded)
VALUES ('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 'figure', 30, 42, 'dismissed', '{}', '', '{"text":"805亿元"}', '1', 'local', 7, 1, 2),
       ('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 'figure', 30, 42, 'corrected', '{"value":805}', '见原件', '{"text":"805亿元"}', '1', 'local', 8, 2, NULL);
