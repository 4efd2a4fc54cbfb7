INSERT OR ROLLBACK INTO record (change, register, code)
VALUES (?1, ?2, ?3)
