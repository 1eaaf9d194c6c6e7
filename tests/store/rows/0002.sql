INSERT INTO job (kind, key, payload, state, attempts, attempts_limit, due, worker, done, total, note, result, error, added, ended)
VALUES ('read', 'a', '{}', 'queued', 0, 5, 0, '', 0, 0, '', '', '', 0, NULL),
       ('read', 'a', '{}', 'done', 1, 5, 0, 'w', 2, 2, '表格', '{"figures":2}', '', 0, 9),
       ('read', 'b', '{}', 'failed', 5, 5, 0, 'w', 0, 2, '', '', 'no_memory', 0, 9);
