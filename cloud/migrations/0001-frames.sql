-- Who sends, who carries, who may look.
CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL UNIQUE,        -- 16 hex digits
  key BLOB NOT NULL,                  -- as keys.ts stores it
  name TEXT NOT NULL,
  species TEXT NOT NULL CHECK (species IN ('dog', 'cat')),
  added_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE hubs (
  hub TEXT PRIMARY KEY,               -- 16 hex digits
  name TEXT NOT NULL,
  token_sha256 BLOB NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hub_devices (
  hub TEXT NOT NULL REFERENCES hubs (hub),
  device INTEGER NOT NULL REFERENCES devices (id),
  PRIMARY KEY (hub, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE viewers (
  viewer TEXT PRIMARY KEY,            -- 16 hex digits
  name TEXT NOT NULL,
  token_sha256 BLOB NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Frames as they came, tag included. A rowid table: WITHOUT ROWID is slower with blobs this size.
CREATE TABLE frames (
  id INTEGER PRIMARY KEY,
  device INTEGER NOT NULL REFERENCES devices (id),
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,              -- field number of the content in frame.proto: 8 minutes, 9 live, 10 events, 11 gap
  uptime_s INTEGER NOT NULL,
  start_ms INTEGER,                   -- Unix ms of the frame's start; null while nothing places it
  span_s INTEGER NOT NULL,            -- seconds it covers
  records INTEGER NOT NULL,           -- minutes, estimates or events in it
  received_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- The identity. Sequence before epoch, so that the index also answers "which frame follows".
CREATE UNIQUE INDEX frames_identity ON frames (device, seq, epoch);
CREATE INDEX frames_time ON frames (device, kind, start_ms);
CREATE INDEX frames_unplaced ON frames (device, epoch) WHERE start_ms IS NULL;

-- One row per start of a collar: how many frames, and when its uptime was 0.
CREATE TABLE epochs (
  device INTEGER NOT NULL REFERENCES devices (id),
  epoch INTEGER NOT NULL,
  frames INTEGER NOT NULL,
  unplaced INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  boot_ms INTEGER,                    -- from the earliest frame of the epoch that has the time of day
  anchor_seq INTEGER,                 -- that frame
  PRIMARY KEY (device, epoch)
) STRICT, WITHOUT ROWID;

-- Sums over the minutes that begin in an hour, in wire units.
CREATE TABLE hours (
  device INTEGER NOT NULL REFERENCES devices (id),
  hour INTEGER NOT NULL,              -- Unix hours
  minutes INTEGER NOT NULL,
  heart_n INTEGER NOT NULL,           -- minutes with a confidence above 0
  heart_sum INTEGER NOT NULL,
  heart_min INTEGER NOT NULL,
  heart_max INTEGER NOT NULL,
  confidence_sum INTEGER NOT NULL,
  rmssd_n INTEGER NOT NULL,
  rmssd_sum INTEGER NOT NULL,
  breaths_n INTEGER NOT NULL,
  breaths_sum INTEGER NOT NULL,
  rest INTEGER NOT NULL,              -- minutes of each activity
  active INTEGER NOT NULL,
  vigorous INTEGER NOT NULL,
  intensity_sum INTEGER NOT NULL,
  steps INTEGER NOT NULL,
  rest_share_sum INTEGER NOT NULL,
  scratches INTEGER NOT NULL,
  shakes INTEGER NOT NULL,
  temperature_n INTEGER NOT NULL,
  temperature_sum INTEGER NOT NULL,
  battery_at INTEGER NOT NULL,        -- Unix ms of the newest minute that has it
  battery INTEGER NOT NULL,           -- -1: none has it
  anomaly_max INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  PRIMARY KEY (device, hour)
) STRICT, WITHOUT ROWID;

-- Frames that are lost for good: disjoint ranges, less what the store holds.
CREATE TABLE gaps (
  device INTEGER NOT NULL REFERENCES devices (id),
  to_seq INTEGER NOT NULL,
  from_seq INTEGER NOT NULL,
  reason INTEGER NOT NULL,            -- GapReason
  place TEXT NOT NULL CHECK (place IN ('collar', 'hub')),
  noted_ms INTEGER NOT NULL,
  PRIMARY KEY (device, to_seq)
) STRICT, WITHOUT ROWID;

-- The newest frames that were refused, for whoever has to find out why.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  received_ms INTEGER NOT NULL,
  hub TEXT NOT NULL,
  reason INTEGER NOT NULL,            -- Rejection
  detail TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
