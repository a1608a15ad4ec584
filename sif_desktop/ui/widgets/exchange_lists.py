"""What the lists of the page “Exchange” hold: files, people, schools to hand over."""

from __future__ import annotations

from typing import Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.services import received
from sif_desktop.services.team import ROLES
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.widgets.list_pane import ListSpec

_WAY = {"sent": "Sent", "received": "Received"}


def exchange_lists() -> tuple[ListSpec, ...]:
    return (_files(), _people(), _schools())


def _files() -> ListSpec:
    return ListSpec(
        "files",
        "Files",
        (
            Column("way", "What", lambda r: _WAY[r.direction], 10),
            Column("who", "With whom", lambda r: r.who, 26),
            Column("at", "When", _moment, 18, sort=lambda r: r.at),
            _number("changes", "Changes", 9),
            _number("files", "Attachments", 11),
            Column("name", "File", lambda r: r.name, 44),
        ),
        {
            "Sent and received": received.files,
            "Sent": lambda s: tuple(r for r in received.files(s) if r.direction == "sent"),
            "Received": lambda s: tuple(r for r in received.files(s) if r.direction == "received"),
        },
        lambda row: f"{row.id} {row.direction}",
        "No file has been sent or received yet.",
        "Send changes writes one encrypted file for a colleague or the office; Receive shows what "
        "a file would change before it does.",
    )


def _people() -> ListSpec:
    return ListSpec(
        "people",
        "People",
        (
            Column("name", "Name", lambda r: r.name, 24),
            Column("role", "Role", lambda r: ROLES.get(r.role, r.role), 12),
            Column("trust", "Card", lambda r: "Trusted" if r.trusted else "No longer trusted", 17),
            Column("heard", "Last heard", lambda r: long_date(r.heard_at[:10]) or "never", 18),
            Column("words", "Words of the card", lambda r: r.words, 60),
        ),
        {"Everybody": lambda s: s.exchange.colleagues()},
        lambda row: row.id,
        "No colleague’s card has been added yet.",
        "Save your card as a file for your colleagues and add theirs: then files can be sent to "
        "them alone.",
    )


def _schools() -> ListSpec:
    return ListSpec(
        "schools",
        "Handing over",
        (
            Column("name", "School", lambda r: r.name, 34),
            _number("changes", "Changes here", 12),
            Column("to", "Handed to", lambda r: r.to, 20),
            Column("receipt", "Receipt", _receipt, 34),
        ),
        {
            "Schools with work here": lambda s: s.sending.handing(),
            "Handed over": lambda s: [r for r in s.sending.handing() if r.to],
        },
        lambda row: row.uid,
        "No school’s work is on this laptop.",
        "Hand over sends all of a school to a colleague; when their receipt has come back it can "
        "be removed here.",
    )


def _receipt(row: Any) -> str:
    if not row.to:
        return ""
    return "All of it has arrived" if row.received else f"{row.lacking:,} changes not yet there"


def _number(key: str, label: str, width: int) -> Column:
    def value(row: Any) -> int:
        return int(getattr(row, key))

    return Column(key, label, lambda row: f"{value(row):,}", width, "right", value)


def _moment(row: Any) -> str:
    at = row.at.astimezone()
    return f"{at.day} {at:%b %Y, %H:%M}"
