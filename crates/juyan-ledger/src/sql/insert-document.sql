INSERT OR ROLLBACK INTO document (change, digest, name, format, title, region, period_from, period_to, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
