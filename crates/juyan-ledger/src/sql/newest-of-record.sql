-- The last change that wrote to a record or took back what was written to it.
SELECT max(max(v.change, coalesce((SELECT r.seq FROM change r WHERE r.reverses = v.change), 0)))
FROM record e JOIN field v ON v.record = e.seq
WHERE e.register = ?1 AND e.code = ?2
