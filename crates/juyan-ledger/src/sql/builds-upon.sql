-- The first change that builds on what the change ?1 wrote: revises, binds, answers, releases one of its facts, or
-- writes fields of a record that only it began. What is said of a fact since the same was said of an earlier one
-- is nobody's word, and does not build. Facts that follow from records do not build: they are reckoned anew.
SELECT min(change) FROM (
    SELECT n.change FROM fact f JOIN fact n ON n.revises = f.seq
     WHERE f.change = ?1 AND coalesce(substr(n.origin, 1, 18), '') <> '{"kind":"formula",'
    UNION ALL SELECT b.change FROM fact f JOIN binding b ON b.fact = f.seq WHERE f.change = ?1
       AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.fact = b.fact AND a.change = b.change AND a.answer = 'same-words')
    UNION ALL SELECT a.change FROM fact f JOIN answer a ON a.fact = f.seq WHERE f.change = ?1 AND a.answer NOT IN ('withdrawn', 'same-words')
    UNION ALL SELECT a.change FROM fact f JOIN answer a ON a.other = f.seq WHERE f.change = ?1 AND a.answer NOT IN ('withdrawn', 'same-words')
    UNION ALL SELECT l.change FROM fact f JOIN release l ON l.fact = f.seq WHERE f.change = ?1
    UNION ALL SELECT v.change FROM record e JOIN field v ON v.record = e.seq WHERE e.change = ?1
) later
WHERE later.change > ?1 AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = later.change)
