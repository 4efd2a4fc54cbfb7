-- What a formula has come to so far.
SELECT bytes FROM tally WHERE name = ?1
