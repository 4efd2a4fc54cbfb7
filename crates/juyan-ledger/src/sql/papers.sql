-- The documents that facts were taken from by a change that was not taken back, without their texts.
SELECT d.name, d.format, d.title, d.region, d.period_from, d.period_to, '', d.digest FROM document d
WHERE EXISTS (
    SELECT 1 FROM fact f WHERE f.document = d.seq
    AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change))
ORDER BY d.seq
