-- Who did what, for ever: rows are added and nothing else.
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,            -- from 1, without gaps
  at_ms INTEGER NOT NULL,
  text TEXT NOT NULL,                 -- the entry as JSON, exactly as it was sealed
  seal BLOB NOT NULL                  -- HMAC-SHA-256 over the seal before and the text
) STRICT;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
