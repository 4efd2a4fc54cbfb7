INSERT INTO answer (seq, change, fact, other, answer)
VALUES (?1, ?2, ?3, ?4, ?5)
