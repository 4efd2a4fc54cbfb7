-- Takes away what formulas had come to before fields were written or a change was taken back.
DELETE FROM tally
 WHERE change < coalesce((SELECT v.change FROM field v ORDER BY v.seq DESC LIMIT 1), 0)
    OR change < coalesce((SELECT max(seq) FROM change WHERE reverses IS NOT NULL), 0)
