-- Every value that the fields of a record ever had, in the order in which they were recorded.
SELECT v.seq, v.change, v.name, v.since, v.kind, v.value, v.origin,
       (SELECT r.seq FROM change r WHERE r.reverses = v.change) AS taken_back
FROM record e JOIN field v ON v.record = e.seq
WHERE e.register = :register AND e.code = :code
ORDER BY v.seq
