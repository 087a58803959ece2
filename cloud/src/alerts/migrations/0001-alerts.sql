-- How far the store has been read: cursor is the id of the last frame, received_ms proves that it is still the same one.
CREATE TABLE progress (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cursor INTEGER NOT NULL,
  received_ms INTEGER NOT NULL,
  alive_ms INTEGER NOT NULL           -- when the watch last ran, Unix ms
) STRICT;
INSERT INTO progress (one, cursor, received_ms, alive_ms) VALUES (1, 0, 0, 0);

-- Frames read before anything placed them in time.
CREATE TABLE unplaced (frame INTEGER PRIMARY KEY) STRICT;

-- What was heard of each pet's time with a collar (the store's devices.id); 0 is the cloud itself.
CREATE TABLE pets (
  pet INTEGER PRIMARY KEY,
  measured_ms INTEGER NOT NULL,       -- end of the newest minute
  received_ms INTEGER NOT NULL,
  flags INTEGER NOT NULL,             -- of the newest minute
  battery INTEGER NOT NULL            -- of the newest minute, %; -1: unknown
) STRICT;

-- What matters for limits, as the owner told it.
CREATE TABLE profiles (
  pet INTEGER PRIMARY KEY,
  born_ms INTEGER,
  size TEXT NOT NULL CHECK (size IN ('toy', 'standard', 'giant')),
  every_s INTEGER NOT NULL            -- how often data are expected
) STRICT;

-- What was usual on a day (Unix days), worked out once; null: not known then.
CREATE TABLE baselines (
  pet INTEGER NOT NULL,
  day INTEGER NOT NULL,
  heart_median REAL, heart_spread REAL,
  breaths_median REAL, breaths_spread REAL,
  PRIMARY KEY (pet, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE episodes (
  id TEXT PRIMARY KEY,                -- 16 hex digits
  pet INTEGER NOT NULL,
  tenant TEXT NOT NULL,               -- empty: whoever runs the cloud
  rule TEXT NOT NULL,
  from_ms INTEGER NOT NULL,           -- of measurement, as to_ms
  to_ms INTEGER NOT NULL,
  worst REAL,
  detail TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('suspected', 'open', 'acknowledged', 'snoozed', 'resolved', 'merged')),
  round INTEGER NOT NULL,             -- grows when it opens again
  level INTEGER NOT NULL,             -- of escalation
  opened_ms INTEGER,                  -- of the clock, as all below
  told_ms INTEGER,                    -- when somebody was last told, null: nobody
  snoozed_until_ms INTEGER,
  resolved_ms INTEGER,
  resolved_by TEXT,                   -- null: it ended by itself
  merged_into TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX episodes_extent ON episodes (pet, rule, to_ms) WHERE state <> 'merged';
CREATE INDEX episodes_live ON episodes (rule) WHERE state IN ('open', 'acknowledged', 'snoozed');
CREATE INDEX episodes_tenant ON episodes (tenant, from_ms);

-- What became of an episode and through whom.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  act TEXT NOT NULL,
  who TEXT NOT NULL,                  -- empty: the cloud
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX history_episode ON history (episode, id);

CREATE TABLE channels (
  channel TEXT PRIMARY KEY,           -- 16 hex digits
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('webhook', 'email', 'ntfy', 'pagerduty')),
  name TEXT NOT NULL,
  settings BLOB NOT NULL,             -- JSON, as keys.ts seals it
  least TEXT NOT NULL CHECK (least IN ('info', 'warning', 'critical')),
  level INTEGER NOT NULL,             -- told from this level of escalation on
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX channels_tenant ON channels (tenant);

-- One row for each thing to tell one channel, made in the same commit as what it tells of.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  episode TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('opened', 'escalated', 'resolved')),
  round INTEGER NOT NULL,
  level INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed')),
  attempts INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  made_ms INTEGER NOT NULL,
  done_ms INTEGER,
  detail TEXT NOT NULL,               -- of the last attempt: what the other side said
  UNIQUE (episode, channel, act, round, level)
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due_ms) WHERE state = 'pending';
CREATE INDEX deliveries_channel ON deliveries (channel, id);
