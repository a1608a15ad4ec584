"""The lists of the page “Meetings” of what goes upward: decisions and recommendations."""

from __future__ import annotations

from datetime import date

from sif_desktop.domain.dates import say, stored_day
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.widgets.list_pane import ListSpec

REPLIES = {
    "made": "No reply yet",
    "accepted": "Accepted",
    "partly": "Accepted in part",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}


def recommendations_list(today: date) -> ListSpec:
    return ListSpec(
        "recommendations",
        "Recommendations",
        (
            Column("made", "Made", lambda r: _day(r.made_on, today), 15, sort=lambda r: r.made_on),
            Column("body", "By", lambda r: r.body, 26),
            Column("addressee", "To", lambda r: r.addressee, 20),
            Column("text", "Recommendation", lambda r: r.text, 44),
            Column("kind", "Kind", lambda r: r.kind_label, 20),
            Column("state", "Reply", lambda r: REPLIES.get(r.state, r.state), 18,
                   role=lambda r: "text_quiet" if r.state != "made" else "text"),
            Column("replied", "Replied", lambda r: _day(r.replied_on, today), 15,
                   sort=lambda r: r.replied_on),
            Column("reply", "Their reply", lambda r: r.reply, 36),
        ),
        {
            "Without a reply": lambda s: s.recommendations.rows(waiting=True),
            "All recommendations": lambda s: s.recommendations.rows(),
        },
        lambda row: row.uid,
        "No recommendation waits for a reply.",
        "What a body recommends in its meetings stands here until somebody has answered.",
    )  # fmt: skip


def _day(iso: str, today: date) -> str:
    day = stored_day(iso)
    return say(day, today) if day else ""
