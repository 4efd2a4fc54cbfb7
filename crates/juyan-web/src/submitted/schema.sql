-- What departments report, on its way. It stands beside the ledger and not in it: a draft is no fact, and a ledger never forgets.
CREATE TABLE IF NOT EXISTS submission (
  number     INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never used again
  department TEXT NOT NULL,
  period     TEXT NOT NULL,                     -- as keys spell it: 2024H1
  corrects   INTEGER REFERENCES submission (number)
) STRICT;

-- What stands in the cells of the form, as it was written last.
CREATE TABLE IF NOT EXISTS cell (
  submission  INTEGER NOT NULL REFERENCES submission (number),
  key         TEXT NOT NULL,
  value       TEXT NOT NULL,                    -- as it was written
  explanation TEXT NOT NULL,
  times       INTEGER NOT NULL,                 -- how often it was saved: who writes over another's is told so
  person      TEXT NOT NULL,
  at          INTEGER NOT NULL,                 -- seconds since 1970
  PRIMARY KEY (submission, key)
) STRICT, WITHOUT ROWID;

-- The states that it went through.
CREATE TABLE IF NOT EXISTS step (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  submission INTEGER NOT NULL REFERENCES submission (number),
  state      TEXT NOT NULL,
  person     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL
) STRICT;

-- Why cells were returned.
CREATE TABLE IF NOT EXISTS remark (
  step   INTEGER NOT NULL REFERENCES step (seq),
  key    TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (step, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS step_stays BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS step_is_kept BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS remark_stays BEFORE UPDATE ON remark BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS remark_is_kept BEFORE DELETE ON remark BEGIN SELECT RAISE(ABORT, 'append only'); END;
