INSERT INTO release (seq, change, fact, ground)
VALUES (?1, ?2, ?3, ?4)
