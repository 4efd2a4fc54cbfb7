-- What formulas have come to so far is worth something only where the chain says so: every change that holds any ready has a row of
-- `property`, `tally`, whose value is the SM3 of the names and digests of all that is held. So it may be edited, deleted or put back
-- by anybody, and nobody reckons with it.
DROP TABLE IF EXISTS tally;
CREATE TABLE tally (
    name   TEXT PRIMARY KEY,                      -- the formula and the stretch of time
    digest TEXT NOT NULL,                         -- SM3 of name, a line feed and bytes
    bytes  BLOB NOT NULL
) STRICT;

-- The region before the key: what is added together is mostly of one region, or of one indicator of many; and a year of a region is
-- asked for as a whole, which then stands side by side. A key names its region, and is found as before.
DROP INDEX IF EXISTS fact_by_year;
CREATE INDEX fact_by_region ON fact (CAST(period_to AS INTEGER), region, key);
