CREATE TABLE slip (
    uid TEXT NOT NULL,
    document_uid TEXT,
    number INTEGER,
    digest TEXT,
    made_at TEXT,
    made_by TEXT,
    lines TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(document_uid) REFERENCES document (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_slip_document_uid ON slip (document_uid)
;
CREATE TABLE slip_answer (
    uid TEXT NOT NULL,
    slip_uid TEXT,
    place INTEGER,
    sentence TEXT,
    verdict TEXT,
    words TEXT,
    who TEXT,
    read_on TEXT,
    state TEXT,
    put TEXT,
    reason TEXT,
    decided_on TEXT,
    decided_by TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(slip_uid) REFERENCES slip (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_slip_answer_slip_uid ON slip_answer (slip_uid)
