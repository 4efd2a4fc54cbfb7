-- What the chain says last of all that is held ready, with whether nothing came since that it would have to take in: no field, and no
-- change that takes another back.
SELECT p.value,
       p.change >= coalesce((SELECT v.change FROM field v ORDER BY v.seq DESC LIMIT 1), 0)
       AND p.change >= coalesce((SELECT max(seq) FROM change WHERE reverses IS NOT NULL), 0)
FROM property p WHERE p.name = 'tally' ORDER BY p.seq DESC LIMIT 1
