-- How many records the register ?1 has as of the last change, up to ?2 of them: of a large one not all are gone through. One that a
-- change began that was taken back is there only where another wrote to it.
SELECT count(*) FROM (
    SELECT 1 FROM record e
    WHERE e.register = ?1
      AND (e.change NOT IN (SELECT reverses FROM change WHERE reverses IS NOT NULL)
           OR EXISTS (SELECT 1 FROM field v WHERE v.record = e.seq AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = v.change)))
    LIMIT ?2)
