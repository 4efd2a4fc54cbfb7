-- Whether facts were taken from the document with the digest ?1 by a change that was not taken back.
SELECT EXISTS (
    SELECT 1 FROM document d JOIN fact f ON f.document = d.seq
    WHERE d.digest = ?1 AND NOT EXISTS (SELECT 1 FROM change r WHERE r.reverses = f.change))
