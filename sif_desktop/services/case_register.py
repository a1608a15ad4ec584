"""The risk register: a view of the cases, and the schools the rulebook would list as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.criteria import Verdict, answer
from sif_desktop.domain.ladders import Ladder, permitted
from sif_desktop.models.tables.cases import case_file, step
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.case_lines import AFTER_CARE, CLOSED, OPEN, STATES, Proposed, RegisterRow
from sif_desktop.services.knowing import known_of_all

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

Row = Mapping[str, Any]
_LADDER_KINDS = ("step", "power")
HEADINGS = ("School", "Case", "Why", "State", "Level", "Owner", "Escalated to", "School told on",
            "Opened on", "Last step", "On", "Next step", "Next review", "After-care until",
            "Outcome")  # fmt: skip


def rows(
    connection: Connection, pack: Pack, today: date, *, provider_uid: str = "", closed: bool = False
) -> tuple[RegisterRow, ...]:
    """Open cases, those whose review is nearest first; with `closed` all. Two statements."""
    where = [case_file.c.x_gone == 0, provider.c.x_gone == 0]
    if provider_uid:
        where.append(case_file.c.provider_uid == provider_uid)
    if not closed:
        where.append(case_file.c.state.in_((OPEN, AFTER_CARE)))
    joined = case_file.join(provider, provider.c.uid == case_file.c.provider_uid)
    query = select(case_file, provider.c.name.label("provider")).select_from(joined).where(*where)
    found = connection.execute(query).mappings().all()
    steps = _steps(connection, [row["uid"] for row in found])
    made = [register_row(dict(row), steps[row["uid"]], pack, today) for row in found]
    return tuple(sorted(made, key=_order))


def _order(row: RegisterRow) -> tuple[bool, str, str, str]:
    return (row.state == CLOSED, row.review_on or "9", row.opened_on, row.uid)


def _steps(connection: Connection, cases: Sequence[str]) -> Mapping[str, list[Row]]:
    query = select(step).where(step.c.case_uid.in_(cases), step.c.x_gone == 0)
    by_case: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(query.order_by(step.c.day, step.c.uid)).mappings():
        by_case[row["case_uid"]].append(dict(row))
    return by_case


def register_row(row: Row, steps: Iterable[Row], pack: Pack, today: date) -> RegisterRow:
    """A case as the register shows it."""
    ladder = next((one for one in pack.ladders if one.id == row["ladder"]), None)
    done = [one for one in in_order(steps, ladder) if one["kind"] in _LADDER_KINDS]
    following = permitted(ladder, {one["code"] for one in done}) if ladder else ()
    last = done[-1] if done else None
    opened = row["opened_on"] or ""
    end = row["closed_on"] or today.isoformat()
    names = ("uid", "provider_uid", "provider", "title", "why", "level", "senior",
             "told_school_on", "state", "closed_on", "review_on", "after_care_until",
             "outcome")  # fmt: skip
    return RegisterRow(
        **{name: row[name] or "" for name in names},
        owner=row["owner_name"] or "",
        opened_on=opened,
        last_step=str(pack.event_kinds().get(last["code"], last["code"])) if last else "",
        last_step_on=(last["day"] or "") if last else "",
        next_step=following[0].title if following and row["state"] == OPEN else "",
        months=_months(opened, end),
        overdue=row["state"] != CLOSED and "" < (row["review_on"] or "") < today.isoformat(),
    )


def in_order(steps: Iterable[Row], ladder: Ladder | None) -> list[Row]:
    """By day; those of one day as the ladder has them, what is not of it after them."""
    places = {one.code: place for place, one in enumerate(ladder.steps)} if ladder else {}
    return sorted(steps, key=lambda one: (one["day"], places.get(one["code"], 999), one["uid"]))


def _months(start: str, end: str) -> int:
    if not start:
        return 0
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    whole = (last.year - first.year) * 12 + last.month - first.month
    return max(0, whole - (last.day < first.day))


def proposed(connection: Connection, pack: Pack, today: date) -> tuple[Proposed, ...]:
    """The schools without an open case that the rulebook would list, by name."""
    rule = pack.case_rules.listed_when
    if rule is None:
        return ()
    names = {
        row.uid: row.name
        for row in connection.execute(
            select(provider.c.uid, provider.c.name).where(provider.c.x_gone == 0)
        )
    }
    open_now = select(case_file.c.provider_uid).where(
        case_file.c.state == OPEN, case_file.c.x_gone == 0
    )
    listed = set(connection.execute(open_now).scalars())
    found = []
    for uid, known in known_of_all(connection, pack, today).items():
        outcome = answer(rule, known)
        if uid in names and uid not in listed and outcome.verdict is Verdict.YES:
            reasons = tuple(_cited(one.text, one.paragraph) for one in outcome.reasons)
            found.append(Proposed(uid, names[uid], reasons, pack.case_rules.paragraph))
    return tuple(sorted(found, key=lambda one: one.provider))


def _cited(words: str, paragraph: str) -> str:
    return f"{words} ({paragraph})" if paragraph else words


def export(path: Path, shown: Iterable[RegisterRow], *, replace: bool = False) -> int:
    """Write these rows as a workbook or CSV file; how many there were."""
    from sif_desktop.services.table_export import export_table

    lines = [
        (one.provider, one.title, one.why, STATES[one.state], one.level, one.owner, one.senior,
         one.told_school_on, one.opened_on, one.last_step, one.last_step_on, one.next_step,
         one.review_on, one.after_care_until, one.outcome)
        for one in shown
    ]  # fmt: skip
    return export_table(path, HEADINGS, lines, title="Risk register", replace=replace)
