INSERT INTO property (seq, change, name, value)
VALUES (?1, ?2, ?3, ?4)
