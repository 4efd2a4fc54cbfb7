  AND CAST(f.period_to AS INTEGER) IS :year AND CAST(f.region AS INTEGER) / 10 = CAST(:region AS INTEGER) / 10 AND f.region = :region
ORDER BY f.seq
