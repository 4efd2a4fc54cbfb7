-- The first neighbours behind ?2 of which the year ?1 has facts: all but the last digit of their codes (see 0007-proved.sql).
SELECT CAST(region AS INTEGER) / 10 FROM fact
WHERE CAST(period_to AS INTEGER) IS ?1 AND CAST(region AS INTEGER) / 10 > ?2
ORDER BY CAST(region AS INTEGER) / 10 LIMIT 1
