-- What the records of a register ?1 hold, or held, in the field ?2, of what was not taken back.
SELECT o.code, f.value FROM record o JOIN field f ON f.record = o.seq
WHERE o.register = ?1 AND f.name = ?2 AND f.value IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change)
