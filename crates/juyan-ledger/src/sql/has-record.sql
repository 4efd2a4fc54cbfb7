-- Whether a record is there of which not all was taken back.
SELECT 1 FROM record o WHERE o.register = ?1 AND o.code = ?2
  AND EXISTS (SELECT 1 FROM field f WHERE f.record = o.seq
                AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change))
