"""Whatever somebody promised to do by a date."""

from sqlalchemy import Index, text

from sif_desktop.models.base import field, owner, synced

task = synced(
    "task",
    "Task",
    owner("provider_uid", "provider"),
    field("visit_uid", "Agreed on the visit", index=True),
    field("meeting_uid", "Agreed at the meeting", index=True),
    field("meeting_item", "Item of the agenda"),
    field("meeting_place", "Place among the actions", "lww"),
    field("form", "Form"),
    field("item", "Arose at item"),
    field("what", "What", "text"),
    field("party", "Whose"),  # school, authority, partner
    field("who", "Who"),
    field("due", "By when"),
    field("measure", "What would show it", "text"),
    field("state", "State", "group:done"),  # open, done, dropped
    field("done_on", "Done on", "group:done"),
    field("done_note", "Note when done", "text"),
    field("snoozed_until", "Put off until", "group:snooze"),
    field("snooze_reason", "Reason for putting off", "group:snooze"),
    search=True,
)

_OPEN = text("state = 'open' AND x_gone = 0")
Index("ix_task_open_due", task.c.due, sqlite_where=_OPEN)
Index("ix_task_open_provider", task.c.provider_uid, task.c.x_part, sqlite_where=_OPEN)
