-- The key that the fact ?1 of a paper came with, what its sentence says before the number, its unit, and what it comes to.
SELECT f.key, substr(CAST(d.text AS BLOB), f.sentence_start + 1, f.span_start - f.sentence_start), f.unit,
       coalesce(f.value, '') || '/' || coalesce(f.value_to, '') || '/' || coalesce(f.class, '')
FROM fact f JOIN document d ON d.seq = f.document
WHERE f.seq = ?1
