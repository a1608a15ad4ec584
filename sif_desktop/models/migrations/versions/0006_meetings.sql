ALTER TABLE task ADD COLUMN meeting_uid TEXT
;
ALTER TABLE task ADD COLUMN meeting_item TEXT
;
ALTER TABLE task ADD COLUMN meeting_place TEXT
;
CREATE INDEX ix_task_meeting_uid ON task (meeting_uid)
;
CREATE TABLE body (
    uid TEXT NOT NULL,
    pack TEXT,
    code TEXT,
    title TEXT,
    remit TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE TABLE body_member (
    uid TEXT NOT NULL,
    body_uid TEXT,
    name TEXT,
    constituency TEXT,
    role TEXT,
    email TEXT,
    provider_uid TEXT,
    from_date TEXT,
    to_date TEXT,
    substitute_of TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(body_uid) REFERENCES body (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_body_member_body_uid ON body_member (body_uid)
;
CREATE TABLE meeting_series (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    body_uid TEXT,
    pack TEXT,
    pack_version TEXT,
    kind TEXT,
    title TEXT,
    case_uid TEXT,
    place TEXT,
    chair TEXT,
    every INTEGER,
    unit TEXT,
    state TEXT,
    opened_on TEXT,
    start_reasons TEXT,
    start_evidence TEXT,
    closed_on TEXT,
    end_reasons TEXT,
    end_evidence TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_meeting_series_body_uid ON meeting_series (body_uid)
;
CREATE INDEX ix_meeting_series_provider_uid ON meeting_series (provider_uid)
;
CREATE TABLE meeting (
    uid TEXT NOT NULL,
    series_uid TEXT,
    provider_uid TEXT,
    kind TEXT,
    day TEXT,
    start_time TEXT,
    end_time TEXT,
    place TEXT,
    chair TEXT,
    state TEXT,
    why TEXT,
    summary TEXT,
    contributions TEXT,
    next_day TEXT,
    agreed_on TEXT,
    agreed_at TEXT,
    reported_at TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(series_uid) REFERENCES meeting_series (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_meeting_day ON meeting (day, state, provider_uid)
;
CREATE INDEX ix_meeting_series_uid ON meeting (series_uid)
;
CREATE TABLE meeting_person (
    uid TEXT NOT NULL,
    meeting_uid TEXT,
    name TEXT,
    role TEXT,
    side TEXT,
    part TEXT,
    email TEXT,
    attendance TEXT,
    stand_in TEXT,
    place TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(meeting_uid) REFERENCES meeting (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_meeting_person_meeting_uid ON meeting_person (meeting_uid)
;
CREATE TABLE meeting_item (
    uid TEXT NOT NULL,
    meeting_uid TEXT,
    place TEXT,
    standing TEXT,
    kind TEXT,
    heading TEXT,
    title TEXT,
    origin TEXT,
    came_from TEXT,
    why TEXT,
    about_uid TEXT,
    minutes INTEGER,
    spent INTEGER,
    state TEXT,
    why_dropped TEXT,
    papers TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(meeting_uid) REFERENCES meeting (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_meeting_item_meeting_uid ON meeting_item (meeting_uid)
;
CREATE TABLE meeting_line (
    uid TEXT NOT NULL,
    meeting_uid TEXT,
    item_uid TEXT,
    place TEXT,
    kind TEXT,
    text TEXT,
    visibility TEXT,
    provider_uid TEXT,
    at TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(meeting_uid) REFERENCES meeting (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_meeting_line_item ON meeting_line (item_uid)
;
CREATE INDEX ix_meeting_line_meeting_uid ON meeting_line (meeting_uid)
;
CREATE TABLE meeting_review (
    uid TEXT NOT NULL,
    meeting_uid TEXT,
    plan_uid TEXT,
    row_uid TEXT,
    rating TEXT,
    was TEXT,
    progress TEXT,
    evidence TEXT,
    successes TEXT,
    barriers TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(meeting_uid) REFERENCES meeting (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_meeting_review_meeting_uid ON meeting_review (meeting_uid)
;
CREATE TABLE funding_decision (
    uid TEXT NOT NULL,
    meeting_uid TEXT,
    item_uid TEXT,
    plan_uid TEXT,
    action_uid TEXT,
    what TEXT,
    amount TEXT,
    fund TEXT,
    place TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(meeting_uid) REFERENCES meeting (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_funding_decision_meeting_uid ON funding_decision (meeting_uid)
;
CREATE TABLE recommendation (
    uid TEXT NOT NULL,
    meeting_uid TEXT,
    item_uid TEXT,
    kind TEXT,
    addressee TEXT,
    text TEXT,
    made_on TEXT,
    reply TEXT,
    replied_on TEXT,
    state TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(meeting_uid) REFERENCES meeting (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_recommendation_meeting_uid ON recommendation (meeting_uid)
;
CREATE TABLE aspect_mark (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    tbl TEXT,
    row_uid TEXT,
    aspect TEXT,
    day TEXT,
    note TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_aspect_mark ON aspect_mark (aspect, day)
;
CREATE INDEX ix_aspect_mark_provider_uid ON aspect_mark (provider_uid)
