-- The facts of the year ?1 from the key ?2 on, in the order of their keys; all of it stands in one index.
SELECT key, region, seq FROM fact
WHERE CAST(period_to AS INTEGER) = ?1 AND key >= ?2
ORDER BY key
