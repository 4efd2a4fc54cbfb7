-- The facts whose key stands on what was said of the fact ?1, and of which nobody said anything else since.
SELECT DISTINCT a.fact FROM answer a
WHERE a.other = ?1 AND a.answer = 'same-words'
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change)
  AND a.change = (SELECT max(b.change) FROM binding b WHERE b.fact = a.fact AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = b.change))
ORDER BY a.fact
