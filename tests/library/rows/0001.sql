INSERT INTO document (id, sha256, bytes, name, title, given_title, found_title, folded, year, given_year, found_year,
  found_year_origin, place, encoding, state, error, error_detail, error_byte, reader, job, added, added_by, revision,
  decisions_revision, figures, lost, commitments, projects, checks, repairs, confirmed, corrected, dismissed, unmatched)
VALUES ('a', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 1, '云溪.txt', '云溪高新区工作报告', NULL, '云溪高新区工作报告',
  '云溪高新区工作报告 云溪.txt', 2025, NULL, 2025, 'title', '云溪高新区', 'UTF-8', 'ready', '', '', 0, '1', 1, 5, 'local', 2, 1, 3, 1, 1,
  0, 0, 1, 1, 0, 0, 0),
  ('b', '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d', 1, 'b', 'b', '给的名字', '', 'b', 0, NULL, 0, '', '', '', 'failed',
  'not_text', 'zip', 0, '', 2, 6, 'local', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO document_passage (document, start, headings) VALUES ('a', 0, '[]'), ('a', 2000, '["一、回顾"]');
