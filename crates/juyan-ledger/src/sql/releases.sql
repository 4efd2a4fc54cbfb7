-- On what ground the fact ?1 was released, by changes that were not taken back.
SELECT l.ground, c.seq, c.at, c.act, c.person, c.reason, c.reverses, s.hash
FROM release l JOIN change c ON c.seq = l.change JOIN seal s ON s.seq = c.seq
WHERE l.fact = ?1
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = c.seq)
ORDER BY l.seq
