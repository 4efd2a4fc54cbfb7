-- How many records of the register ?1 hold a field that was not taken back. Only one whose beginning was taken back may hold none.
SELECT count(*) - CASE WHEN EXISTS (SELECT 1 FROM change WHERE reverses IS NOT NULL) THEN (
    SELECT count(*) FROM record e
     WHERE e.register = ?1 AND e.change IN (SELECT reverses FROM change WHERE reverses IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM field v WHERE v.record = e.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = v.change))
) ELSE 0 END
FROM record WHERE register = ?1
