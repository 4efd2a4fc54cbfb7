-- The facts that follow from records by a formula, whose origins lie between :from and :to, as of the last change: neither
-- taken back nor revised by a later one nor withdrawn. One that an answer set another before is among them, marked.
SELECT f.seq, f.change, f.key, f.value, f.value_to, f.class, f.unit, f.digits, f.scale, f.exact, f.bound, f.prices,
       f.note, f.department, f.secrecy, NULL, f.span_start, f.span_end, f.sentence_start, f.sentence_end, f.origin, f.revises,
       (SELECT b.key FROM binding b WHERE b.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change)
         ORDER BY b.seq DESC LIMIT 1) AS bound_key,
       EXISTS (SELECT 1 FROM release l WHERE l.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = l.change)),
       EXISTS (SELECT 1 FROM answer a WHERE a.fact = f.seq AND a.answer = 'revision'
                  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change)),
       EXISTS (SELECT 1 FROM binding b WHERE b.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change))
       OR EXISTS (SELECT 1 FROM release l WHERE l.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = l.change))
       OR EXISTS (SELECT 1 FROM answer a WHERE a.fact = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change))
       OR EXISTS (SELECT 1 FROM answer a WHERE a.other = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change))
FROM fact f
WHERE f.origin >= '{"kind":"formula",' AND f.origin < '{"kind":"formula-' AND f.origin >= :from AND f.origin < :to
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change)
  AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.revises = f.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = n.change))
  AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = f.seq AND a.answer = 'withdrawn'
                     AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change))
ORDER BY f.seq
