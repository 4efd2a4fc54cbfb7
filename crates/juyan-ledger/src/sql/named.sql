-- The facts that came under the key ?1, of the region ?2 and a time that ends on the day ?3, or were given it.
SELECT seq FROM fact
WHERE key = ?1 AND region = ?2 AND CAST(region AS INTEGER) / 10 = CAST(?2 AS INTEGER) / 10
  AND CAST(period_to AS INTEGER) IS CAST(?3 AS INTEGER)
UNION SELECT fact FROM binding WHERE key = ?1
