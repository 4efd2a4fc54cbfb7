INSERT OR ROLLBACK INTO property (change, name, value)
VALUES (?1, ?2, ?3)
