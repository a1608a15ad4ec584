ALTER TABLE document ADD COLUMN fields TEXT
;
ALTER TABLE document ADD COLUMN sign_offs TEXT
;
ALTER TABLE recipient ADD COLUMN note TEXT
;
CREATE TABLE document_copy (
    uid TEXT NOT NULL,
    version_uid TEXT,
    copy TEXT,
    made_at TEXT,
    made_by TEXT,
    docx_sha256 TEXT,
    pdf_sha256 TEXT,
    blocks TEXT,
    withheld TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(version_uid) REFERENCES document_version (uid) DEFERRABLE INITIALLY DEFERRED
)
;
CREATE INDEX ix_document_copy_version_uid ON document_copy (version_uid)
;
CREATE TABLE house_style (
    uid TEXT NOT NULL,
    name TEXT,
    template_sha256 TEXT,
    look TEXT,
    fonts TEXT,
    answers TEXT,
    set_by TEXT,
    set_on TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE TABLE learned_word (
    uid TEXT NOT NULL,
    word TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
;
CREATE TABLE phrase (
    uid TEXT NOT NULL,
    text TEXT,
    shortcut TEXT,
    section TEXT,
    x_part TEXT NOT NULL,
    x_heads TEXT NOT NULL,
    x_gone INTEGER NOT NULL,
    x_rev INTEGER NOT NULL,
    PRIMARY KEY (uid)
)
