CREATE TABLE "plan" (
    uid TEXT NOT NULL,
    provider_uid TEXT,
    pack TEXT,
    pack_version TEXT,
    template TEXT,
    title TEXT,
    family TEXT,
    case_uid TEXT,
    inspection_uid TEXT,
    from_date TEXT,
    to_date TEXT,
    support_level TEXT,
    remove_by TEXT,
    state TEXT,
    closed_on TEXT,
    outcome TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(provider_uid) REFERENCES provider (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_provider_uid ON "plan" (provider_uid)
;
CREATE INDEX ix_plan_state ON "plan" (state, provider_uid)
;
CREATE TABLE plan_text (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    row_uid TEXT,
    code TEXT,
    text TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_text_plan_uid ON plan_text (plan_uid)
;
CREATE TABLE plan_priority (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    place TEXT,
    title TEXT,
    area TEXT,
    current_position TEXT,
    lead TEXT,
    improvement_uid TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_priority_plan_uid ON plan_priority (plan_uid)
;
CREATE TABLE plan_action (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    priority_uid TEXT,
    place TEXT,
    what TEXT,
    party TEXT,
    lead TEXT,
    start TEXT,
    due TEXT,
    resources TEXT,
    objectives TEXT,
    monitor TEXT,
    monitoring TEXT,
    "after" TEXT,
    support_uid TEXT,
    came_from TEXT,
    status TEXT,
    status_on TEXT,
    evidence TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_action_due ON plan_action (due) WHERE coalesce(status, '') NOT IN ('met', 'partly_met', 'not_met') AND x_gone = 0
;
CREATE INDEX ix_plan_action_plan_uid ON plan_action (plan_uid)
;
CREATE TABLE plan_cost (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    action_uid TEXT,
    what TEXT,
    amount TEXT,
    payer TEXT,
    fund TEXT,
    agreed_on TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_cost_plan_uid ON plan_cost (plan_uid)
;
CREATE TABLE plan_milestone (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    priority_uid TEXT,
    action_uid TEXT,
    place TEXT,
    what TEXT,
    baseline TEXT,
    measure TEXT,
    target TEXT,
    source TEXT,
    monitor TEXT,
    how_often TEXT,
    due TEXT,
    status TEXT,
    status_on TEXT,
    evidence TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_milestone_due ON plan_milestone (due) WHERE coalesce(status, '') NOT IN ('met', 'partly_met', 'not_met') AND x_gone = 0
;
CREATE INDEX ix_plan_milestone_plan_uid ON plan_milestone (plan_uid)
;
CREATE TABLE plan_criterion (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    priority_uid TEXT,
    place TEXT,
    what TEXT,
    degree TEXT,
    degree_on TEXT,
    evidence TEXT,
    if_not TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_criterion_plan_uid ON plan_criterion (plan_uid)
;
CREATE TABLE plan_evaluation (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    priority_uid TEXT,
    term TEXT,
    side TEXT,
    day TEXT,
    rating TEXT,
    text TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_evaluation_plan_uid ON plan_evaluation (plan_uid)
;
CREATE TABLE plan_review (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    day TEXT,
    title TEXT,
    who TEXT,
    meeting_uid TEXT,
    summary TEXT,
    frozen TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_review_plan_uid ON plan_review (plan_uid)
;
CREATE TABLE plan_slip (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    row_uid TEXT,
    was TEXT,
    now TEXT,
    day TEXT,
    reason TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_slip_plan_uid ON plan_slip (plan_uid)
;
CREATE TABLE plan_step (
    uid TEXT NOT NULL,
    plan_uid TEXT,
    kind TEXT,
    code TEXT,
    day TEXT,
    who TEXT,
    note TEXT,
    out_of_order TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(plan_uid) REFERENCES "plan" (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_plan_step_plan_uid ON plan_step (plan_uid)
