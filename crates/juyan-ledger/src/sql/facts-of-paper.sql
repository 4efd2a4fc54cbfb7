  AND f.document IN (SELECT seq FROM document WHERE digest = :digest)
ORDER BY f.seq
