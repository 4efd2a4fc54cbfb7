  AND CAST(f.period_to AS INTEGER) IS :year AND f.region = :region
ORDER BY f.seq
