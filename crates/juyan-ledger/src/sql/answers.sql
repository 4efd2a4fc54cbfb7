-- Pairs of facts of one key that were asked about and answered, as known after the change :known.
SELECT a.fact, a.other FROM answer a WHERE a.change <= :known AND a.answer <> 'same-words' AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change AND r.seq <= :known)
