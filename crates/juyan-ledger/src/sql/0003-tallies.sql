-- What formulas have come to so far, held ready so that after a changed row nobody goes through all of them. These rows are no
-- knowledge and no part of the chain, and the only ones that are ever changed or deleted. `change` is the last change that they
-- take in; where fields were written or a change was taken back since, they are worth nothing.
CREATE TABLE tally (
    name   TEXT    PRIMARY KEY,                   -- the formula and the stretch of time
    change INTEGER NOT NULL,
    bytes  BLOB    NOT NULL
) STRICT;

-- What was said of a fact is looked up from both sides.
CREATE INDEX answer_by_other ON answer (other);
