-- Facts that got their keys since earlier ones in the same words had been given theirs, with the change in which that was said.
SELECT a.change, a.fact, a.other, f.key,
       (SELECT b.key FROM binding b WHERE b.fact = a.fact AND b.change = a.change ORDER BY b.seq DESC LIMIT 1),
       (SELECT p.change FROM binding p WHERE p.fact = a.other AND p.change <= a.change
           AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = p.change AND r.seq <= a.change) ORDER BY p.seq DESC LIMIT 1)
FROM answer a JOIN fact f ON f.seq = a.fact
WHERE a.answer = 'same-words'
ORDER BY a.seq
