"""Inspections: recorded, corrected, their areas for improvement followed, and what they lead to.

The rulebook proposes what an outcome leads to; the officer takes on what applies, and only that
becomes a task.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.inspections import Proposed, next_window, responses, visits_besides
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables.inspections import improvement, inspection
from sif_desktop.models.tables.tasks import task
from sif_desktop.services import inspection_rows as rows
from sif_desktop.services.inspection_lines import (
    Choices,
    ImprovementFields,
    InspectionFields,
    InspectionLine,
    ResponseLine,
    SchoolInspections,
)
from sif_desktop.services.inspection_rules import improvement_faults, inspection_faults
from sif_desktop.services.inspection_words import (
    InspectionWords,
    as_known,
    choices_of,
    window_of,
)
from sif_desktop.services.knowing import known_of
from sif_desktop.services.predictions import predictions_of
from sif_desktop.services.provider_rules import EntryFaults
from sif_desktop.services.tasks import Added, TaskFields, add_task

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action, Changes
    from sif_desktop.services.context import Context

_PLAIN = ("kind", "day", "last_day", "safeguarding", "feedback_on", "published_on")
_WHAT = "inspection"


class InspectionService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -------------------------------------------------------------------------------

    def choices(self) -> Choices:
        """What a form offers: the rulebook's kinds, outcomes and areas."""
        return choices_of(self._context.pack())

    def of_school(self, provider_uid: str) -> SchoolInspections:
        """All inspections and predictions of a school and of those it carries on, and when the
        next inspection is to be expected."""
        context, pack = self._context, self._context.pack()
        words = InspectionWords(context.registry, pack)
        with context.store.read() as connection:
            found = rows.history(connection, provider_uid)
            known = known_of(connection, pack, provider_uid, context.today())
        lines = tuple(
            words.line(
                row,
                found.improvements.get(row["uid"], ()),
                found.names.get(row["provider_uid"], ""),
            )
            for row in found.inspections
        )
        besides = (window_of(one) for one in visits_besides(pack.windows, known))
        return SchoolInspections(
            lines,
            window_of(next_window(pack.windows, known)),
            predictions_of(found, words),
            tuple(one for one in besides if one),
        )

    def line(self, uid: str) -> InspectionLine:
        """One inspection. Raises Problem if it has been deleted."""
        words = InspectionWords(self._context.registry, self._context.pack())
        with self._context.store.read() as connection:
            row = rows.one(connection, inspection, uid, _WHAT)
            return words.line(row, rows.improvements(connection, [uid]).get(uid, ()), "")

    # -- writing -------------------------------------------------------------------------------

    def record(self, provider_uid: str, given: InspectionFields) -> Added:
        """Put an inspection on record. Raises EntryFaults with all that is wrong."""
        fields, uid = self._checked(given, self.choices()), new_uid()
        pack = self._context.authority().pack
        with self._context.store.action("Recorded an inspection") as act:
            more = {"provider_uid": provider_uid, "pack": pack, "source": "By hand"}
            act.create(inspection, provider_uid, uid, **more, **fields)
            self._put_improvements(act, provider_uid, uid, given.improvements)
        return Added(uid, act.changes)

    def edit(self, uid: str, given: InspectionFields) -> Changes:
        """Correct it; an area for improvement left out is taken away."""
        fields = self._checked(given, self.line(uid).choices)
        with self._context.store.action("Changed an inspection") as act:
            row = rows.one(act.connection, inspection, uid, _WHAT)
            act.update(inspection, uid, **fields)
            kept = {one.uid for one in given.improvements}
            for old in rows.improvements(act.connection, [uid]).get(uid, ()):
                if old["uid"] not in kept:
                    act.delete(improvement, old["uid"])
            self._put_improvements(act, row["provider_uid"], uid, given.improvements)
        return act.changes

    def delete(self, uid: str) -> Changes:
        """For what was entered by mistake; its areas for improvement go with it."""
        with self._context.store.action("Deleted an inspection") as act:
            act.delete(inspection, uid)
        return act.changes

    def progress(self, improvement_uid: str, state: str, on: str, what: str) -> Changes:
        """How far an area for improvement is, as of a day, and what has been done."""
        day = on or self._context.today().isoformat()
        with self._context.store.action("Noted progress on an area for improvement") as act:
            row = rows.one(act.connection, improvement, improvement_uid, "area for improvement")
            given = ImprovementFields(row["text"], improvement_uid, state, day, what)
            _refuse(dict(improvement_faults(given)))
            values = {"state": state, "progress_on": day, "progress": what.strip() or None}
            act.update(improvement, improvement_uid, **values)
        return act.changes

    def _checked(self, given: InspectionFields, choices: Choices) -> dict[str, str | None]:
        _refuse(inspection_faults(given, choices, self._context.today()))
        return {
            **{name: getattr(given, name).strip() or None for name in _PLAIN},
            "outcomes": "\n".join(given.outcomes) or None,
            "areas": json.dumps({k: v for k, v in given.areas.items() if v})
            if given.areas
            else None,
            "predecessor": "yes" if given.predecessor else None,
            "note": given.note.strip() or None,
        }

    def _put_improvements(
        self, act: Action, part: str, uid: str, given: Sequence[ImprovementFields]
    ) -> None:
        for number, one in enumerate(given, start=1):
            fields: dict[str, Any] = {
                "number": str(number),
                "text": one.text.strip(),
                "state": one.state,
                "progress_on": one.progress_on or None,
                "progress": one.progress.strip() or None,
            }
            if one.uid:
                act.update(improvement, one.uid, **fields)
            else:
                act.create(improvement, part, inspection_uid=uid, **fields)

    # -- what it leads to ----------------------------------------------------------------------

    def responses(self, uid: str) -> tuple[ResponseLine, ...]:
        """What the rulebook proposes after this inspection, with the days counted."""
        with self._context.store.read() as connection:
            proposed = self._proposed(connection, uid)
            query = select(task.c.item).where(task.c.form == uid, task.c.x_gone == 0)
            taken = set(connection.execute(query).scalars())
        return tuple(self._response(one, taken) for one in proposed)

    def take_on(self, uid: str, ids: Collection[str]) -> Changes:
        """Make tasks of these responses; one that is a task already is left as it is."""
        with self._context.store.action("Took on what follows from an inspection") as act:
            if not self.take_on_in(act, uid, ids):
                raise Problem(
                    "No response is ticked that is not a task already.", "Tick one first."
                )
        return act.changes

    def take_on_in(self, act: Action, uid: str, ids: Collection[str]) -> int:
        """As part of an action; how many became tasks."""
        offered = [one for one in self.responses(uid) if one.id in ids and not one.taken]
        provider_uid = rows.one(act.connection, inspection, uid, _WHAT)["provider_uid"]
        for one in offered:
            said = f"{one.task} ({one.paragraph})" if one.paragraph else one.task
            given = TaskFields(said, one.party, one.who, one.due)
            add_task(act, provider_uid, given, form=uid, item=one.id)
        return len(offered)

    def _proposed(self, connection: Connection, uid: str) -> tuple[Proposed, ...]:
        pack = self._context.pack()
        row = rows.one(connection, inspection, uid, _WHAT)
        known = known_of(connection, pack, row["provider_uid"], self._context.today())
        found = as_known(row)
        return responses(pack.responses, known, found) if found else ()

    def _response(self, one: Proposed, taken: Collection[Any]) -> ResponseLine:
        pack, rule = self._context.pack(), one.response
        letter = next((paper.title for paper in pack.letters if paper.id == rule.letter), "")
        return ResponseLine(
            rule.id,
            rule.task,
            rule.party,
            pack.role_label(rule.who) if rule.who else "",
            one.day.isoformat() if one.day else "",
            letter,
            rule.opens_case,
            rule.required,
            rule.paragraph,
            rule.id in taken,
        )


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise EntryFaults(faults)
