ORDER BY (
    SELECT CAST(v.value AS REAL) FROM field v
    WHERE v.record = e.seq AND v.name = :sort AND (v.since IS NULL OR v.since <= :day)
      AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = v.change)
    ORDER BY v.since DESC, v.seq DESC LIMIT 1), e.seq
