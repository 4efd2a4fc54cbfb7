-- Accounts of a workspace. They stand beside the ledger and not in it: a ledger is copied around, handed on and never forgets.
CREATE TABLE IF NOT EXISTS account (
  name       TEXT PRIMARY KEY,          -- what one signs in with
  shown      TEXT NOT NULL,             -- what others see
  department TEXT NOT NULL,             -- empty where it is of none
  role       TEXT NOT NULL,
  hash       TEXT NOT NULL,             -- argon2id, in the PHC form
  closed     INTEGER NOT NULL DEFAULT 0 -- 1 where nobody may sign in with it any more
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS session (
  token   TEXT PRIMARY KEY,             -- the digest of what the browser keeps
  account TEXT NOT NULL REFERENCES account (name),
  csrf    TEXT NOT NULL,                -- what forms have to bring back
  begun   INTEGER NOT NULL,             -- seconds since 1970
  seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What programs ask with.
CREATE TABLE IF NOT EXISTS bearer (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  digest  TEXT NOT NULL UNIQUE,         -- of what the program has
  account TEXT NOT NULL REFERENCES account (name),
  name    TEXT NOT NULL,                -- what it is for
  ends    INTEGER NOT NULL              -- seconds since 1970
) STRICT;

CREATE TABLE IF NOT EXISTS deed (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,             -- seconds since 1970
  account TEXT NOT NULL,                -- who; as it was typed where nobody got in
  what    TEXT NOT NULL,                -- the wording that tells it
  of      TEXT NOT NULL                 -- on whom or what
) STRICT;

CREATE TRIGGER IF NOT EXISTS deed_stays BEFORE UPDATE ON deed BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS deed_is_kept BEFORE DELETE ON deed BEGIN SELECT RAISE(ABORT, 'append only'); END;
