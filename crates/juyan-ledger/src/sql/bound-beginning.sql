-- The facts that were given a key that stands from ?1 up to ?2.
SELECT fact FROM binding WHERE key >= ?1 AND key < ?2
