-- The first year from ?1 on of which there are facts.
SELECT CAST(period_to AS INTEGER) FROM fact
WHERE CAST(period_to AS INTEGER) >= ?1
ORDER BY CAST(period_to AS INTEGER) LIMIT 1
