SELECT name, shown, department, role, closed, csrf, seen
FROM session JOIN account ON account.name = session.account
WHERE token = ?1 AND closed = 0 AND begun > ?2 AND seen > ?3
