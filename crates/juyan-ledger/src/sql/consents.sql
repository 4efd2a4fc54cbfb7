-- Who said what of the paper with the digest ?1, by changes that were not taken back.
SELECT p.name, c.seq, c.at, c.act, c.person, c.reason, c.reverses, s.hash
FROM property p JOIN change c ON c.seq = p.change JOIN seal s ON s.seq = c.seq
WHERE p.name IN ('review', 'sign-off') AND p.value = ?1
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = c.seq)
ORDER BY p.seq
