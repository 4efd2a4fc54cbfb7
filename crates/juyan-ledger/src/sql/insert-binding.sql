INSERT INTO binding (seq, change, fact, key)
VALUES (?1, ?2, ?3, ?4)
