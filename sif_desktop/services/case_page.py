"""All of one case: its ladder, its powers, what was done, what ends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.ladders import (
    Ladder,
    LadderStep,
    PowerNow,
    ladder_now,
    powers_now,
    waits_for,
)
from sif_desktop.models.tables.cases import case_exit, case_file, step
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.case_lines import (
    OPEN,
    CasePage,
    ExitLine,
    LadderLine,
    PowerLine,
    Taken,
)
from sif_desktop.services.case_register import in_order, register_row
from sif_desktop.services.concerns import ConcernRow
from sif_desktop.services.knowing import known_of
from sif_desktop.services.support import SupportRow

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

_BY = {"authority": "the authority", "secretary_of_state": "the Secretary of State"}
OTHER = {"assurance": "Assurance", "escalation": "Escalated", "exit": "Closed before all was met"}
Row = Mapping[str, str]


def case_row(connection: Connection, uid: str) -> Row:
    """Raises Problem if the case is not there (any more)."""
    joined = case_file.join(provider, provider.c.uid == case_file.c.provider_uid)
    query = select(case_file, provider.c.name.label("provider")).select_from(joined)
    row = connection.execute(query.where(case_file.c.uid == uid)).mappings().first()
    if row is None or row["x_gone"]:
        raise Problem("This case has been deleted.", "Undo brings it back.")
    return {name: value or "" for name, value in row.items()}


def steps_of(connection: Connection, uid: str) -> list[Row]:
    """What was done in a case, by day."""
    query = select(step).where(step.c.case_uid == uid, step.c.x_gone == 0)
    rows = connection.execute(query.order_by(step.c.day, step.c.uid)).mappings()
    return [{name: value or "" for name, value in row.items()} for row in rows]


def ladder_of(
    pack: Pack, row: Row, steps: Sequence[Row], facts: Mapping[str, str]
) -> Ladder | None:
    """The ladder of a case; while it is open it follows what is known of the provider."""
    own = next((one for one in pack.ladders if one.id == row["ladder"]), None)
    if row["state"] != OPEN:
        return own
    taken = {one["code"] for one in steps if one["kind"] == "step"}
    return ladder_now(pack.ladders, own, facts, taken)


def powers_of(pack: Pack, facts: Mapping[str, str], steps: Sequence[Row]) -> tuple[PowerNow, ...]:
    """Every power, and why one is not open to this provider."""
    return powers_now(pack.powers, facts, {one["code"] for one in steps}, pack.event_kinds())


def read(
    connection: Connection,
    pack: Pack,
    uid: str,
    today: date,
    concerns: tuple[ConcernRow, ...],
    support: tuple[SupportRow, ...],
) -> CasePage:
    """`concerns` and `support` are those of the provider."""
    row = case_row(connection, uid)
    taken = steps_of(connection, uid)
    facts = known_of(connection, pack, row["provider_uid"], today).provider
    ladder = ladder_of(pack, row, taken, facts)
    steps = in_order(taken, ladder)
    powers = powers_of(pack, facts, steps)
    return CasePage(
        row=register_row({**row, "ladder": ladder.id if ladder else ""}, steps, pack, today),
        ladder=ladder.title if ladder else "",
        ladder_paragraph=ladder.paragraph if ladder else "",
        steps=tuple(_ladder_lines(ladder, steps, pack)) if ladder else (),
        powers=tuple(_power(one) for one in powers),
        taken=tuple(_taken(one, pack, today) for one in steps),
        exits=tuple(_exits(connection, uid, pack)),
        concerns=concerns,
        support=tuple(one for one in support if one.case_uid in ("", uid)),
        senior_role=pack.role_label(pack.case_rules.level) if pack.case_rules.level else "",
        after_care_months=pack.case_rules.after_care_months,
    )


def _ladder_lines(ladder: Ladder, steps: Sequence[Row], pack: Pack) -> list[LadderLine]:
    days = {one["code"]: one["day"] for one in steps}
    return [
        LadderLine(
            one.code,
            one.title,
            one.mode,
            ", ".join(_people(one, pack)),
            one.letter,
            one.paragraph,
            days.get(one.code, ""),
            why_waiting(ladder, one, days),
            one.who,
            _sets(one, pack),
        )
        for one in ladder.steps
    ]


def why_waiting(ladder: Ladder, one: LadderStep, taken: Mapping[str, str]) -> str:
    """Which steps come before one, in words; "" where it is open."""
    before = waits_for(ladder, one, taken)
    return f"After: {', '.join(first.title for first in before)}" if before else ""


def _people(one: LadderStep, pack: Pack) -> list[str]:
    offices = {office.code: office.name for office in pack.offices}
    return [offices.get(code) or pack.role_label(code) for code in one.who]


def _sets(one: LadderStep, pack: Pack) -> str:
    fact = next((each for each in pack.facts if one.sets and each.code == one.sets.fact), None)
    if fact is None or one.sets is None:
        return ""
    return f"{fact.label}: {fact.values.get(one.sets.value, one.sets.value)}"


def _power(one: PowerNow) -> PowerLine:
    power = one.power
    by = _BY[power.by]
    return PowerLine(power.code, power.title, power.statute, by, power.paragraph, one.why_not)


def _taken(row: Row, pack: Pack, today: date) -> Taken:
    title = OTHER.get(row["kind"]) or pack.event_kinds().get(row["code"], row["code"])
    names = ("uid", "kind", "code", "day", "who", "statute", "comply_by", "complied_on",
             "outcome", "out_of_order")  # fmt: skip
    late = "" < row["comply_by"] < today.isoformat() and not row["complied_on"]
    return Taken(title=title, late=late, **{name: row[name] for name in names})


def _exits(connection: Connection, uid: str, pack: Pack) -> list[ExitLine]:
    query = select(case_exit).where(case_exit.c.case_uid == uid, case_exit.c.x_gone == 0)
    met = {row["criterion"]: row for row in connection.execute(query).mappings()}
    lines = []
    for one in pack.case_rules.exit:
        row = met.get(one.id, {"met_on": "", "evidence": ""})
        lines.append(
            ExitLine(one.id, one.text, one.paragraph, row["met_on"] or "", row["evidence"] or "")
        )
    return lines
