  AND substr(f.origin, 1, 18) = '{"kind":"formula",' AND f.origin = :origin
ORDER BY f.seq
