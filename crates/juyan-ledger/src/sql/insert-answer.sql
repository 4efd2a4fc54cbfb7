INSERT OR ROLLBACK INTO answer (change, fact, other, answer)
VALUES (?1, ?2, ?3, ?4)
