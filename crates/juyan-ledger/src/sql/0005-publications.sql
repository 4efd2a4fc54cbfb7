-- That a paper was reviewed, signed off and published are rows of `property`, under `review`, `sign-off` and `publication`; these are
-- asked for by name.
CREATE INDEX property_by_name ON property (name);
