-- The codes of a register's records of which not all was taken back, the last first.
SELECT o.code FROM record o WHERE o.register = ?1
  AND EXISTS (SELECT 1 FROM field f WHERE f.record = o.seq
                AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change))
ORDER BY o.seq DESC
