"""The risk assessment of each school: one for each school year, with the figures as they stood."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.terms import academic_year, year_label
from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.models.tables.monitoring import risk_assessment
from sif_desktop.services.day_text import words_of
from sif_desktop.services.inspection_rows import open_schools

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class FigureAt:
    """The latest value of a measure; `beside` is what it is compared with, "" for nothing."""

    label: str
    year: int
    value: str
    beside: str = ""
    source: str = ""

    @property
    def words(self) -> str:
        against = f" against {self.beside}" if self.beside else ""
        return f"{self.label} {self.value}{against} ({self.year})"


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One school in a school year. `severity` is below 0 where nobody has assessed it; `figures`
    are those of the assessment, else those of today."""

    provider_uid: str
    provider: str
    year: int
    level: str
    level_label: str
    severity: int
    reasons: str
    figures: tuple[FigureAt, ...]
    assessed_on: str
    assessed_by: str

    @property
    def figure_words(self) -> str:
        return "; ".join(one.words for one in self.figures)

    @property
    def year_words(self) -> str:
        return year_label(self.year)


class RiskService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def levels(self) -> dict[str, str]:
        """The rulebook's levels of risk, code to label, the greatest first."""
        known = sorted(self._context.pack().monitoring.risk_levels, key=lambda one: -one.severity)
        return {one.code: one.label for one in known}

    def rows(self, year: int | None = None, provider_uid: str = "") -> tuple[RiskRow, ...]:
        """Every open school in that school year (the present one), the greatest risk first, those
        not assessed last. Three statements."""
        pack, today = self._context.pack(), self._context.today()
        wanted = academic_year(today) if year is None else year
        with self._context.store.read() as connection:
            schools = open_schools(connection, today)
            made = _assessed(connection, wanted)
            figures = figures_of(connection, pack, provider_uid)
        found = [
            _row(pack, one, wanted, made.get(one["uid"]), figures[one["uid"]])
            for one in schools
            if provider_uid in ("", one["uid"])
        ]
        return tuple(sorted(found, key=lambda row: (-row.severity, row.provider)))

    def last_year(self) -> tuple[RiskRow, ...]:
        """The same of the school year before."""
        return self.rows(academic_year(self._context.today()) - 1)

    def assess(self, uid: str, level: str, reasons: str, on: date | None = None) -> Changes:
        """The school's risk in the school year of that day (today), with the figures held now.
        Assessing again in the year changes it; the history keeps what stood.

        Raises Problem for a level the rulebook does not know, without reasons, or a day to come.
        """
        context = self._context
        day = on or context.today()
        if level not in self.levels():
            raise Problem("It does not say how great the risk is.", "Choose a level.")
        if day > context.today():
            raise Problem("The day of the assessment lies ahead.", "Choose today or a day before.")
        said = words_of(reasons, "A level of risk is given with its reasons.")
        with context.store.action("Assessed a risk") as act:
            held = figures_of(act.connection, context.pack(), uid)[uid]
            act.put(
                risk_assessment, uid, (uid, str(academic_year(day))),
                provider_uid=uid, pack=context.pack().id, school_year=academic_year(day),
                level=level, reasons=said, figures=_frozen(held), assessed_on=day.isoformat(),
                assessed_by=context.me().name,
            )  # fmt: skip
        return act.changes


def figures_of(
    connection: Connection, pack: Pack, provider_uid: str = ""
) -> defaultdict[str, tuple[FigureAt, ...]]:
    """The latest value of each measure of whole schools, by school."""
    table = indicator_value
    query = select(table).where(table.c.x_gone == 0).order_by(table.c.year, table.c.uid)
    if provider_uid:
        query = query.where(table.c.provider_uid == provider_uid)
    latest: defaultdict[str, dict[str, FigureAt]] = defaultdict(dict)
    for row in connection.execute(query).mappings():
        if not row["group_name"] and row["value"]:
            made = FigureAt(
                pack.indicators.get(row["code"], row["code"]), row["year"] or 0, row["value"],
                row["comparator"] or "", row["source"] or "",
            )  # fmt: skip
            latest[row["provider_uid"]][row["code"]] = made
    found: defaultdict[str, tuple[FigureAt, ...]] = defaultdict(tuple)
    found.update({uid: tuple(values.values()) for uid, values in latest.items()})
    return found


def _assessed(connection: Connection, year: int) -> dict[str, Row]:
    mine = (risk_assessment.c.school_year == year) & (risk_assessment.c.x_gone == 0)
    rows = connection.execute(select(risk_assessment).where(mine)).mappings()
    return {row["provider_uid"]: row for row in rows}


def _row(
    pack: Pack, school: Row, year: int, made: Row | None, now: tuple[FigureAt, ...]
) -> RiskRow:
    given: Row = made or {}
    code = given.get("level") or ""
    level = pack.monitoring.level(code)
    return RiskRow(
        school["uid"], school["name"], year, code, level.label if level else code,
        level.severity if level else -1, given.get("reasons") or "",
        _thawed(given.get("figures")) if made else now,
        given.get("assessed_on") or "", given.get("assessed_by") or "",
    )  # fmt: skip


def _frozen(figures: Iterable[FigureAt]) -> str:
    return json.dumps([[f.label, f.year, f.value, f.beside, f.source] for f in figures])


def _thawed(text: str | None) -> tuple[FigureAt, ...]:
    return tuple(FigureAt(*values) for values in json.loads(text or "[]"))
