CREATE TABLE inspection (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    kind TEXT,
    day TEXT,
    last_day TEXT,
    outcomes TEXT,
    areas TEXT,
    safeguarding TEXT,
    feedback_on TEXT,
    published_on TEXT,
    predecessor TEXT,
    source TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_inspection_day ON inspection (provider_uid, day)
;
CREATE INDEX ix_inspection_provider_uid ON inspection (provider_uid)
;
CREATE TABLE inspection_improvement (
    uid TEXT NOT NULL,
    inspection_uid TEXT,
    number TEXT,
    text TEXT,
    state TEXT,
    progress_on TEXT,
    progress TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(inspection_uid) REFERENCES inspection (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_inspection_improvement_inspection_uid ON inspection_improvement (inspection_uid)
;
CREATE TABLE prediction (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    value TEXT,
    outcomes TEXT,
    made_on TEXT,
    made_by TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_prediction_provider_uid ON prediction (provider_uid)
;
CREATE TABLE indicator_value (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    code TEXT,
    year INTEGER,
    group_name TEXT,
    value TEXT,
    comparator TEXT,
    state TEXT,
    source TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_indicator_value_provider_uid ON indicator_value (provider_uid)
;
CREATE TABLE finding (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    scheme TEXT,
    criterion TEXT,
    asked TEXT,
    value TEXT,
    judged_on TEXT,
    judged_by TEXT,
    evidence TEXT,
    evidence_uid TEXT,
    source TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_finding_criterion ON finding (provider_uid, scheme, criterion)
;
CREATE INDEX ix_finding_provider_uid ON finding (provider_uid)
;
CREATE TABLE judgement (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    pack_version TEXT,
    scheme TEXT,
    school_year INTEGER,
    proposed TEXT,
    explained TEXT,
    category TEXT,
    reasons TEXT,
    capacity TEXT,
    capacity_why TEXT,
    school_view TEXT,
    school_evidence TEXT,
    gate_overruled TEXT,
    exit_by TEXT,
    state TEXT,
    decided_on TEXT,
    decided_by TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_judgement_provider_uid ON judgement (provider_uid)
;
CREATE INDEX ix_judgement_year ON judgement (school_year, state)
;
CREATE TABLE judgement_stage (
    uid TEXT NOT NULL,
    judgement_uid TEXT,
    code TEXT,
    passed_on TEXT,
    who TEXT,
    skipped TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(judgement_uid) REFERENCES judgement (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_judgement_stage_judgement_uid ON judgement_stage (judgement_uid)
;
CREATE TABLE concern (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    kind TEXT,
    source TEXT,
    raised_on TEXT,
    what TEXT,
    told_school_on TEXT,
    told_who TEXT,
    case_uid TEXT,
    stage TEXT,
    stage_since TEXT,
    outcome TEXT,
    state TEXT,
    closed_on TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_concern_open ON concern (provider_uid) WHERE state = 'open'
;
CREATE INDEX ix_concern_provider_uid ON concern (provider_uid)
;
CREATE TABLE contact (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    at TEXT,
    route TEXT,
    with_whom TEXT,
    about TEXT,
    answer_by TEXT,
    answered_on TEXT,
    answered_by TEXT,
    answer TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_contact_provider_uid ON contact (provider_uid)
;
CREATE TABLE case_file (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    pack_version TEXT,
    ladder TEXT,
    title TEXT,
    why TEXT,
    level TEXT,
    owner_name TEXT,
    senior TEXT,
    told_school_on TEXT,
    opened_on TEXT,
    state TEXT,
    closed_on TEXT,
    review_on TEXT,
    after_care_until TEXT,
    outcome TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_case_file_provider_uid ON case_file (provider_uid)
;
CREATE INDEX ix_case_open ON case_file (state, provider_uid)
;
CREATE TABLE case_exit (
    uid TEXT NOT NULL,
    case_uid TEXT,
    criterion TEXT,
    met_on TEXT,
    evidence TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(case_uid) REFERENCES case_file (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_case_exit_case_uid ON case_exit (case_uid)
;
CREATE TABLE step (
    uid TEXT NOT NULL,
    case_uid TEXT,
    kind TEXT,
    code TEXT,
    day TEXT,
    who TEXT,
    statute TEXT,
    comply_by TEXT,
    complied_on TEXT,
    outcome TEXT,
    out_of_order TEXT,
    document_uid TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(case_uid) REFERENCES case_file (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_step_case_uid ON step (case_uid)
;
CREATE TABLE event (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    kind TEXT,
    day TEXT,
    about TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_event_day ON event (provider_uid, day)
;
CREATE INDEX ix_event_provider_uid ON event (provider_uid)
;
CREATE TABLE support (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    case_uid TEXT,
    kind TEXT,
    entitlement TEXT,
    item TEXT,
    title TEXT,
    mode TEXT,
    commissioner TEXT,
    supplier TEXT,
    officer_name TEXT,
    school_year INTEGER,
    from_date TEXT,
    to_date TEXT,
    state TEXT,
    days_preparation TEXT,
    days_on_site TEXT,
    days_reporting TEXT,
    charge TEXT,
    rate TEXT,
    payer TEXT,
    exit_condition TEXT,
    outcomes TEXT,
    impact TEXT,
    impact_on TEXT,
    sustained TEXT,
    sustained_on TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_support_provider_uid ON support (provider_uid)
;
CREATE TABLE term_date (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    school_year INTEGER,
    name TEXT,
    start TEXT,
    "end" TEXT,
    half_term_start TEXT,
    half_term_end TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE INDEX ix_term_date_provider_uid ON term_date (provider_uid)
;
CREATE TABLE closed_day (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    day TEXT,
    kind TEXT,
    name TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE INDEX ix_closed_day_provider_uid ON closed_day (provider_uid)
