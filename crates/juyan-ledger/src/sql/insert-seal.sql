INSERT INTO seal (seq, hash) VALUES (?1, ?2)
