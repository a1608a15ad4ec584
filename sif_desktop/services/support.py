"""Support programmes and brokered agreements: begun, ended by their exit, judged for impact.

One stays on the active list until its exit is recorded, however late that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables.cases import support
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

KINDS: Mapping[str, str] = {"programme": "Programme of support", "agreement": "Brokered agreement"}
MODES: Mapping[str, str] = {"arranged": "Arranged", "provided": "Provided", "brokered": "Brokered"}
COMMISSIONERS: Mapping[str, str] = {"authority": "Authority", "school": "School"}
SUSTAINED: Mapping[str, str] = {"yes": "Yes", "partly": "In part", "no": "No"}
RUNNING, ENDED = "running", "ended"


@dataclass(frozen=True, slots=True)
class SupportFields:
    """What is agreed at the start; dates ISO or empty, the codes those of the tables above."""

    title: str
    kind: str = "programme"
    mode: str = "provided"
    commissioner: str = "authority"
    supplier: str = ""
    item: str = ""  # a code of the rulebook's catalogue
    from_date: str = ""
    exit_condition: str = ""
    outcomes: str = ""


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One programme or agreement as listed."""

    uid: str
    provider_uid: str
    provider: str
    case_uid: str
    title: str
    kind: str
    mode: str
    commissioner: str
    supplier: str
    item: str
    from_date: str
    to_date: str
    state: str
    exit_condition: str
    outcomes: str
    impact: str
    impact_on: str
    sustained: str
    sustained_on: str

    @property
    def fields(self) -> SupportFields:
        """What a form begins with."""
        return SupportFields(**{part.name: getattr(self, part.name) for part in _FIELDS})


_FIELDS = fields(SupportFields)


class SupportService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(
        self, provider_uid: str = "", *, case_uid: str = "", ended: bool = False
    ) -> tuple[SupportRow, ...]:
        """Those still running, the oldest first; with `ended` all of them. One statement."""
        where: list[Any] = [support.c.kind.in_(KINDS), support.c.x_gone == 0]
        where.append(provider.c.x_gone == 0)
        if provider_uid:
            where.append(support.c.provider_uid == provider_uid)
        if case_uid:
            where.append(support.c.case_uid == case_uid)
        if not ended:
            where.append(support.c.state == RUNNING)
        joined = support.join(provider, provider.c.uid == support.c.provider_uid)
        query = select(support, provider.c.name.label("provider")).select_from(joined)
        query = query.where(*where).order_by(support.c.from_date, support.c.uid)
        with self._context.store.read() as connection:
            return tuple(_row(row) for row in connection.execute(query).mappings())

    def all_kinds(self) -> Mapping[str, str]:
        """Every kind of support the rulebook knows: code to label."""
        return {one.code: one.label for one in self._context.pack().catalogue}

    def start(self, provider_uid: str, given: SupportFields, case_uid: str = "") -> Added:
        """Raises Problem without a title, a start, or what ends it."""
        if not provider_uid:
            raise Problem("The support does not say for which school.", "Choose a school.")
        with self._context.store.action("Began support") as act:
            uid = act.create(
                support, provider_uid, provider_uid=provider_uid, case_uid=case_uid,
                state=RUNNING, **_checked(given),
            )  # fmt: skip
        return Added(uid, act.changes)

    def edit(self, uid: str, given: SupportFields) -> Changes:
        return self._write("Changed support", uid, **_checked(given))

    def end(self, uid: str, impact: str, on: date | None = None) -> Changes:
        """Its exit is recorded, with its impact as it is judged now."""
        said = words_of(impact, "Support ends with a judgement of its impact.")
        day = (on or self._context.today()).isoformat()
        return self._write(
            "Ended support", uid, state=ENDED, to_date=day, impact=said, impact_on=day
        )

    def look_again(self, uid: str, sustained: str, on: date | None = None) -> Changes:
        """Whether the impact lasted, looked at some time after it ended."""
        if sustained not in SUSTAINED:
            raise Problem(
                "It does not say whether the impact lasted.", "Choose yes, in part or no."
            )
        day = (on or self._context.today()).isoformat()
        return self._write("Looked at support again", uid, sustained=sustained, sustained_on=day)

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted support") as act:
            act.delete(support, uid)
        return act.changes

    def _write(self, label: str, uid: str, **values: str) -> Changes:
        with self._context.store.action(label) as act:
            act.update(support, uid, **values)
        return act.changes


def _checked(given: SupportFields) -> dict[str, str]:
    for value, allowed in (
        (given.kind, KINDS),
        (given.mode, MODES),
        (given.commissioner, COMMISSIONERS),
    ):
        if value not in allowed:
            raise Problem(f"“{value}” is none of {', '.join(allowed.values())}.")
    values = {name: words.strip() for name, words in asdict(given).items()}
    values["title"] = words_of(given.title, "The support has no title.")
    values["from_date"] = day_of(given.from_date, "The first day", needed=True)
    values["exit_condition"] = words_of(
        given.exit_condition, "It does not say what ends the support.", "Write the exit condition."
    )
    return values


def _row(row: RowMapping) -> SupportRow:
    return SupportRow(**{part.name: row[part.name] or "" for part in fields(SupportRow)})
