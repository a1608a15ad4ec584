"""Predictions of the next inspection, held against what it came to; the table of all schools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping

from sif_desktop.domain.inspections import next_window, visits_besides
from sif_desktop.domain.predictions import Came, Compared, compare
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables.inspections import inspection, prediction
from sif_desktop.services import inspection_rows
from sif_desktop.services.documents.issue import Printed
from sif_desktop.services.inspection_lines import (
    Count,
    JudgementRow,
    PredictionLine,
)
from sif_desktop.services.inspection_rules import is_day
from sif_desktop.services.inspection_words import (
    InspectionWords,
    as_known,
    outcomes_of,
    window_of,
)
from sif_desktop.services.knowing import known_of_all
from sif_desktop.services.provider_rules import EntryFaults
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context

Row = RowMapping
KIND = "prediction_table"
NOT_INSPECTED, NO_OUTCOME = "Not inspected", "Inspected, no outcome on record"


@dataclass(frozen=True, slots=True)
class PredictionFields:
    """`value` is the prediction as written ("2/RI"); `outcomes` the codes it allows."""

    value: str
    outcomes: tuple[str, ...] = ()
    made_on: str = ""
    made_by: str = ""
    note: str = ""


class PredictionService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def record(self, provider_uid: str, given: PredictionFields) -> Added:
        """By the officer, today, unless it says otherwise. Raises EntryFaults."""
        fields, uid = self._checked(given), new_uid()
        with self._context.store.action("Recorded a prediction") as act:
            act.create(prediction, provider_uid, uid, provider_uid=provider_uid, **fields)
        return Added(uid, act.changes)

    def edit(self, uid: str, given: PredictionFields) -> Changes:
        fields = self._checked(given)
        with self._context.store.action("Changed a prediction") as act:
            inspection_rows.one(act.connection, prediction, uid, "prediction")
            act.update(prediction, uid, **fields)
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a prediction") as act:
            act.delete(prediction, uid)
        return act.changes

    def _checked(self, given: PredictionFields) -> dict[str, str | None]:
        today = self._context.today().isoformat()
        faults = {}
        if not given.value.strip():
            faults["value"] = "Write what is predicted, such as 2/RI."
        if not is_day(given.made_on):
            faults["made_on"] = "The day it was made is no date."
        elif given.made_on > today:
            faults["made_on"] = "A prediction is made by today at the latest."
        if faults:
            raise EntryFaults(faults)
        return {
            "value": " ".join(given.value.split()),
            "outcomes": "\n".join(given.outcomes) or None,
            "made_on": given.made_on or today,
            "made_by": " ".join(given.made_by.split()) or self._context.me().name,
            "note": given.note.strip() or None,
        }

    # -- the whole caseload --------------------------------------------------------------------

    def table(self) -> tuple[JudgementRow, ...]:
        """Every open school with its current and its predicted judgement, by name."""
        context, pack = self._context, self._context.pack()
        words = InspectionWords(context.registry, pack)
        with context.store.read() as connection:
            schools = inspection_rows.open_schools(connection, context.today())
            inspected = inspection_rows.of_all(connection, inspection, "day")
            predicted = inspection_rows.of_all(connection, prediction, "made_on")
            known = known_of_all(connection, pack, context.today())
        found = []
        for row in schools:
            uid = row["uid"]
            window = window_of(next_window(pack.windows, known[uid]))
            mine = inspected.get(uid, []), predicted.get(uid, [])
            begun = window is not None and window.first <= context.today().isoformat()
            besides = map(window_of, visits_besides(pack.windows, known[uid]))
            judged = _judged(row, *mine, words)
            shown = tuple(filter(None, besides))
            found.append(replace(judged, window=window, expected=begun, besides=shown))
        return tuple(found)

    def counts(self, day: date) -> tuple[Count, ...]:
        """How many schools open on that day then stood at each judgement, in the rulebook's
        order; those never inspected last."""
        words = InspectionWords(self._context.registry, self._context.pack())
        with self._context.store.read() as connection:
            schools = inspection_rows.open_schools(connection, day)
            inspected = inspection_rows.of_all(connection, inspection, "day")
        counted: Counter[str] = Counter()
        for row in schools:
            mine = inspected.get(row["uid"], [])
            past = [one for one in mine if (one["day"] or "") <= day.isoformat()]
            counted[_stands(past, words)] += 1
        order = list(self._context.pack().outcomes.values())
        return tuple(
            Count(label, counted[label])
            for label in sorted(counted, key=lambda label: (_place(label, order), label))
        )

    def printed(self) -> Printed:
        """The table as a document, with the counts of today over it."""
        from sif_desktop.reports.builders.prediction_table import (
            JudgedSchool,
            PredictionTableFacts,
        )

        context, today = self._context, self._context.today()
        rows = self.table()
        facts = PredictionTableFacts(
            context.authority().name,
            context.me().name,
            today,
            tuple(JudgedSchool(one.school, *one.cells()[1:3], one.last_on) for one in rows),
            tuple((one.label, one.schools) for one in self.counts(today)),
        )
        return Printed(KIND, facts, context.look())


def predictions_of(
    history: inspection_rows.History, words: InspectionWords
) -> tuple[PredictionLine, ...]:
    """The predictions of a school's history, newest first, each held against what came."""
    actual = {row["uid"]: row for row in history.inspections}
    return tuple(
        _line(row, list(actual.values()), history.names.get(row["provider_uid"], ""), words)
        for row in history.predictions
    )


def _line(
    row: Row, inspections: Sequence[Row], school: str, words: InspectionWords
) -> PredictionLine:
    compared = _compared(row, inspections, words)
    actual = compared.actual
    return PredictionLine(
        row["uid"],
        row["provider_uid"],
        school,
        row["value"] or "",
        outcomes_of(row),
        words.outcome(outcomes_of(row)),
        row["made_on"] or "",
        row["made_by"] or "",
        row["note"] or "",
        compared.came.value,
        words.outcome(actual.outcomes) if actual else "",
        actual.day.isoformat() if actual else "",
    )


def _compared(row: Row, inspections: Sequence[Row], words: InspectionWords) -> Compared:
    made = date.fromisoformat(row["made_on"])
    judged = filter(words.judges, inspections)
    return compare(made, outcomes_of(row), filter(None, map(as_known, judged)))


def _judged(
    school: Row,
    inspections: Sequence[Row],
    predictions: Sequence[Row],
    words: InspectionWords,
) -> JudgementRow:
    judged = _latest(inspections, words)
    current = words.outcome(outcomes_of(judged), judged["pack"] or "") if judged else ""
    said, came = _predicted(predictions, inspections, words)
    last = (judged["day"] or "") if judged else ""
    return JudgementRow(school["uid"], school["name"] or "", current, said, last, came)


def _predicted(
    predictions: Sequence[Row], inspections: Sequence[Row], words: InspectionWords
) -> tuple[str, str]:
    """The latest prediction as written, with what it came to where that is known."""
    if not predictions:
        return "", ""
    latest = predictions[-1]
    compared = _compared(latest, inspections, words)
    if compared.actual is None:
        return latest["value"] or "", compared.came.value
    judged = words.outcome(compared.actual.outcomes)
    joint = "but" if compared.came is Came.OTHERWISE else "and"
    return f"predicted {latest['value']} {joint} judged {judged}", compared.came.value


def _stands(inspections: Sequence[Row], words: InspectionWords) -> str:
    judged = _latest(inspections, words)
    if judged is not None:
        return words.outcome(outcomes_of(judged), judged["pack"] or "")
    return NO_OUTCOME if inspections else NOT_INSPECTED


def _latest(inspections: Sequence[Row], words: InspectionWords) -> Row | None:
    """The latest that judged the whole: another says nothing of how the school stands."""
    return next((row for row in reversed(inspections) if words.judges(row)), None)


def _place(label: str, order: Sequence[str]) -> int:
    if label in (NOT_INSPECTED, NO_OUTCOME):
        return len(order) + 1 + (label == NOT_INSPECTED)
    first = label.split(", ")[0]
    return order.index(first) if first in order else len(order)
