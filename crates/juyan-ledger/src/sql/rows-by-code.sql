ORDER BY e.seq
