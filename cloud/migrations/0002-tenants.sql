-- Who owns what: tenants, people and their roles; a collar apart from the pets that wear it one after the other; keys that rotate.
CREATE TABLE tenants (
  tenant TEXT PRIMARY KEY,            -- 16 hex digits
  name TEXT NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything from before there were tenants is one household's.
INSERT INTO tenants (tenant, name, added_ms) VALUES ('0000000000000001', 'Home', 0);

CREATE TABLE people (
  person TEXT PRIMARY KEY,            -- 16 hex digits
  email TEXT NOT NULL UNIQUE,         -- lower case
  name TEXT NOT NULL,
  password TEXT NOT NULL,             -- argon2id, encoded
  administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  person TEXT NOT NULL REFERENCES people (person),
  tenant TEXT NOT NULL REFERENCES tenants (tenant),
  role TEXT NOT NULL CHECK (role IN ('owner', 'carer', 'vet', 'operator')),
  added_ms INTEGER NOT NULL,
  PRIMARY KEY (person, tenant)
) STRICT, WITHOUT ROWID;

-- Tokens for programs and for people without an account. Those from before may only read.
ALTER TABLE viewers RENAME TO old_viewers;
CREATE TABLE viewers (
  viewer TEXT PRIMARY KEY,            -- 16 hex digits
  tenant TEXT NOT NULL REFERENCES tenants (tenant),
  role TEXT NOT NULL CHECK (role IN ('owner', 'carer', 'vet', 'operator')),
  name TEXT NOT NULL,
  token_sha256 BLOB NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO viewers (viewer, tenant, role, name, token_sha256, added_ms)
  SELECT viewer, '0000000000000001', 'vet', name, token_sha256, added_ms FROM old_viewers;
DROP TABLE old_viewers;

-- The physical collars: made once, revoked for good, claimed with a code that works once.
CREATE TABLE collars (
  device TEXT PRIMARY KEY,            -- 16 hex digits
  serial TEXT UNIQUE,                 -- null: it was told to us, not made here
  claim_sha256 BLOB UNIQUE,           -- null: no code is out
  revoked_ms INTEGER,
  made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO collars (device, made_ms) SELECT device, added_ms FROM devices;

CREATE TABLE device_keys (
  device TEXT NOT NULL REFERENCES collars (device),
  version INTEGER NOT NULL,           -- from 1; the highest one is the key of new sessions
  key BLOB NOT NULL,                  -- as keys.ts stores it
  from_ms INTEGER NOT NULL,
  until_ms INTEGER,                   -- null: for good
  PRIMARY KEY (device, version)
) STRICT, WITHOUT ROWID;
INSERT INTO device_keys (device, version, key, from_ms) SELECT device, 1, key, added_ms FROM devices;

-- A row of devices is from now on one pet's time with a collar. A released one keeps its frames under the name `<device>~<id>`.
ALTER TABLE devices DROP COLUMN key;
ALTER TABLE devices ADD COLUMN tenant TEXT REFERENCES tenants (tenant);
ALTER TABLE devices ADD COLUMN released_ms INTEGER;
UPDATE devices SET tenant = '0000000000000001';
CREATE INDEX devices_tenant ON devices (tenant, device);

ALTER TABLE hubs ADD COLUMN tenant TEXT REFERENCES tenants (tenant);
UPDATE hubs SET tenant = '0000000000000001';
ALTER TABLE quarantine ADD COLUMN tenant TEXT;
UPDATE quarantine SET tenant = '0000000000000001';
CREATE INDEX quarantine_tenant ON quarantine (tenant, id);

-- Links for people outside: one pet, read only, until a time.
CREATE TABLE shares (
  share TEXT PRIMARY KEY,             -- 16 hex digits
  device INTEGER NOT NULL REFERENCES devices (id),
  name TEXT NOT NULL,                 -- for whom
  token_sha256 BLOB NOT NULL,
  expires_ms INTEGER NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX shares_device ON shares (device);

CREATE TABLE invitations (
  invitation TEXT PRIMARY KEY,        -- 16 hex digits
  tenant TEXT NOT NULL REFERENCES tenants (tenant),
  role TEXT NOT NULL CHECK (role IN ('owner', 'carer', 'vet', 'operator')),
  token_sha256 BLOB NOT NULL,
  expires_ms INTEGER NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
