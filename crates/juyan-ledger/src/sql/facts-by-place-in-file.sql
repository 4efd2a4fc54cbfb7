  AND f.seq IN (SELECT value FROM json_each(:found))
  AND f.period_to BETWEEN :from AND :to AND f.period_from >= :from
ORDER BY f.seq
