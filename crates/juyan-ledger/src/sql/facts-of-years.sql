  -- From one year that has facts to the next, and of each the region among its neighbours.
  AND f.seq IN (
      WITH RECURSIVE year (this) AS (
          SELECT (SELECT CAST(period_to AS INTEGER) FROM fact WHERE CAST(period_to AS INTEGER) >= CAST(:from AS INTEGER)
                  ORDER BY CAST(period_to AS INTEGER) LIMIT 1)
          UNION ALL
          SELECT (SELECT CAST(period_to AS INTEGER) FROM fact WHERE CAST(period_to AS INTEGER) > year.this
                  ORDER BY CAST(period_to AS INTEGER) LIMIT 1)
          FROM year WHERE year.this < CAST(:to AS INTEGER)
      )
      SELECT i.seq FROM year CROSS JOIN fact i ON CAST(i.period_to AS INTEGER) = year.this
         AND CAST(i.region AS INTEGER) / 10 = CAST(:region AS INTEGER) / 10 AND i.region = :region
      WHERE year.this <= CAST(:to AS INTEGER))
  AND f.period_to BETWEEN :from AND :to AND f.period_from >= :from
ORDER BY f.seq
