-- The values of the fields of the record :place; of one field and day the last is meant.
SELECT e.code, v.name, v.since, v.kind, v.value, v.seq
FROM record e JOIN field v ON v.record = e.seq
WHERE e.seq = :place AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = v.change)
ORDER BY v.name, v.since, v.seq
