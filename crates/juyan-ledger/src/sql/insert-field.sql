INSERT OR ROLLBACK INTO field (change, record, name, since, kind, value, origin)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
