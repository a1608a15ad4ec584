ALTER TABLE sync_change ADD COLUMN via_bundle TEXT
;
ALTER TABLE draft ADD COLUMN seen TEXT
;
CREATE TABLE sync_held (
    stream INTEGER NOT NULL,
    lo INTEGER NOT NULL,
    hi INTEGER NOT NULL,
    "before" BLOB NOT NULL,
    PRIMARY KEY (stream, lo)
)
;
CREATE TABLE sync_conflict (
    "row" TEXT NOT NULL,
    col TEXT NOT NULL,
    tbl TEXT NOT NULL,
    kind TEXT NOT NULL,
    heads TEXT NOT NULL,
    ticked INTEGER NOT NULL,
    PRIMARY KEY ("row", col)
)
;
CREATE INDEX ix_sync_conflict_kind ON sync_conflict (kind)
;
CREATE TABLE sync_waiting (
    "row" TEXT NOT NULL,
    tbl TEXT NOT NULL,
    needs TEXT NOT NULL,
    PRIMARY KEY ("row")
)
;
CREATE INDEX ix_sync_waiting_needs ON sync_waiting (needs)
;
CREATE TABLE sync_peer (
    replica TEXT NOT NULL,
    sign_key TEXT NOT NULL,
    have TEXT NOT NULL,
    have_at TEXT NOT NULL,
    wants TEXT NOT NULL,
    PRIMARY KEY (replica)
)
;
CREATE TABLE sync_bundle (
    id TEXT NOT NULL,
    direction TEXT NOT NULL,
    signer TEXT NOT NULL,
    created TEXT NOT NULL,
    at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    counts TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id, direction)
)
;
CREATE TABLE sync_key (
    id INTEGER NOT NULL,
    sign_secret BLOB NOT NULL,
    age_secret TEXT NOT NULL,
    created TEXT NOT NULL,
    team_key TEXT NOT NULL,
    team_secret BLOB,
    PRIMARY KEY (id)
)
;
CREATE TABLE sync_contact (
    sign_key TEXT NOT NULL,
    age_key TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    source TEXT NOT NULL,
    added TEXT NOT NULL,
    revoked TEXT,
    PRIMARY KEY (sign_key)
)
;
CREATE TABLE sync_roster (
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (id)
)
