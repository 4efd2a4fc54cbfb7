-- What was kept under a name by changes that were not taken back.
SELECT DISTINCT p.value FROM property p
WHERE p.name = ?1 AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = p.change)
ORDER BY p.value
