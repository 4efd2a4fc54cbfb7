-- All that was ever published, with the change that took it back.
SELECT p.value, c.seq, c.at, c.act, c.person, c.reason, c.reverses, coalesce(s.hash, ''),
       (SELECT r.seq FROM change r WHERE r.reverses = c.seq)
FROM property p JOIN change c ON c.seq = p.change LEFT JOIN seal s ON s.seq = c.seq
WHERE p.name = 'publication'
ORDER BY p.seq
