-- The registers to whose records the change ?1 wrote.
SELECT DISTINCT e.register FROM field v JOIN record e ON e.seq = v.record WHERE v.change = ?1
