SELECT seq, at, act, person, reason, reverses, hash FROM change JOIN seal USING (seq) WHERE seq = ?1
