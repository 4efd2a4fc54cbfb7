-- What is known, since when, from whom. Rows are only ever added; `change` orders all of them.
-- Amounts are decimal text with the digits they were given in; days are ISO text; spans are bytes of `document.text`.

CREATE TABLE change (
    seq      INTEGER PRIMARY KEY,
    at       TEXT    NOT NULL,                    -- when it was recorded, RFC 3339
    act      TEXT    NOT NULL,                    -- init, record, import, undo …
    person   TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    reverses INTEGER REFERENCES change (seq)      -- the change that this one takes back
) STRICT;
CREATE UNIQUE INDEX change_reversed ON change (reverses) WHERE reverses IS NOT NULL;

-- A link of the chain, written behind everything else of its change.
CREATE TABLE seal (
    seq  INTEGER PRIMARY KEY REFERENCES change (seq),
    hash TEXT    NOT NULL                         -- SM3 over the hash before and all rows of the change
) STRICT;

CREATE TABLE property (
    seq    INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (seq),
    name   TEXT    NOT NULL,                      -- region
    value  TEXT    NOT NULL
) STRICT;

CREATE TABLE document (
    seq         INTEGER PRIMARY KEY,
    change      INTEGER NOT NULL REFERENCES change (seq),
    digest      TEXT    NOT NULL,                 -- SM3 of text
    name        TEXT    NOT NULL,
    format      TEXT    NOT NULL,
    title       TEXT,
    region      TEXT,
    period_from TEXT,
    period_to   TEXT,
    text        TEXT    NOT NULL
) STRICT;
CREATE INDEX document_by_digest ON document (digest);

CREATE TABLE fact (
    seq            INTEGER PRIMARY KEY,
    change         INTEGER NOT NULL REFERENCES change (seq),
    key            TEXT    NOT NULL,
    region         TEXT    NOT NULL,
    period_from    TEXT,
    period_to      TEXT,
    value          TEXT,                          -- in the base unit; the lower end of a range
    value_to       TEXT,                          -- the upper end of a range
    class          TEXT,                          -- instead of a value: Ⅲ
    unit           TEXT,
    digits         TEXT,                          -- as printed, before the scale word
    scale          TEXT,                          -- what the scale word multiplies by
    exact          INTEGER,                       -- 1 for a count
    bound          TEXT,                          -- about, over, under, better, steady
    prices         TEXT,                          -- current, constant, comparable
    note           TEXT    NOT NULL,
    department     TEXT    NOT NULL,
    secrecy        TEXT    NOT NULL,
    document       INTEGER REFERENCES document (seq),
    span_start     INTEGER,
    span_end       INTEGER,
    sentence_start INTEGER,
    sentence_end   INTEGER,
    origin         TEXT,                          -- JSON, where the source is no document
    revises        INTEGER REFERENCES fact (seq)
) STRICT;
CREATE INDEX fact_by_key ON fact (key);
CREATE INDEX fact_by_place ON fact (region, period_to);
CREATE INDEX fact_by_revised ON fact (revises) WHERE revises IS NOT NULL;
CREATE INDEX fact_by_document ON fact (document) WHERE document IS NOT NULL;

-- A fact under its own words gets a key, or a fact moves to a key with a dimension.
CREATE TABLE binding (
    seq    INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (seq),
    fact   INTEGER NOT NULL REFERENCES fact (seq),
    key    TEXT    NOT NULL
) STRICT;
CREATE INDEX binding_by_fact ON binding (fact);
CREATE INDEX binding_by_key ON binding (key);

-- Facts of one key that differ were asked about, and this was the answer.
CREATE TABLE answer (
    seq    INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (seq),
    fact   INTEGER NOT NULL REFERENCES fact (seq),
    other  INTEGER NOT NULL REFERENCES fact (seq),
    answer TEXT    NOT NULL                       -- both, revision
) STRICT;
CREATE INDEX answer_by_fact ON answer (fact);

-- A fact that is not public is released, on this ground.
CREATE TABLE release (
    seq    INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (seq),
    fact   INTEGER NOT NULL REFERENCES fact (seq),
    ground TEXT    NOT NULL
) STRICT;
CREATE INDEX release_by_fact ON release (fact);

CREATE TABLE record (
    seq      INTEGER PRIMARY KEY,
    change   INTEGER NOT NULL REFERENCES change (seq),
    register TEXT    NOT NULL,
    code     TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_by_code ON record (register, code);

CREATE TABLE field (
    seq    INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (seq),
    record INTEGER NOT NULL REFERENCES record (seq),
    name   TEXT    NOT NULL,
    since  TEXT,                                  -- the day from which it is so; none: always
    kind   TEXT,                                  -- text, number, day, code, flag, link; none: emptied
    value  TEXT,
    origin TEXT                                   -- JSON: the cell of the workbook
) STRICT;
CREATE INDEX field_by_record ON field (record);

-- INSERT OR REPLACE deletes without asking the trigger for DELETE, so every row must come behind the last.
CREATE TRIGGER change_is_never_changed BEFORE UPDATE ON change BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER change_is_never_replaced BEFORE INSERT ON change WHEN NEW.seq <= (SELECT max(seq) FROM change) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER seal_is_never_changed BEFORE UPDATE ON seal BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER seal_is_never_deleted BEFORE DELETE ON seal BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER seal_is_never_replaced BEFORE INSERT ON seal WHEN NEW.seq <= (SELECT max(seq) FROM seal) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER property_is_never_changed BEFORE UPDATE ON property BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER property_is_never_deleted BEFORE DELETE ON property BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER property_is_never_replaced BEFORE INSERT ON property WHEN NEW.seq <= (SELECT max(seq) FROM property) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER document_is_never_changed BEFORE UPDATE ON document BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER document_is_never_deleted BEFORE DELETE ON document BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER document_is_never_replaced BEFORE INSERT ON document WHEN NEW.seq <= (SELECT max(seq) FROM document) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER fact_is_never_changed BEFORE UPDATE ON fact BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER fact_is_never_deleted BEFORE DELETE ON fact BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER fact_is_never_replaced BEFORE INSERT ON fact WHEN NEW.seq <= (SELECT max(seq) FROM fact) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER binding_is_never_changed BEFORE UPDATE ON binding BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER binding_is_never_deleted BEFORE DELETE ON binding BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER binding_is_never_replaced BEFORE INSERT ON binding WHEN NEW.seq <= (SELECT max(seq) FROM binding) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER answer_is_never_changed BEFORE UPDATE ON answer BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER answer_is_never_deleted BEFORE DELETE ON answer BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER answer_is_never_replaced BEFORE INSERT ON answer WHEN NEW.seq <= (SELECT max(seq) FROM answer) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER release_is_never_changed BEFORE UPDATE ON release BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER release_is_never_deleted BEFORE DELETE ON release BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER release_is_never_replaced BEFORE INSERT ON release WHEN NEW.seq <= (SELECT max(seq) FROM release) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER record_is_never_replaced BEFORE INSERT ON record WHEN NEW.seq <= (SELECT max(seq) FROM record) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;

CREATE TRIGGER field_is_never_changed BEFORE UPDATE ON field BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER field_is_never_deleted BEFORE DELETE ON field BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
CREATE TRIGGER field_is_never_replaced BEFORE INSERT ON field WHEN NEW.seq <= (SELECT max(seq) FROM field) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;
