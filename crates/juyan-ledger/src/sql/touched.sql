-- The keys under which what the change ?1 wrote may have something else stand: of the facts that it brought, and of those that it
-- revised, bound, answered for or released, or whose keys stand on what it said, with every key that they ever had.
WITH touched (seq) AS (
    SELECT seq FROM fact WHERE change = ?1
    UNION SELECT revises FROM fact WHERE change = ?1 AND revises IS NOT NULL
    UNION SELECT fact FROM binding WHERE change = ?1
    UNION SELECT fact FROM answer WHERE change = ?1
    UNION SELECT other FROM answer WHERE change = ?1
    UNION SELECT fact FROM release WHERE change = ?1
    UNION SELECT a.fact FROM binding b JOIN answer a ON a.other = b.fact WHERE b.change = ?1 AND a.answer = 'same-words'
)
SELECT f.key FROM touched t JOIN fact f ON f.seq = t.seq
UNION SELECT b.key FROM touched t JOIN binding b ON b.fact = t.seq
