INSERT INTO department (id, name, active, revision) VALUES ('d1', '经发局', 1, 1);
INSERT INTO person (login, name, department, password, active, created, revision)
VALUES ('zhang.wei', '张伟', 'd1', '', 1, 5, 1);
INSERT INTO person_role (login, role, department) VALUES ('zhang.wei', 'statistician', 'd1');
INSERT INTO person_session (hash, login, csrf, created, seen) VALUES ('aa', 'zhang.wei', 'c', 5, 6);
INSERT INTO person_token (id, hash, login, name, rights, created, expires)
VALUES ('t1', 'bb', 'zhang.wei', '月报', 'reports.see', 5, 6);
INSERT INTO person_link (hash, login, expires) VALUES ('cc', '', 6);
INSERT INTO sign_in_failure (who, count, last) VALUES ('zhang.wei', 1, 5);
