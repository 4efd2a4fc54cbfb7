-- All changes in their order.
SELECT seq, at, act, person, reason, reverses, hash FROM change JOIN seal USING (seq) ORDER BY seq
