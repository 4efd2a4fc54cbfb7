-- Every row of facts as `facts.sql` has it, whatever became of it and without what was said of it; then what must say the same as its
-- key, and its document.
SELECT f.seq, f.change, f.key, f.value, f.value_to, f.class, f.unit, f.digits, f.scale, f.exact, f.bound, f.prices,
       f.note, f.department, f.secrecy, d.digest, f.span_start, f.span_end, f.sentence_start, f.sentence_end, f.origin, f.revises,
       NULL, 0, f.region, f.period_from, f.period_to, f.document
FROM fact f LEFT JOIN document d ON d.seq = f.document
ORDER BY f.seq
