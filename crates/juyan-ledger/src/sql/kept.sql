-- What was kept under the names ?1 to ?3 behind the setting ?5, change by change, with the day of it, as known after the change ?4.
SELECT p.name, p.value, substr(c.at, 1, 10), p.seq FROM property p JOIN change c ON c.seq = p.change
WHERE p.name IN (?1, ?2, ?3) AND p.seq > ?5 AND p.change <= ?4
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = p.change AND r.seq <= ?4)
ORDER BY p.seq
