-- What formulas have come to so far is worth something only where the chain says so: every change that holds any ready has a row of
-- `property`, `tally`, whose value is the SM3 of the names and digests of all that is held. So it may be edited, deleted or put back
-- by anybody, and nobody reckons with it.
DROP TABLE IF EXISTS tally;
CREATE TABLE tally (
    name   TEXT PRIMARY KEY,                      -- the formula and the stretch of time
    digest TEXT NOT NULL,                         -- SM3 of name, a line feed and bytes
    bytes  BLOB NOT NULL
) STRICT;

-- Ten neighbours before the key: a year of a region is asked for as a whole, and stands among those of regions whose codes begin alike.
-- What is added together, an indicator of many regions or many indicators of one, comes to stand on some pages either way: with the
-- region itself here the one would touch a page for each fact, with nothing here the other. A key names its region, and is found as
-- before. A cast is no function (see 0004-replaced.sql).
DROP INDEX IF EXISTS fact_by_year;
CREATE INDEX fact_by_region ON fact (CAST(period_to AS INTEGER), CAST(region AS INTEGER) / 10, key, region);
