-- The facts of papers that somebody gave a key, each with the last, what its sentence says before the number, and its unit. What was given since
-- an earlier one had it is nobody's word.
SELECT f.seq, f.key, b.key, f.unit, f.document, f.sentence_start, f.span_start
FROM binding b JOIN fact f ON f.seq = b.fact
WHERE f.document IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change)
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change)
  AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = b.fact AND a.change = b.change AND a.answer = 'same-words')
  AND b.seq = (SELECT max(l.seq) FROM binding l WHERE l.fact = b.fact AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = l.change))
ORDER BY b.seq
