-- The facts of the year ?1 and the neighbours ?2 (none told: those of the region) whose keys stand from ?3 up to ?4, of the region ?5
-- or of all; all of it stands in one index.
SELECT seq FROM fact
WHERE CAST(period_to AS INTEGER) IS ?1 AND CAST(region AS INTEGER) / 10 = coalesce(?2, CAST(?5 AS INTEGER) / 10)
  AND key >= ?3 AND key < ?4 AND (?5 IS NULL OR region = ?5)
