"""Runs a pack's situations: does each come to the proposal and the due items the pack says?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sif_desktop.domain.categories import Proposal, propose
from sif_desktop.domain.criteria import Reason, months_after
from sif_desktop.domain.known import Known
from sif_desktop.domain.obligations import due
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.handling import handled
from sif_desktop.frameworks.pack import Pack

_FILE = "situations.yaml"
_REMEDY = "Correct the situation or the rule."


def failed_situations(pack: Pack, file: Any) -> Iterator[Fault]:
    """A fault for everything that comes out otherwise than a situation of the file expects."""
    for place, row in enumerate(file.situations if file else ()):
        for what, message in _differences(pack, row, _joined(file.given, row.facts)):
            yield Fault(_FILE, f"situations[{place}].{what}", row.name, message)


def _joined(given: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What is given, with a situation's own facts in its place: name by name within a part."""
    found = {**given, **own}
    for part, value in own.items():
        before = given.get(part)
        if isinstance(value, dict) and isinstance(before, dict):
            found[part] = {**before, **value}
    return found


def _differences(pack: Pack, row: Any, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known, faults = facts_from(facts, pack)
    if faults or "today" not in facts:
        yield from (("facts", fault) for fault in faults or ["“today” is missing. Add the day."])
        return
    scheme = pack.scheme_for(known.provider)
    if scheme is not None:
        yield from _proposed(propose(scheme, known), row.expect)
    elif row.expect.proposal is not None:
        yield "expect.proposal", f"No scheme is for this kind of provider. {_REMEDY}"
    yield from _owed(pack, known, row.expect)
    yield from handled(pack, known, row.expect)


def _proposed(found: Proposal, expect: Any) -> Iterator[tuple[str, str]]:
    changes = {change.criterion: change.proposal for change in found.would_change}
    compared = (
        ("proposal", expect.proposal, found.category),
        ("reasons", expect.reasons, _named(found.reasons)),
        ("open", expect.open, _named(found.open)),
        ("blocked", expect.blocked, bool(found.blocked_by)),
        ("single", expect.single, bool(found.notes)),
        ("counts", expect.counts, dict(found.counts)),
        *((f"change.{name}", then, changes.get(name, "")) for name, then in expect.change.items()),
    )
    for what, wanted, came in compared:
        if wanted is not None and wanted != came:
            yield f"expect.{what}", f"It comes out as: {came or 'nothing'}. {_REMEDY}"


def _named(reasons: Iterable[Reason]) -> list[str]:
    return [reason.criterion for reason in reasons]


def _owed(pack: Pack, known: Known, expect: Any) -> Iterator[tuple[str, str]]:
    items = due(pack.obligations, known, months_after(known.today, 13))
    for place, wanted in enumerate(expect.owed):
        fit = [item for item in items if item.obligation == wanted.obligation]
        found = [item for item in fit if item.day == wanted.day]
        if not found:
            days = ", ".join(item.day.isoformat() for item in fit) or "no day"
            yield f"expect.owed[{place}]", f"“{wanted.obligation}” is due on: {days}. {_REMEDY}"
        elif wanted.state and wanted.state not in {item.state.value for item in found}:
            yield f"expect.owed[{place}]", f"On that day it is {found[0].state.value}. {_REMEDY}"
    owed = {item.obligation for item in items}
    for name in expect.not_owed:
        if name in owed:
            yield "expect.not_owed", f"“{name}” is owed. {_REMEDY}"
