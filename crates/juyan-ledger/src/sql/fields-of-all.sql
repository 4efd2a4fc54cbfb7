ORDER BY e.seq, v.name, v.since, v.seq
