  -- The years say nothing more than the days do, and are what the index is asked for.
  AND CAST(f.period_to AS INTEGER) BETWEEN CAST(:from AS INTEGER) AND CAST(:to AS INTEGER)
  AND f.region = :region AND f.period_to BETWEEN :from AND :to AND f.period_from >= :from
ORDER BY f.seq
