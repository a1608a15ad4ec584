"""Concerns and contacts, cases with the steps taken in them, and what else took place."""

from sqlalchemy import Index, text

from sif_desktop.models.base import field, owner, synced

# A concern or a complaint. A restricted one lies in the restricted partition.
concern = synced(
    "concern",
    "Concern",
    owner("provider_uid", "provider"),
    field("kind", "Kind"),  # concern, complaint
    field("source", "Source"),  # a code of the rulebook
    field("raised_on", "Raised on"),
    field("what", "What", "text"),
    field("told_school_on", "School told on"),
    field("told_who", "Who was told"),
    field("case_uid", "Case"),
    field("stage", "Stage", "group:stage"),  # of a complaint: a code of the rulebook
    field("stage_since", "Since", "group:stage"),
    field("outcome", "Outcome", "text"),
    field("state", "State", "group:closed"),  # open, closed
    field("closed_on", "Closed on", "group:closed"),
    search=True,
)

contact = synced(
    "contact",
    "Contact",
    owner("provider_uid", "provider"),
    field("at", "Received on"),
    field("route", "Route"),
    field("with_whom", "With whom"),
    field("about", "About", "text"),
    field("answer_by", "To be answered by"),
    field("answered_on", "Answered on", "group:answer"),
    field("answered_by", "Answered by", "group:answer"),
    field("answer", "Answer", "text"),
    search=True,
)

case_file = synced(
    "case_file",
    "Case",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("pack_version", "Version of the rulebook"),
    field("ladder", "Ladder"),
    field("title", "Title"),
    field("why", "Why it was opened", "text"),
    field("level", "Level of risk"),
    field("owner_name", "Owner"),
    field("senior", "Senior officer"),  # who it was escalated to
    field("told_school_on", "School told on"),
    field("opened_on", "Opened on", "group:state"),
    field("state", "State", "group:state"),  # open, after_care, closed
    field("closed_on", "Closed on", "group:state"),
    field("review_on", "Next review"),
    field("after_care_until", "After-care until"),
    field("outcome", "Outcome", "text"),
    search=True,
)

# One exit criterion of a case, with the evidence that it is met.
case_exit = synced(
    "case_exit",
    "Exit criterion",
    owner("case_uid", "case_file"),
    field("criterion", "Criterion"),
    field("met_on", "Met on"),
    field("evidence", "Evidence", "text"),
)

# A step of a ladder or a formal power.
step = synced(
    "step",
    "Step",
    owner("case_uid", "case_file"),
    field("kind", "Kind"),  # step, power, assurance, escalation, exit
    field("code", "Step"),
    field("day", "Day"),
    field("who", "With whom"),
    field("statute", "Statute"),
    field("comply_by", "To be complied with by"),
    field("complied_on", "Complied with on"),
    field("outcome", "Outcome", "text"),
    field("out_of_order", "Why out of order", "text"),
    field("document_uid", "Document"),
)

# Something the rulebook asks for that is no visit, document or step: it closes what is owed.
event = synced(
    "event",
    "Event",
    owner("provider_uid", "provider"),
    field("kind", "What"),  # a code of the rulebook
    field("day", "Day"),
    field("about", "About"),
    field("note", "Note", "text"),
)

# Support given, brokered or bought; days used, planned and agreed of what a school is entitled to;
# whether it takes what it may decline (`commissioner` says who answered).
support = synced(
    "support",
    "Support",
    owner("provider_uid", "provider"),
    field("case_uid", "Case"),
    field("kind", "Kind"),  # programme, agreement; use, allocation, answer, charge
    field("entitlement", "Entitlement"),  # an id of the rulebook
    field("item", "What"),  # a code of the rulebook's catalogue
    field("title", "Title"),
    field("mode", "How"),  # arranged, provided, brokered
    field("commissioner", "Commissioned by"),  # authority, school
    field("supplier", "Given by"),
    field("officer_name", "Officer"),
    field("key_task", "Key task"),  # a code of the rulebook
    field("raised_on", "Need raised on"),
    field("school_year", "Year", whole=True),  # in which the year of days began
    field("from_date", "From", "group:dates"),
    field("to_date", "To", "group:dates"),
    field("state", "State"),  # running, ended; planned, used; accepted, declined
    field("days_preparation", "Days of preparation"),
    field("days_on_site", "Days on site"),
    field("days_reporting", "Days of reporting"),
    field("charge", "Charge"),  # a code of the rulebook
    field("rate", "Rate"),
    field("payer", "Paid by"),
    field("exit_condition", "Ends when", "text"),
    field("outcomes", "Expected outcome", "text"),
    field("impact", "Impact", "text"),
    field("impact_on", "Impact judged on"),
    field("sustained", "Sustained"),  # yes, partly, no
    field("sustained_on", "Looked at again on"),
    field("note", "Note", "text"),
    search=True,
)

Index("ix_concern_open", concern.c.provider_uid, sqlite_where=text("state = 'open'"))
Index("ix_case_open", case_file.c.state, case_file.c.provider_uid)
Index("ix_event_day", event.c.provider_uid, event.c.day)
