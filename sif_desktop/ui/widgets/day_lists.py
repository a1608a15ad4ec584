"""What the lists of the page “Days” hold: schools, officers, charges, records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from sif_desktop.domain.dates import say
from sif_desktop.domain.day_accounts import Account, number, say_days
from sif_desktop.domain.plan_costs import money
from sif_desktop.services.day_lines import AccountLine, OfficerLine, Record
from sif_desktop.services.day_paper import amount_words, given_words
from sif_desktop.ui.item_models.columns import Column

LETTERS = {"": "", "drafting": "drafted", "with_school": "with the school", "issued": "issued"}
FILTERS: tuple[tuple[str, Callable[[AccountLine], bool] | None], ...] = (
    ("All", None),
    ("Days and visits", lambda line: bool(line.account.entitlement.words)),
    ("Over", lambda line: line.account.is_over),
    ("Planned beyond it", lambda line: line.account.overplanned and not line.account.is_over),
    ("Something left", lambda line: _something_left(line.account)),
    ("Nothing agreed yet", lambda line: line.account.open),
    ("Declined", lambda line: line.declined),
    ("May be declined", lambda line: line.answer is not None),
    ("Letter to write", lambda line: not line.letter),
)


def account_columns() -> tuple[Column, ...]:
    """One entitlement of one school."""
    return (
        Column("school", "School", lambda line: line.provider, 23),
        Column("category", "Category", lambda line: line.category, 13),
        Column("title", "Entitlement", lambda line: line.account.entitlement.title, 24),
        Column("given", "Given", given_words, 20),
        Column("used", "Used", lambda line: went(line.account), 14, "right",
               sort=lambda line: (line.account.used.total, line.account.visits_used)),
        Column("planned", "Planned", lambda line: to_come(line.account), 14, "right",
               sort=lambda line: (line.account.planned.total, line.account.visits_planned)),
        Column("left", "How it stands", mark, 22,
               sort=lambda line: (not line.account.is_over, line.state),
               role=lambda line: "bad" if line.account.is_over else "text"),
        Column("letter", "Letter", lambda line: LETTERS.get(line.letter, line.letter), 9),
        Column("paragraph", "Paragraph", lambda line: line.account.entitlement.paragraph, 14,
               hidden=True),
        Column("kind", "Kind", lambda line: line.kind, 18, hidden=True),
        Column("programmes", "Programmes", lambda line: line.programmes, 18, hidden=True),
        Column("charge", "Charge", lambda line: line.charge, 18, hidden=True),
        _days("preparation", "Preparation used", lambda line: line.account.used.preparation),
        _days("on_site", "On site used", lambda line: line.account.used.on_site),
        _days("reporting", "Reporting used", lambda line: line.account.used.reporting),
        Column("answer", "Answered by", answered_words, 24, hidden=True),
        Column("officer", "Officer", lambda line: line.officer, 18, hidden=True),
        Column("urn", "URN", lambda line: line.urn, 9, hidden=True),
    )  # fmt: skip


def officer_columns() -> tuple[Column, ...]:
    """An officer's year. Left is of what the officer's own schools are given."""
    return (
        Column("officer", "Officer", lambda line: line.officer or "Nobody attached", 26),
        Column("schools", "Schools", lambda line: f"{line.schools}", 9, "right",
               sort=lambda line: line.schools),
        _days("given", "Days given", lambda line: line.given, shown=True),
        _days("preparation", "Preparation", lambda line: line.used.preparation, shown=True),
        _days("on_site", "On site", lambda line: line.used.on_site, shown=True),
        _days("reporting", "Reporting", lambda line: line.used.reporting, shown=True),
        _days("used", "Used", lambda line: line.used.total, shown=True),
        _days("planned", "Planned", lambda line: line.planned, shown=True),
        Column("left", "Left", _left, 14, "right", sort=lambda line: line.left,
               role=lambda line: "bad" if line.left < 0 else "text"),
        Column("over", "Entitlements over", lambda line: f"{line.over}" if line.over else "", 16,
               "right", sort=lambda line: line.over),
    )  # fmt: skip


def charge_columns() -> tuple[Column, ...]:
    return (
        Column("school", "School", lambda line: line.provider, 32),
        Column("basis", "Basis", lambda line: line.basis, 32),
        Column("count", "Number", lambda line: f"{line.sum.count}", 9, "right",
               sort=lambda line: line.sum.count),
        _days("days", "Days", lambda line: line.sum.days, shown=True),
        Column("amount", "Amount", amount_words, 28, "right", sort=lambda line: line.sum.amount),
    )  # fmt: skip


def record_columns(today: date) -> tuple[Column, ...]:
    return (
        Column("day", "Day", lambda one: _day(one.day, today), 16, sort=lambda one: one.day),
        Column("school", "School", lambda one: one.provider, 26),
        Column("kind", "What", lambda one: one.kind_words, 12),
        Column("title", "For", lambda one: one.title, 28),
        Column("counted", "Counts against", lambda one: one.counted or "nothing", 26),
        Column("state", "State", lambda one: one.state_words, 10),
        _days("preparation", "Preparation", lambda one: one.days.preparation),
        _days("on_site", "On site", lambda one: one.days.on_site),
        _days("reporting", "Reporting", lambda one: one.days.reporting),
        _days("days", "Days", lambda one: one.days.total, shown=True),
        Column("who", "Who", lambda one: one.who, 18),
        Column("charge", "Charge", lambda one: one.charge, 18, hidden=True),
        Column("rate", "Rate", _rate, 10, "right", hidden=True),
        Column("amount", "Amount", _amount, 12, "right"),
        Column("payer", "Paid by", lambda one: one.payer, 16, hidden=True),
        Column("note", "Note", lambda one: one.note, 24, hidden=True),
    )


def mark(line: AccountLine) -> str:
    """How it stands, marked where it is too much."""
    return f"▲ {line.state}" if line.account.is_over else line.state


def went(account: Account) -> str:
    return _both(account.used.total, account.visits_used, account)


def to_come(account: Account) -> str:
    return _both(account.planned.total, account.visits_planned, account)


def days_words(account: Account) -> str:
    """Used 3 days (1 preparation, 2 on site), planned 1 day."""
    used, planned = went(account), to_come(account)
    split = account.used.words
    told = f"used {used} ({split})" if used and split else f"used {used}" if used else ""
    return ", ".join(filter(None, (told, f"planned {planned}" if planned else "")))


def record_words(record: Record) -> str:
    """What a record holds beside its title."""
    parts = (
        record.state_words, record.days.words,
        f"counts against {record.counted}" if record.counted != record.title else "",
        record.charge, _amount(record), record.who, record.note,
    )  # fmt: skip
    skipped = ("counts against ",)
    return " · ".join(part for part in parts if part and part not in skipped)


def answered_words(line: AccountLine) -> str:
    if line.answer is None or not line.answer.who:
        return ""
    return f"{line.answer.who}, {say_day(line.answer.day)}"


def say_day(iso: str) -> str:
    found = date.fromisoformat(iso)
    return f"{found.day} {found:%B %Y}"


def _something_left(account: Account) -> bool:
    return bool((account.left is not None and account.left > 0) or account.visits_left)


def _both(days: Decimal, visits: int, account: Account) -> str:
    """Days, and visits where it is counted in them."""
    counted = f"{visits} visit{'' if visits == 1 else 's'}" if account.entitlement.visits else ""
    return ", ".join(filter(None, (say_days(days) if days else "", counted if visits else "")))


def _left(line: OfficerLine) -> str:
    return f"▲ over by {number(-line.left)}" if line.left < 0 else number(line.left)


def _rate(record: Record) -> str:
    rate = record.charged.rate if record.charged else None
    return "" if rate is None else money(rate)


def _amount(record: Record) -> str:
    amount = record.charged.amount if record.charged else None
    return "" if amount is None else money(amount)


def _day(iso: str, today: date) -> str:
    return say(date.fromisoformat(iso), today) if iso else ""


def _days(key: str, label: str, of: Callable[[Any], Decimal], *, shown: bool = False) -> Column:
    return Column(
        key, label, lambda row: number(of(row)) if of(row) else "", 11, "right", sort=of,
        hidden=not shown,
    )  # fmt: skip
