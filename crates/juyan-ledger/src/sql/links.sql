-- All changes in their order, with what each was sealed with; a change that was not sealed as well.
SELECT c.seq, c.at, c.act, c.person, c.reason, c.reverses, s.hash FROM change c LEFT JOIN seal s ON s.seq = c.seq ORDER BY c.seq
