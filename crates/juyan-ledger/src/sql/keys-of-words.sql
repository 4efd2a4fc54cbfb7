-- The keys under which other facts than ?2 stand that papers told under the key ?1, what their sentences say before the number, and
-- their units.
SELECT coalesce((SELECT b.key FROM binding b WHERE b.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change)
           AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = b.fact AND a.change = b.change AND a.answer = 'same-words'
               AND NOT EXISTS (SELECT 1 FROM binding p WHERE p.fact = a.other AND p.change <= b.change
                   AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = p.change)))
         ORDER BY b.seq DESC LIMIT 1), f.key),
       f.unit, f.document, f.sentence_start, f.span_start
FROM fact f
WHERE f.document IS NOT NULL AND f.key = ?1 AND f.region = ?4 AND CAST(f.region AS INTEGER) / 10 = CAST(?4 AS INTEGER) / 10 AND CAST(f.period_to AS INTEGER) IS CAST(?3 AS INTEGER) AND f.seq <> ?2
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change)
  AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.revises = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = n.change))
  AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = f.seq AND a.answer IN ('revision', 'withdrawn')
                     AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change))
