INSERT OR REPLACE INTO tally (name, change, bytes) VALUES (?1, ?2, ?3)
