-- The registers that have records, and how many.
SELECT e.register, count(*) FROM record e
WHERE EXISTS (
    SELECT 1 FROM field v WHERE v.record = e.seq
       AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = v.change))
GROUP BY e.register
