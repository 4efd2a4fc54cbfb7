-- The values of the fields of a register's records, as known after the change :known; of one field and day the last is meant.
SELECT e.code, v.name, v.since, v.kind, v.value, v.seq
FROM record e JOIN field v ON v.record = e.seq
WHERE e.register = :register AND v.change <= :known
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = v.change AND r.seq <= :known)
