CREATE TABLE action (
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    "of" TEXT,
    state TEXT NOT NULL,
    place TEXT,
    number INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (number)
)
;
CREATE INDEX ix_action_state ON action (state)
;
CREATE TABLE authority (
    uid TEXT NOT NULL,
    name TEXT,
    service TEXT,
    pack TEXT,
    pack_version TEXT,
    logo_sha256 TEXT,
    logo_alt TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE TABLE blob (
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (sha256)
)
;
CREATE TABLE draft (
    tbl TEXT NOT NULL,
    "row" TEXT NOT NULL,
    col TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (tbl, "row", col)
)
;
CREATE TABLE officer (
    uid TEXT NOT NULL,
    name TEXT,
    job_title TEXT,
    email TEXT,
    telephone TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE TABLE provider (
    uid TEXT NOT NULL,
    urn TEXT,
    name TEXT,
    la_code TEXT,
    la_name TEXT,
    establishment_number TEXT,
    type TEXT,
    type_group TEXT,
    kind TEXT,
    status TEXT,
    phase TEXT,
    open_date TEXT,
    close_date TEXT,
    reason_opened TEXT,
    reason_closed TEXT,
    low_age TEXT,
    high_age TEXT,
    gender TEXT,
    nursery TEXT,
    sixth_form TEXT,
    boarders TEXT,
    religious_character TEXT,
    diocese TEXT,
    admissions TEXT,
    capacity TEXT,
    pupils TEXT,
    census_date TEXT,
    fsm_percent TEXT,
    trust_uid TEXT,
    trust_name TEXT,
    federation_uid TEXT,
    federation_name TEXT,
    ukprn TEXT,
    street TEXT,
    locality TEXT,
    address3 TEXT,
    town TEXT,
    county TEXT,
    postcode TEXT,
    website TEXT,
    telephone TEXT,
    email TEXT,
    head_title TEXT,
    head_first TEXT,
    head_last TEXT,
    head_job_title TEXT,
    inspectorate TEXT,
    resourced_provision TEXT,
    sen_unit_on_roll TEXT,
    sen_types TEXT,
    last_changed TEXT,
    register_source TEXT,
    local_edits TEXT,
    category TEXT,
    attached_officer TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE INDEX ix_provider_la_name ON provider (la_code, name)
;
CREATE INDEX ix_provider_urn ON provider (urn)
;
CREATE TABLE provider_group (
    uid TEXT NOT NULL,
    group_uid TEXT,
    name TEXT,
    kind TEXT,
    status TEXT,
    open_date TEXT,
    close_date TEXT,
    companies_house TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE INDEX ix_provider_group_group_uid ON provider_group (group_uid)
;
CREATE TABLE saved_view (
    uid TEXT NOT NULL,
    page TEXT,
    name TEXT,
    filter_text TEXT,
    columns TEXT,
    sort TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE TABLE search_due (
    tbl TEXT NOT NULL,
    "row" TEXT NOT NULL,
    PRIMARY KEY (tbl, "row")
)
;
CREATE TABLE search_place (
    "row" TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY ("row"),
    UNIQUE (number)
)
;
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)
;
CREATE TABLE sync_change (
    stream INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hlc INTEGER NOT NULL,
    author TEXT NOT NULL,
    schema INTEGER NOT NULL,
    label TEXT NOT NULL,
    digest BLOB NOT NULL,
    action TEXT,
    PRIMARY KEY (stream, seq)
)
;
CREATE INDEX ix_sync_change_action ON sync_change (action)
;
CREATE TABLE sync_op (
    stream INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    "row" TEXT NOT NULL,
    tbl TEXT NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT NOT NULL,
    prev TEXT NOT NULL,
    PRIMARY KEY (stream, seq, "row")
)
;
CREATE INDEX ix_sync_op_row ON sync_op ("row")
;
CREATE TABLE sync_self (
    id INTEGER NOT NULL,
    replica TEXT NOT NULL,
    open_nonce TEXT,
    person TEXT,
    created_at TEXT NOT NULL,
    practice INTEGER NOT NULL,
    PRIMARY KEY (id)
)
;
CREATE TABLE sync_stream (
    id INTEGER NOT NULL,
    replica TEXT NOT NULL,
    part TEXT NOT NULL,
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (replica, part)
)
;
CREATE TABLE document (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    visit_uid TEXT,
    kind TEXT,
    layout TEXT,
    title TEXT,
    state TEXT,
    body TEXT,
    sent_to_school_on TEXT,
    answers TEXT,
    correction TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_document_provider ON document (provider_uid, kind)
;
CREATE INDEX ix_document_provider_uid ON document (provider_uid)
;
CREATE INDEX ix_document_visit_uid ON document (visit_uid)
;
CREATE TABLE group_membership (
    uid TEXT NOT NULL,
    "group" TEXT,
    urn TEXT,
    joined TEXT,
    left_on TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY("group") REFERENCES provider_group (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_group_membership_group ON group_membership ("group")
;
CREATE INDEX ix_group_membership_urn ON group_membership (urn)
;
CREATE TABLE provider_link (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    urn TEXT,
    name TEXT,
    kind TEXT,
    date TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_provider_link_provider_uid ON provider_link (provider_uid)
;
CREATE INDEX ix_provider_link_urn ON provider_link (urn)
;
CREATE TABLE provider_status (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    what TEXT,
    value TEXT,
    from_date TEXT,
    to_date TEXT,
    source TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_provider_status_provider_uid ON provider_status (provider_uid)
;
CREATE TABLE role (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    role TEXT,
    name TEXT,
    job_title TEXT,
    email TEXT,
    telephone TEXT,
    from_date TEXT,
    to_date TEXT,
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
CREATE INDEX ix_role_provider_uid ON role (provider_uid)
;
CREATE TABLE task (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    visit_uid TEXT,
    form TEXT,
    item TEXT,
    what TEXT,
    party TEXT,
    who TEXT,
    due TEXT,
    measure TEXT,
    state TEXT,
    done_on TEXT,
    done_note TEXT,
    snoozed_until TEXT,
    snooze_reason TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_task_open_due ON task (due) WHERE state = 'open' AND x_gone = 0
;
CREATE INDEX ix_task_open_provider ON task (provider_uid) WHERE state = 'open' AND x_gone = 0
;
CREATE INDEX ix_task_provider_uid ON task (provider_uid)
;
CREATE INDEX ix_task_visit_uid ON task (visit_uid)
;
CREATE TABLE visit (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    pack_version TEXT,
    visit_type TEXT,
    title TEXT,
    focus TEXT,
    areas_agreed TEXT,
    visit_date TEXT,
    start_time TEXT,
    end_time TEXT,
    state TEXT,
    days_preparation TEXT,
    days_on_site TEXT,
    days_reporting TEXT,
    feedback_to TEXT,
    feedback_text TEXT,
    feedback_date TEXT,
    strengths TEXT,
    development TEXT,
    support TEXT,
    summary TEXT,
    look_fors TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_visit_newest ON visit (visit_date DESC, start_time DESC, uid, x_gone)
;
CREATE INDEX ix_visit_provider_date ON visit (provider_uid, visit_date, state, x_gone)
;
CREATE INDEX ix_visit_provider_uid ON visit (provider_uid)
;
CREATE INDEX ix_visit_state ON visit (state, visit_date)
;
CREATE TABLE answer (
    uid TEXT NOT NULL,
    visit_uid TEXT,
    form TEXT,
    item TEXT,
    asked TEXT,
    state TEXT,
    value TEXT,
    evidence TEXT,
    evidence_kinds TEXT,
    reason TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(visit_uid) REFERENCES visit (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_answer_visit_item ON answer (visit_uid, form, item)
;
CREATE INDEX ix_answer_visit_uid ON answer (visit_uid)
;
CREATE TABLE attachment (
    uid TEXT NOT NULL,
    visit_uid TEXT,
    title TEXT,
    sha256 TEXT,
    media_type TEXT,
    size INTEGER,
    item TEXT,
    added_at TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(visit_uid) REFERENCES visit (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_attachment_visit_uid ON attachment (visit_uid)
;
CREATE TABLE document_version (
    uid TEXT NOT NULL,
    document_uid TEXT,
    number INTEGER,
    issued_at TEXT,
    issued_by TEXT,
    reason TEXT,
    file_name TEXT,
    docx_sha256 TEXT,
    pdf_sha256 TEXT,
    facts TEXT,
    blocks TEXT,
    pack TEXT,
    pack_version TEXT,
    dispose_after TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(document_uid) REFERENCES document (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_document_version_document_uid ON document_version (document_uid)
;
CREATE TABLE jotting (
    uid TEXT NOT NULL,
    visit_uid TEXT,
    at TEXT,
    room_uid TEXT,
    companion TEXT,
    text TEXT,
    form TEXT,
    item TEXT,
    parked TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(visit_uid) REFERENCES visit (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_jotting_visit_uid ON jotting (visit_uid)
;
CREATE TABLE present_risk (
    uid TEXT NOT NULL,
    visit_uid TEXT,
    item TEXT,
    noticed_at TEXT,
    told_role TEXT,
    told_at TEXT,
    route TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(visit_uid) REFERENCES visit (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_present_risk_visit_uid ON present_risk (visit_uid)
;
CREATE TABLE visit_companion (
    uid TEXT NOT NULL,
    visit_uid TEXT,
    name TEXT,
    part TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(visit_uid) REFERENCES visit (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_visit_companion_visit_uid ON visit_companion (visit_uid)
;
CREATE TABLE visit_person (
    uid TEXT NOT NULL,
    visit_uid TEXT,
    role TEXT,
    name TEXT,
    met TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(visit_uid) REFERENCES visit (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_visit_person_visit_uid ON visit_person (visit_uid)
;
CREATE TABLE visit_room (
    uid TEXT NOT NULL,
    visit_uid TEXT,
    place TEXT,
    year_group TEXT,
    subject TEXT,
    entered_at TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(visit_uid) REFERENCES visit (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_visit_room_visit_uid ON visit_room (visit_uid)
;
CREATE TABLE recipient (
    uid TEXT NOT NULL,
    version_uid TEXT,
    role TEXT,
    name TEXT,
    copy TEXT,
    route TEXT,
    sent_on TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(version_uid) REFERENCES document_version (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_recipient_version_uid ON recipient (version_uid)
;
CREATE VIRTUAL TABLE search USING fts5(
    title, body, tbl UNINDEXED, row UNINDEXED, provider UNINDEXED, visit UNINDEXED,
    tokenize = 'porter unicode61 remove_diacritics 2'
)
