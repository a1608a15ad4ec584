"""A visit: what was planned, what was noted in which room, what was answered, what was attached."""

from sqlalchemy import Index

from sif_desktop.models.base import field, owner, synced

# The states of a visit that took place.
BEEN_THERE = ("in_school", "drafting", "with_school", "issued")

visit = synced(
    "visit",
    "Visit",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("pack_version", "Version of the rulebook"),
    field("visit_type", "Type of visit"),
    field("title", "Title"),
    field("focus", "Focus", "text"),
    field("areas_agreed", "Areas agreed with the school", "text"),
    field("visit_date", "Date", "group:when"),
    field("start_time", "Start", "group:when"),
    field("end_time", "End", "group:when"),
    field("state", "State"),
    field("days_preparation", "Days of preparation"),
    field("days_on_site", "Days on site"),
    field("days_reporting", "Days of reporting"),
    field("feedback_to", "Feedback given to"),
    field("feedback_text", "Feedback given", "text"),
    field("feedback_date", "Feedback given on"),
    field("strengths", "Strengths", "text"),
    field("development", "Areas for development", "text"),
    field("support", "Support", "text"),
    field("summary", "Summary", "text"),
    field("look_fors", "To look for next time", "text"),
    field("key_task", "Key task"),  # a code of the rulebook
    search=True,
)

companion = synced(
    "visit_companion",
    "Companion",
    owner("visit_uid", "visit"),
    field("name", "Name"),
    field("part", "Part"),  # lead, joint, shadow, quality assurance
)

# People of the school to meet, by role; a name is for the file only.
meeting_person = synced(
    "visit_person",
    "Person to meet",
    owner("visit_uid", "visit"),
    field("role", "Role"),
    field("name", "Name"),
    field("met", "Met"),
)

room = synced(
    "visit_room",
    "Room",
    owner("visit_uid", "visit"),
    field("place", "Place"),
    field("year_group", "Year group"),
    field("subject", "Subject"),
    field("entered_at", "Entered at"),
)

jotting = synced(
    "jotting",
    "Jotting",
    owner("visit_uid", "visit"),
    field("at", "Time"),
    field("room_uid", "Room"),
    field("companion", "Companion"),
    field("text", "Text", "text"),
    field("form", "Filed to form", "group:filed"),
    field("item", "Filed to item", "group:filed"),
    field("parked", "Parked"),
    search=True,
)

answer = synced(
    "answer",
    "Answer",
    owner("visit_uid", "visit"),
    field("form", "Form"),
    field("item", "Item"),
    field("asked", "As asked"),  # the wording when it was answered
    field("state", "State", "group:judgement"),
    field("value", "Answer", "group:judgement"),
    field("evidence", "Evidence", "text"),
    field("evidence_kinds", "Kinds of evidence"),
    field("reason", "Reason", "text"),
    search=True,
)

attachment = synced(
    "attachment",
    "Attachment",
    owner("visit_uid", "visit"),
    field("title", "Title"),
    field("sha256", "Content"),
    field("media_type", "Kind of file"),
    field("size", "Size in bytes", whole=True),
    field("item", "Filed to item"),
    field("added_at", "Added at"),
    field("note", "Note", "text"),
)

# A present risk: who was told, when, by which route. Restricted partition; never in a document.
present_risk = synced(
    "present_risk",
    "Present risk",
    owner("visit_uid", "visit"),
    field("item", "Item"),
    field("noticed_at", "Noticed at"),
    field("told_role", "Who was told"),
    field("told_at", "When they were told"),
    field("route", "By which route"),
    field("note", "Note", "text"),
)

# Hold all that a list of schools asks of its visits, so that their long texts stay unread.
Index(
    "ix_visit_provider_date",
    visit.c.provider_uid,
    visit.c.visit_date,
    visit.c.state,
    visit.c.x_gone,
    visit.c.x_part,
)
# The order of the list of visits, so that its first page is read and no more.
Index(
    "ix_visit_newest",
    visit.c.visit_date.desc(),
    visit.c.start_time.desc(),
    visit.c.uid,
    visit.c.x_gone,
    visit.c.x_part,
)
Index("ix_visit_state", visit.c.state, visit.c.visit_date)
Index("ix_answer_visit_item", answer.c.visit_uid, answer.c.form, answer.c.item)
