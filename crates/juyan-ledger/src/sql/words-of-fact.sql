-- The key that the fact ?1 of a paper came with, and what its sentence says before the number.
SELECT f.key, substr(CAST(d.text AS BLOB), f.sentence_start + 1, f.span_start - f.sentence_start)
FROM fact f JOIN document d ON d.seq = f.document
WHERE f.seq = ?1
