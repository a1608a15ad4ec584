CREATE TABLE disposal (
    uid TEXT NOT NULL,
    tbl TEXT,
    row_uid TEXT,
    ground TEXT,
    reason TEXT,
    erased_at TEXT,
    erased_by TEXT,
    records INTEGER,
    files INTEGER,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE TABLE sync_erased (
    "row" TEXT NOT NULL,
    tbl TEXT NOT NULL,
    late INTEGER NOT NULL,
    PRIMARY KEY ("row")
)
