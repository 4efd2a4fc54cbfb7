-- The names of all that is held ready, with their digests.
SELECT name, digest FROM tally ORDER BY name
