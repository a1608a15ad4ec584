"""Documents: the draft, each issued version with its frozen bytes, and who got which copy how."""

from sqlalchemy import Index

from sif_desktop.models.base import field, owner, synced

document = synced(
    "document",
    "Document",
    owner("provider_uid", "provider"),
    field("visit_uid", "Visit", index=True),
    field("kind", "Kind of document"),
    field("layout", "Layout"),
    field("title", "Title"),
    field("state", "State"),  # drafting, with_school, issued
    field("body", "Text"),  # the draft's sections and sentences, JSON
    field("sent_to_school_on", "Sent to the school on"),
    field("answers", "Warnings answered"),  # {finding id: reason}
    field("correction", "Reason for the correction"),  # of the version being drafted
    field("fields", "What was filled in"),  # of a letter: {the field's code: text}
    field("sign_offs", "Signed off by"),  # {the role's code: {"name": …, "on": ISO}}
    search=True,
)

version = synced(
    "document_version",
    "Issued version",
    owner("document_uid", "document"),
    field("number", "Number", whole=True),
    field("issued_at", "Issued at"),
    field("issued_by", "Issued by"),
    field("reason", "Reason"),
    field("file_name", "File name"),
    field("docx_sha256", "Word file"),
    field("pdf_sha256", "PDF file"),
    field("facts", "Facts it was made from"),
    field("blocks", "Document as issued"),
    field("pack", "Rulebook"),
    field("pack_version", "Version of the rulebook"),
    field("dispose_after", "Keep until"),
)

# The governors', file and redacted copies, where their words differ from the school copy's, which
# is the version's own.
document_copy = synced(
    "document_copy",
    "Copy for one audience",
    owner("version_uid", "document_version"),
    field("copy", "Copy"),  # governors, file, redacted
    field("made_at", "Made at"),
    field("made_by", "Made by"),
    field("docx_sha256", "Word file"),
    field("pdf_sha256", "PDF file"),
    field("blocks", "Document as made"),
    field("withheld", "What is left out, and why"),  # a list, JSON
)

recipient = synced(
    "recipient",
    "Recipient",
    owner("version_uid", "document_version"),
    field("role", "Role"),
    field("name", "Name"),
    field("copy", "Copy"),  # school, governors, file
    field("route", "Route"),
    field("sent_on", "Sent on"),
    field("note", "Note"),
)

# A form that asks the school which sentences of a draft are accurate, and its answers.
slip = synced(
    "slip",
    "Slip sent with the draft",
    owner("document_uid", "document"),
    field("number", "Version it is a draft of", whole=True),
    field("digest", "Draft it asks about"),
    field("made_at", "Made at"),
    field("made_by", "Made by"),
    field("lines", "Sentences as they were sent"),  # a list, JSON
)

slip_answer = synced(
    "slip_answer",
    "Answer of the school",
    owner("slip_uid", "slip"),
    field("place", "Number of the sentence", whole=True),  # 0: of no one sentence
    field("sentence", "Sentence"),
    field("verdict", "Accurate or not"),  # accurate, inaccurate, or only words
    field("words", "What the school says"),
    field("who", "Answered by"),
    field("read_on", "Read on"),
    field("state", "State", "group:decision"),  # open, agreed, accepted, declined
    field("put", "Put in its place", "group:decision"),
    field("reason", "Why it stays as it is", "group:decision"),
    field("decided_on", "Decided on", "group:decision"),
    field("decided_by", "Decided by", "group:decision"),
)

Index("ix_document_provider", document.c.provider_uid, document.c.kind)
