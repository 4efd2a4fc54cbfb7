  AND f.region = :region AND f.period_to BETWEEN :from AND :to AND f.period_from >= :from
ORDER BY f.seq
