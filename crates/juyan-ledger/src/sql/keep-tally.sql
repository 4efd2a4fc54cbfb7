INSERT OR REPLACE INTO tally (name, digest, bytes) VALUES (?1, ?2, ?3)
