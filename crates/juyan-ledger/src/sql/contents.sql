-- What each change brought: the registers that it kept, under the name ?1, and the papers.
SELECT change, value FROM property WHERE name = ?1
UNION ALL
SELECT change, name FROM document
ORDER BY 1, 2
