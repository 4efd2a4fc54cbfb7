-- Reports on their way: their words, and what was done with them. What they say of facts stands in the ledger and is asked for anew.
CREATE TABLE IF NOT EXISTS draft (
  number INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never used again
  name   TEXT NOT NULL,                     -- what lists call it
  period TEXT NOT NULL,                     -- as keys spell it: 2024H1
  told   TEXT NOT NULL,                     -- the period of the report whose words it began with; empty where it had none
  person TEXT NOT NULL,
  at     INTEGER NOT NULL                   -- seconds since 1970
) STRICT;

CREATE TABLE IF NOT EXISTS passage (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  draft  INTEGER NOT NULL REFERENCES draft (number),
  place  INTEGER NOT NULL                   -- their order
) STRICT;
CREATE INDEX IF NOT EXISTS passage_by_draft ON passage (draft, place);

-- The texts that a passage had, the last one counts; a passage without a text was taken out.
CREATE TABLE IF NOT EXISTS wording (
  passage INTEGER NOT NULL REFERENCES passage (number),
  times   INTEGER NOT NULL,                 -- how often it was saved: who writes over another's is told so
  text    TEXT NOT NULL,
  person  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (passage, times)
) STRICT, WITHOUT ROWID;

-- What the office adds to the paper: number, day, issuer; as above, the last counts.
CREATE TABLE IF NOT EXISTS imprint (
  draft  INTEGER NOT NULL REFERENCES draft (number),
  times  INTEGER NOT NULL,
  fields TEXT NOT NULL,                     -- as forms write them
  person TEXT NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (draft, times)
) STRICT, WITHOUT ROWID;

-- Who did what with it: asked, countersigned, handed up, returned, reviewed, signed. Each names the text that it is about, and the
-- one before it.
CREATE TABLE IF NOT EXISTS deed (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  draft      INTEGER NOT NULL REFERENCES draft (number),
  kind       TEXT NOT NULL,
  passage    INTEGER REFERENCES passage (number),
  department TEXT NOT NULL,
  digest     TEXT NOT NULL,                 -- SM3 of the text that it is about
  person     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  hash       TEXT NOT NULL                  -- SM3 of all that and of the hash of the deed before it
) STRICT;
CREATE INDEX IF NOT EXISTS deed_by_draft ON deed (draft);

CREATE TRIGGER IF NOT EXISTS wording_stays BEFORE UPDATE ON wording BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS wording_is_kept BEFORE DELETE ON wording BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS imprint_stays BEFORE UPDATE ON imprint BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS imprint_is_kept BEFORE DELETE ON imprint BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS deed_stays BEFORE UPDATE ON deed BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS deed_is_kept BEFORE DELETE ON deed BEGIN SELECT RAISE(ABORT, 'append only'); END;
