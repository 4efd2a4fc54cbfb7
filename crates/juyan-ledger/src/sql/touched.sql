-- The registers that a change wrote to.
SELECT DISTINCT e.register FROM field v JOIN record e ON e.seq = v.record WHERE v.change = ?1
