ORDER BY f.seq
