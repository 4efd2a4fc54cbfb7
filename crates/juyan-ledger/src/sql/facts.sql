-- The facts that stand, as known after the change :known: not taken back and not revised. What follows says which.
SELECT f.seq, f.change, f.key, f.value, f.value_to, f.class, f.unit, f.digits, f.scale, f.exact, f.bound, f.prices,
       f.note, f.department, f.secrecy, d.digest, f.span_start, f.span_end, f.sentence_start, f.sentence_end, f.origin, f.revises,
       (SELECT b.key FROM binding b WHERE b.fact = f.seq AND b.change <= :known
                     AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change AND r.seq <= :known)
                     -- What stands on the answer for an earlier fact holds as long as one of those does.
                     AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = b.fact AND a.change = b.change AND a.answer = 'same-words'
                         AND NOT EXISTS (SELECT 1 FROM binding p WHERE p.fact = a.other AND p.change <= b.change
                             AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = p.change AND r.seq <= :known)))
                 ORDER BY b.seq DESC LIMIT 1) AS bound_key,
       EXISTS (SELECT 1 FROM release l WHERE l.fact = f.seq AND l.change <= :known AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = l.change AND r.seq <= :known)) AS released
FROM fact f LEFT JOIN document d ON d.seq = f.document
WHERE f.change <= :known
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change AND r.seq <= :known)
  AND NOT EXISTS (
      SELECT 1 FROM fact n WHERE n.revises = f.seq AND n.change <= :known
         AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = n.change AND r.seq <= :known))
  AND NOT EXISTS (
      SELECT 1 FROM answer a WHERE a.fact = f.seq AND a.answer IN ('revision', 'withdrawn') AND a.change <= :known
         AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change AND r.seq <= :known))
