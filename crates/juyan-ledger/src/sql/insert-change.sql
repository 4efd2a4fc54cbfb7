INSERT INTO change (seq, at, act, person, reason, reverses) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
