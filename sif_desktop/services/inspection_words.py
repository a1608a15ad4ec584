"""Inspections as stored, put into the rulebook's words. An older record keeps those of the rulebook
it was made under."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping

from sif_desktop.domain import known
from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.services.inspection_lines import (
    Choices,
    ImprovementFields,
    InspectionFields,
    InspectionLine,
    KindChoice,
    Window,
)

if TYPE_CHECKING:
    from sif_desktop.domain.inspections import Expected
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.registry import Registry

Row = RowMapping
AREA_SCALE = "evaluation-areas"  # the scale of a rulebook that grades the areas of a report card


class InspectionWords:
    """`pack` is today's; those of older records are looked up once each."""

    def __init__(self, registry: Registry, pack: Pack) -> None:
        self._registry, self._packs = registry, {pack.id: pack}
        self._pack = pack

    def outcome(self, codes: Iterable[str], pack_id: str = "") -> str:
        """Outcomes in words, in the rulebook's order."""
        labels, given = self._of(pack_id).outcomes, set(codes)
        ordered = [code for code in labels if code in given]
        ordered += sorted(given - set(ordered))
        return ", ".join(labels.get(code) or _plain(code) for code in ordered)

    def judges(self, row: Row) -> bool:
        """Whether it judged the whole, as a survey of a subject does not."""
        given = outcomes_of(row)
        return bool(given) and not self._of(row["pack"] or "").interim(given)

    def kind(self, code: str, pack_id: str = "") -> str:
        kinds = {one.code: one.label for one in self._of(pack_id).inspection_kinds}
        return kinds.get(code, code) or "Inspection"

    def grades(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Area and grade in words, in the order of the report card."""
        pack, given = self._of(row["pack"] or ""), areas_of(row)
        kind = next((one for one in pack.inspection_kinds if one.code == row["kind"]), None)
        labels = dict(kind.areas) if kind else {}
        codes = [
            *(code for code in labels if code in given),
            *(c for c in given if c not in labels),
        ]
        grades = _grades(pack, list(pack.outcomes))
        return tuple(
            (labels.get(code) or _plain(code), grades.get(given[code], given[code]))
            for code in codes
        )

    def line(self, row: Row, improvements: Sequence[Row], school: str) -> InspectionLine:
        return InspectionLine(
            row["uid"],
            row["provider_uid"],
            school,
            self.kind(row["kind"] or "", row["pack"] or ""),
            self.outcome(outcomes_of(row), row["pack"] or ""),
            self.grades(row),
            row["source"] or "",
            fields_of(row, improvements),
            choices_of(self._of(row["pack"] or "")),
        )

    def _of(self, pack_id: str) -> Pack:
        """The rulebook of that id; today's where it is not installed any more."""
        if pack_id and pack_id not in self._packs:
            try:
                self._packs[pack_id] = self._registry.get(pack_id)
            except Problem:
                self._packs[pack_id] = self._pack
        return self._packs.get(pack_id, self._pack)


def choices_of(pack: Pack) -> Choices:
    """What a form offers under this rulebook."""
    labels = dict(pack.outcomes)
    kinds = tuple(
        KindChoice(
            one.code,
            one.label,
            {code: labels.get(code, code) for code in one.outcomes},
            dict(one.areas),
            _grades(pack, one.outcomes),
        )
        for one in pack.inspection_kinds
    )
    return Choices(kinds, labels)


def _grades(pack: Pack, outcomes: Iterable[str]) -> dict[str, str]:
    """What an area may be graded: by a scale of its own, else as the whole."""
    scale = pack.scales.get(AREA_SCALE)
    if scale is not None:
        return {step.value: step.label for step in scale.steps}
    return {code: pack.outcomes.get(code, code) for code in outcomes}


def outcomes_of(row: Row) -> tuple[str, ...]:
    return tuple((row["outcomes"] or "").split("\n")) if row["outcomes"] else ()


def areas_of(row: Row) -> dict[str, str]:
    found: dict[str, str] = json.loads(row["areas"] or "{}")
    return found


def fields_of(row: Row, improvements: Sequence[Row]) -> InspectionFields:
    """The record as a form begins with it."""
    plain = {
        name: row[name] or ""
        for name in ("kind", "day", "last_day", "safeguarding", "feedback_on", "published_on")
    }
    return InspectionFields(
        **plain,
        outcomes=outcomes_of(row),
        areas=areas_of(row),
        predecessor=row["predecessor"] == "yes",
        note=row["note"] or "",
        improvements=tuple(
            ImprovementFields(
                one["text"] or "",
                one["uid"],
                one["state"] or "open",
                one["progress_on"] or "",
                one["progress"] or "",
            )
            for one in improvements
        ),
    )


def window_of(found: Expected | None) -> Window | None:
    """A window as lists show it."""
    if found is None:
        return None
    return Window(found.first.isoformat(), found.last.isoformat(), found.paragraph, found.label)


def as_known(row: Row) -> known.Inspection | None:
    """The record as the rules see it; None where its first day is not on record."""
    if not row["day"]:
        return None
    return known.Inspection(
        date.fromisoformat(row["day"]),
        outcomes_of(row),
        stored_day(row["published_on"]),
        stored_day(row["feedback_on"]),
        row["kind"] or "",
    )


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
