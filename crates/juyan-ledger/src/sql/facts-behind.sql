  AND f.seq > :after
ORDER BY f.seq LIMIT :most
