  AND f.seq IN (SELECT value FROM json_each(:found))
ORDER BY f.seq
