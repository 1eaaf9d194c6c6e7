INSERT INTO blob (sha256, size, added, unused_since)
VALUES ('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 1, 5, NULL);
INSERT INTO blob_holder (holder, sha256)
VALUES ('document 1', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb');
