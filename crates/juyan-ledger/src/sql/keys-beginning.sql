-- The facts of the year ?1 whose keys stand from ?2 up to ?3, of the region ?4 or of all; all of it stands in one index.
SELECT seq FROM fact
WHERE CAST(period_to AS INTEGER) IS ?1 AND key >= ?2 AND key < ?3 AND (?4 IS NULL OR region = ?4)
