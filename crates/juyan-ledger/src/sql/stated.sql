-- The keys under which papers state what took some time, as far as these papers were not taken back.
SELECT DISTINCT coalesce((SELECT b.key FROM binding b WHERE b.fact = f.seq
                             AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change)
                         ORDER BY b.seq DESC LIMIT 1), f.key)
FROM fact f
WHERE f.document IS NOT NULL AND f.period_from <> f.period_to
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change)
