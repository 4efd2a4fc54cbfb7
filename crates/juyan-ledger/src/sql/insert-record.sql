INSERT INTO record (seq, change, register, code)
VALUES (?1, ?2, ?3, ?4)
