  AND e.code = :code
ORDER BY v.name, v.since, v.seq
