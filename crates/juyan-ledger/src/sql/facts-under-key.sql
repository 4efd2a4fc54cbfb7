  -- The region and the year say nothing more than the key does, and are what the index is asked for first; so everywhere else.
  AND f.seq IN (SELECT seq FROM fact WHERE key = :key AND CAST(period_to AS INTEGER) IS CAST(:to AS INTEGER)
                   AND region = :region AND CAST(region AS INTEGER) / 10 = CAST(:region AS INTEGER) / 10
                UNION SELECT fact FROM binding WHERE key = :key)
  AND coalesce(bound_key, f.key) = :key
ORDER BY f.seq
