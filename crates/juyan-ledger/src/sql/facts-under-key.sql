  AND f.seq IN (SELECT seq FROM fact WHERE key = :key UNION SELECT fact FROM binding WHERE key = :key)
  AND coalesce(bound_key, f.key) = :key
ORDER BY f.seq
