-- Every fact that ever stood under a key, with what became of it as of the last change.
SELECT f.seq, f.change, f.key, f.value, f.value_to, f.class, f.unit, f.digits, f.scale, f.exact, f.bound, f.prices,
       f.note, f.department, f.secrecy, d.digest, f.span_start, f.span_end, f.sentence_start, f.sentence_end, f.origin, f.revises,
       (SELECT b.key FROM binding b WHERE b.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change)
           AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = b.fact AND a.change = b.change AND a.answer = 'same-words'
               AND NOT EXISTS (SELECT 1 FROM binding p WHERE p.fact = a.other AND p.change <= b.change
                   AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = p.change)))
         ORDER BY b.seq DESC LIMIT 1) AS bound_key,
       EXISTS (SELECT 1 FROM release l WHERE l.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = l.change)) AS released,
       (SELECT r.seq FROM change r WHERE r.reverses = f.change) AS taken_back,
       coalesce((SELECT min(n.change) FROM fact n WHERE n.revises = f.seq
                    AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = n.change)),
                (SELECT min(a.change) FROM answer a WHERE a.fact = f.seq AND a.answer IN ('revision', 'withdrawn')
                    AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change))) AS revised
FROM fact f LEFT JOIN document d ON d.seq = f.document
WHERE f.seq IN (SELECT seq FROM fact WHERE key = :key AND CAST(period_to AS INTEGER) IS CAST(:to AS INTEGER)
                   AND region = :region AND CAST(region AS INTEGER) / 10 = CAST(:region AS INTEGER) / 10
                UNION SELECT fact FROM binding WHERE key = :key)
ORDER BY f.seq
