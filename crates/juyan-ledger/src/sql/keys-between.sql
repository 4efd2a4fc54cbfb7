-- The keys from ?1 up to ?2 that facts came with or were given, whatever became of them. All of the facts' stand in one index.
SELECT key FROM fact WHERE key >= ?1 AND key < ?2
UNION
SELECT key FROM binding WHERE key >= ?1 AND key < ?2
