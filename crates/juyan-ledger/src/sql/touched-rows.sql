-- The records of the register ?2 to which anything was written behind the value ?1.
SELECT DISTINCT v.record FROM field v JOIN record e ON e.seq = v.record WHERE v.seq > ?1 AND e.register = ?2
