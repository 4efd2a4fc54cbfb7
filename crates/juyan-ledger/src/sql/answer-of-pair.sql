-- The last change that answered for two facts of one key and stands.
SELECT max(a.change) FROM answer a
WHERE ((a.fact = :one AND a.other = :other) OR (a.fact = :other AND a.other = :one)) AND a.answer <> 'same-words'
  AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = a.change)
