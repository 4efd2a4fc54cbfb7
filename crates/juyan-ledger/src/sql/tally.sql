-- What a formula has come to so far, unless fields were written or a change was taken back since.
SELECT bytes FROM tally WHERE name = ?1
   AND change >= coalesce((SELECT v.change FROM field v ORDER BY v.seq DESC LIMIT 1), 0)
   AND change >= coalesce((SELECT max(seq) FROM change WHERE reverses IS NOT NULL), 0)
