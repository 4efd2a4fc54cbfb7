-- The key that the fact ?1 of a paper came with, its unit, where its sentence and its number begin, and what it comes to.
SELECT f.key, f.unit, f.document, f.sentence_start, f.span_start,
       coalesce(f.value, '') || '/' || coalesce(f.value_to, '') || '/' || coalesce(f.class, '')
FROM fact f WHERE f.seq = ?1 AND f.document IS NOT NULL
