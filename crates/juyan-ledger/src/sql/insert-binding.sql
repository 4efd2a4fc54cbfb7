INSERT OR ROLLBACK INTO binding (change, fact, key)
VALUES (?1, ?2, ?3)
