"""Meetings in series about a school or of a body: who came, what was on the agenda, what was said.

What is agreed to be done is a task (`tasks.task`) that names its meeting and item. Meetings about
one school lie in that school's partition, those of a body in the team's; a restricted line lies in
a partition of its own.
"""

from sqlalchemy import Index

from sif_desktop.models.base import field, owner, synced

body = synced(
    "body",
    "Body",
    field("pack", "Rulebook"),
    field("code", "Kind of body"),  # a code of the rulebook; "" for one of the authority's own
    field("title", "Name"),
    field("remit", "Remit", "text"),
    search=True,
)

body_member = synced(
    "body_member",
    "Member of a body",
    owner("body_uid", "body"),
    field("name", "Name"),
    field("constituency", "Constituency"),  # a code of the rulebook, or words
    field("role", "Role"),
    field("email", "Email"),
    field("provider_uid", "School"),
    field("from_date", "Member from", "group:term"),
    field("to_date", "Member until", "group:term"),
    field("substitute_of", "Substitute of"),  # the uid of a member
)

meeting_series = synced(
    "meeting_series",
    "Series of meetings",
    owner("provider_uid", "provider"),  # nothing for a body's
    field("body_uid", "Body", index=True),
    field("pack", "Rulebook"),
    field("pack_version", "Version of the rulebook"),
    field("kind", "Kind of meeting"),  # a code of the rulebook
    field("title", "Title"),
    field("case_uid", "Case"),
    field("place", "Place"),
    field("chair", "Chair"),
    field("every", "Every", "group:rhythm", whole=True),  # where it differs from the rulebook
    field("unit", "Unit", "group:rhythm"),
    field("state", "State", "group:state"),  # open, closed
    field("opened_on", "Opened on", "group:opening"),
    field("start_reasons", "Why begun", "group:opening"),  # codes of the rulebook, JSON
    field("start_evidence", "Evidence for beginning", "text"),
    field("closed_on", "Closed on", "group:state"),
    field("end_reasons", "Why ended", "group:state"),  # codes of the rulebook, JSON
    field("end_evidence", "Evidence for ending", "text"),
    search=True,
)

meeting = synced(
    "meeting",
    "Meeting",
    owner("series_uid", "meeting_series"),
    field("provider_uid", "School"),  # nothing for a body's
    field("kind", "Kind of meeting"),  # the series' own, or one held within it
    field("day", "Day", "group:when"),
    field("start_time", "From", "group:when"),
    field("end_time", "Until", "group:when"),
    field("place", "Place"),
    field("chair", "Chair"),
    field("state", "State", "group:state"),  # planned, under_way, held, missed, cancelled
    field("why", "Why it was not held", "group:state"),
    field("summary", "Summary", "text"),
    field("contributions", "What services know"),  # {role: text}, JSON
    field("next_day", "Next meeting"),
    field("agreed_on", "Minutes agreed on", "group:agreed"),
    field("agreed_at", "Minutes agreed at", "group:agreed"),  # the uid of a later meeting
    field("reported_at", "Reported to"),  # the uid of the meeting its minutes went to
    search=True,
)

meeting_person = synced(
    "meeting_person",
    "Person at a meeting",
    owner("meeting_uid", "meeting"),
    field("name", "Name"),
    field("role", "Role"),  # a code of the rulebook, or words
    field("side", "Whose"),  # school, authority, partner
    field("part", "Part"),  # core, optional, invited
    field("email", "Email"),
    field("attendance", "Attendance", "group:came"),  # "", present, apologies, absent, substitute
    field("stand_in", "Represented by", "group:came"),
    field("place", "Place", "lww"),
)

meeting_item = synced(
    "meeting_item",
    "Item of an agenda",
    owner("meeting_uid", "meeting"),
    field("place", "Place", "lww"),
    field("standing", "Standing item"),  # an id of the rulebook, "" for any other
    field("kind", "Kind of item"),  # of domain.meeting_types.ITEM_KINDS
    field("heading", "Heading"),
    field("title", "Item"),
    field("origin", "How it came here"),  # standing, returned, raised
    field("came_from", "Returned from"),  # the uid of the item it goes on with
    field("why", "Why it returned"),
    field("about_uid", "About the school"),
    field("minutes", "Minutes planned", whole=True),
    field("spent", "Seconds spent", "lww", whole=True),
    field("state", "State", "group:state"),  # open, discussed, parked, dropped
    field("why_dropped", "Why dropped", "group:state"),
    field("papers", "Papers"),  # uids of documents, JSON
    search=True,
)

# A note, a decision, a success or a barrier. Actions are tasks.
meeting_line = synced(
    "meeting_line",
    "Line of a meeting",
    owner("meeting_uid", "meeting"),
    field("item_uid", "Item"),
    field("place", "Place", "lww"),
    field("kind", "Kind"),  # note, decision, success, barrier
    field("text", "Text", "text"),
    field("visibility", "Who may see it"),  # school, la, restricted
    field("provider_uid", "School"),
    field("at", "Noted at"),
    search=True,
)

# How a priority, milestone or success criterion of a plan was found to stand at a meeting.
meeting_review = synced(
    "meeting_review",
    "Review at a meeting",
    owner("meeting_uid", "meeting"),
    field("plan_uid", "Plan"),
    field("row_uid", "About"),
    field("rating", "Rating", "group:rating"),  # a status word of plans, or a degree
    field("was", "Was", "group:rating"),
    field("progress", "Progress", "text"),
    field("evidence", "Evidence", "text"),
    field("successes", "Successes", "text"),
    field("barriers", "Barriers", "text"),
)

# Money decided on; amounts are decimal text in pounds.
funding_decision = synced(
    "funding_decision",
    "Funding decision",
    owner("meeting_uid", "meeting"),
    field("item_uid", "Item"),
    field("plan_uid", "Plan"),
    field("action_uid", "Action"),
    field("what", "What for", "text"),
    field("amount", "Amount"),
    field("fund", "From the fund"),
    field("place", "Place", "lww"),
)

recommendation = synced(
    "recommendation",
    "Recommendation",
    owner("meeting_uid", "meeting"),
    field("item_uid", "Item"),
    field("kind", "Kind"),  # a code of the rulebook
    field("addressee", "To"),
    field("text", "Recommendation", "text"),
    field("made_on", "Made on"),
    field("reply", "Reply", "group:reply"),
    field("replied_on", "Replied on", "group:reply"),
    field("state", "State", "group:reply"),  # made, accepted, partly, declined, withdrawn
    search=True,
)

# Evidence for the inspection of the authority itself: a record marked with one of its aspects.
aspect_mark = synced(
    "aspect_mark",
    "Evidence for the authority's inspection",
    owner("provider_uid", "provider"),
    field("tbl", "Kind of record"),
    field("row_uid", "Record"),
    field("aspect", "Aspect"),  # a code of the rulebook
    field("day", "Day"),
    field("note", "Note", "text"),
)

Index("ix_meeting_day", meeting.c.day, meeting.c.state, meeting.c.provider_uid)
Index("ix_meeting_line_item", meeting_line.c.item_uid)
Index("ix_aspect_mark", aspect_mark.c.aspect, aspect_mark.c.day)
