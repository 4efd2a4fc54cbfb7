INSERT OR ROLLBACK INTO release (change, fact, ground)
VALUES (?1, ?2, ?3)
