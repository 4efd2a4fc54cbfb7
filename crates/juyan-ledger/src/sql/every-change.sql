-- Every row of changes, with what the change was that it takes back.
SELECT c.seq, c.at, c.act, c.person, c.reason, c.reverses, r.act FROM change c LEFT JOIN change r ON r.seq = c.reverses ORDER BY c.seq
