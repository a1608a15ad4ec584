ALTER TABLE visit ADD COLUMN key_task TEXT
;
ALTER TABLE support ADD COLUMN key_task TEXT
;
ALTER TABLE support ADD COLUMN raised_on TEXT
;
DROP INDEX ix_visit_provider_date
;
CREATE INDEX ix_visit_provider_date ON visit (provider_uid, visit_date, state, x_gone, x_part)
;
DROP INDEX ix_visit_newest
;
CREATE INDEX ix_visit_newest ON visit (visit_date DESC, start_time DESC, uid, x_gone, x_part)
;
DROP INDEX ix_task_open_provider
;
CREATE INDEX ix_task_open_provider ON task (provider_uid, x_part) WHERE state = 'open' AND x_gone = 0
;
CREATE TABLE monitoring_entry (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    kind TEXT,
    about TEXT,
    day TEXT,
    said TEXT,
    value TEXT,
    judged_by TEXT,
    text TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_monitoring_entry_provider_uid ON monitoring_entry (provider_uid)
;
CREATE TABLE risk_assessment (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    school_year INTEGER,
    level TEXT,
    reasons TEXT,
    figures TEXT,
    assessed_on TEXT,
    assessed_by TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_risk_assessment_provider_uid ON risk_assessment (provider_uid)
