"""The rulebook's codes and the words it has for them, by table and field.

An older record keeps the words of the rulebook it was made under. Where a field may also hold
words of the officer's own, those are no code and stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.compose_findings import EVIDENCE_WORDS
from sif_desktop.domain.ladders import LadderStep, Power
from sif_desktop.domain.meeting_types import MeetingType
from sif_desktop.domain.monitoring import ACCURACY
from sif_desktop.domain.plan_templates import KINDS as PLAN_KINDS
from sif_desktop.models.base import metadata
from sif_desktop.services.category_words import STANDS, options
from sif_desktop.services.monitoring_lines import CHECKED

if TYPE_CHECKING:
    from sif_desktop.domain.categories import Scheme
    from sif_desktop.domain.forms import Item
    from sif_desktop.domain.plan_templates import PlanTemplate
    from sif_desktop.frameworks.pack import Pack

_PLACEHOLDER = re.compile(r"\{\w+\}")  # what is filled in for each document
Row = Mapping[Any, Any]
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Here:
    """The row whose field is said, the rulebook it was made under, and what owns it."""

    row: Row
    pack: Pack
    above: Row

    def item(self) -> Item | None:
        """The item of a checklist that the row is about; of any checklist where it names none."""
        forms = self.pack.forms
        named = forms.get(self.row.get("form") or "")
        every = (named,) if named and named.item(self.row["item"] or "") else forms.values()
        found = (form.item(self.row["item"] or "") for form in every)
        return next((item for item in found if item is not None), None)

    def scheme(self, row: Row) -> Scheme | None:
        return next((one for one in self.pack.schemes if one.id == row.get("scheme")), None)

    def template(self) -> PlanTemplate | None:
        named = self.row.get("template") or self.above.get("template")
        return next((one for one in self.pack.plans if one.id == named), None)

    def meeting_type(self) -> MeetingType | None:
        named = self.row.get("kind") if "series_uid" in self.row else self.above.get("kind")
        return next((one for one in self.pack.meetings if one.code == named), None)

    def series_type(self) -> MeetingType | None:
        return next((one for one in self.pack.meetings if one.code == self.row["kind"]), None)


Lookup = Callable[[Here], Labels]


def _by_code(things: Any, name: str = "label") -> dict[str, str]:
    """{code: words} of whatever the rulebook lists; `name` is where each keeps its words."""
    return {getattr(one, "code", None) or one.id: getattr(one, name) for one in things}


def _items(here: Here) -> Labels:
    found = here.item()
    tasks = {one.id: one.task for one in here.pack.responses}
    return tasks | ({found.id: found.label} if found else {})


def _forms(here: Here) -> Labels:
    return _by_code(here.pack.forms.values(), "title")


def _categories(here: Here) -> Labels:
    return {code: here.pack.category_label(code) for code in _by_code(here.pack.categories)}


def _roles(here: Here) -> Labels:
    return _by_code(here.pack.roles)


def _schemes(here: Here) -> Labels:
    return {**_by_code(here.pack.schemes, "title"), "triggers": "What calls for attention"}


def _criteria(here: Here) -> Labels:
    scheme = here.scheme(here.row)
    of_scheme = _by_code(scheme.criteria, "text") if scheme else {}
    return of_scheme or _by_code(here.pack.triggers, "text")


def _findings(here: Here) -> Labels:
    scheme = here.scheme(here.row)
    criteria = {one.id: one for one in scheme.criteria} if scheme else {}
    asked = criteria.get(here.row["criterion"] or "")
    graded = dict(options(here.pack, asked)) if asked else {}
    met = {code: STANDS[code].capitalize() for code in ("met", "not_met")}
    return {**(graded or met), "not_judged": "Not judged"}


def _capacity(here: Here) -> Labels:
    scheme = here.scheme(here.row)
    kept = here.pack.scales.get(scheme.capacity.scale) if scheme and scheme.capacity else None
    return {step.value: step.label for step in kept.steps} if kept else {}


def _stages(here: Here) -> Labels:
    scheme = here.scheme(here.above)
    return _by_code(scheme.stages, "title") if scheme else {}


def _steps(here: Here) -> Labels:
    steps: list[LadderStep | Power] = [s for one in here.pack.ladders for s in one.steps]
    return _by_code([*steps, *here.pack.powers], "title")


def _reasons(here: Here) -> Labels:
    found = here.series_type()
    return _by_code([*found.start, *found.end]) if found else {}


def _seats(here: Here) -> Labels:
    found = here.meeting_type()
    return {**_roles(here), **({one.role: one.label for one in found.seats} if found else {})}


def _standing(here: Here) -> Labels:
    found = here.meeting_type()
    return _by_code(found.agenda, "title") if found else {}


def _plan_texts(here: Here) -> Labels:
    found = here.template()
    return {**_roles(here), **(_by_code(found.texts) if found else {})}


def _areas(here: Here) -> Labels:
    found = here.template()
    return found.areas if found else {}


def _plan_words(here: Here) -> Labels:
    found = here.template()
    if found is None:
        return {}
    return _by_code(
        [*found.approvals, *found.contributors, *found.stages, *found.sign_offs]
    ) | {"closes": "Finished"}  # fmt: skip


def _inspections(here: Here) -> Labels:
    return _by_code(here.pack.inspection_kinds)


def _outcomes(here: Here) -> Labels:
    return here.pack.outcomes


def _facts(here: Here) -> Labels:
    known = {"category": "Category", "status": "Status", "kind": "Kind of provider"}
    return known | _by_code(here.pack.facts)


def _held(here: Here) -> Labels:
    """The values of the dated fact that a status keeps."""
    what = here.row["what"] or ""
    own = next((one.values for one in here.pack.facts if one.code == what), {})
    known: dict[str, Callable[[Here], Labels]] = {"category": _categories, "kind": _kinds}
    return own or (known[what](here) if what in known else {})


def _kinds(here: Here) -> Labels:
    return _by_code(here.pack.provider_kinds)


def _papers(_here: Here) -> Labels:
    from sif_desktop.reports.catalogue import KINDS

    return {one.id: one.title for one in KINDS.values()}


def _layouts(here: Here) -> Labels:
    pack = here.pack
    every = (*pack.layouts, *pack.letters, *pack.meeting_papers, *pack.reports)
    return {paper.id: _PLACEHOLDER.sub("…", paper.title) for paper in every}


def _bodies(here: Here) -> Labels:
    return _by_code(here.pack.bodies, "title")


def _recommended(here: Here) -> Labels:
    return {code: words for body in here.pack.bodies for code, words in body.recommends.items()}


def _constituencies(here: Here) -> Labels:
    body = next((one for one in here.pack.bodies if one.code == here.above.get("code")), None)
    return body.constituencies if body else {}


def _checked(here: Here) -> Labels:
    return {"statutory": CHECKED, "self_evaluation": ACCURACY}.get(here.row["kind"], {})


def _tables(_here: Here) -> Labels:
    return {name: str(table.info.get("title", "")) for name, table in metadata.tables.items()}


def _meetings(here: Here) -> Labels:
    return _by_code(here.pack.meetings, "title")


def _key_tasks(here: Here) -> Labels:
    return here.pack.monitoring.task_labels


def _sentences(here: Here) -> Labels:
    lines = json.loads(here.above.get("lines") or "[]")
    return {line["sentence"]: line["text"] for line in lines}


CODES: Mapping[str, Lookup] = {
    "answer.evidence_kinds": lambda _here: {
        kind.value: words.capitalize() for kind, words in EVIDENCE_WORDS.items()
    },
    "answer.form": _forms,
    "answer.item": _items,
    "aspect_mark.aspect": lambda here: _by_code(here.pack.monitoring.aspects),
    "aspect_mark.tbl": _tables,
    "attachment.item": _items,
    "body.code": _bodies,
    "body_member.constituency": _constituencies,
    "body_member.role": _roles,
    "case_exit.criterion": lambda here: _by_code(here.pack.case_rules.exit, "text"),
    "case_file.ladder": lambda here: _by_code(here.pack.ladders, "title"),
    "concern.source": lambda here: here.pack.concerns.sources,
    "concern.stage": lambda here: _by_code(here.pack.concerns.stages),
    "disposal.tbl": _tables,
    "document.kind": _papers,
    "document.layout": _layouts,
    "event.kind": lambda here: here.pack.event_kinds(),
    "finding.criterion": _criteria,
    "finding.scheme": _schemes,
    "finding.value": _findings,
    "indicator_value.code": lambda here: here.pack.indicators,
    "inspection.kind": _inspections,
    "inspection.outcomes": _outcomes,
    "jotting.form": _forms,
    "jotting.item": _items,
    "judgement.capacity": _capacity,
    "judgement.category": _categories,
    "judgement.proposed": _categories,
    "judgement.scheme": _schemes,
    "judgement.school_view": _categories,
    "judgement_stage.code": _stages,
    "meeting.kind": _meetings,
    "meeting_item.standing": _standing,
    "meeting_person.role": _seats,
    "meeting_series.end_reasons": _reasons,
    "meeting_series.kind": _meetings,
    "meeting_series.start_reasons": _reasons,
    "monitoring_entry.about": lambda here: _by_code(here.pack.monitoring.checks),
    "monitoring_entry.value": _checked,
    "plan.template": lambda here: {**PLAN_KINDS, **_by_code(here.pack.plans, "title")},
    "plan_priority.area": _areas,
    "plan_step.code": _plan_words,
    "plan_text.code": _plan_texts,
    "prediction.outcomes": _outcomes,
    "present_risk.item": _items,
    "provider.category": _categories,
    "provider.kind": _kinds,
    "provider_status.value": _held,
    "provider_status.what": _facts,
    "recipient.role": _roles,
    "recommendation.kind": _recommended,
    "risk_assessment.level": lambda here: _by_code(here.pack.monitoring.risk_levels),
    "role.role": _roles,
    "slip_answer.sentence": _sentences,
    "step.code": _steps,
    "support.charge": lambda here: _by_code(here.pack.charges),
    "support.entitlement": lambda here: _by_code(here.pack.entitlements, "title"),
    "support.item": lambda here: _by_code(here.pack.catalogue),
    "support.key_task": _key_tasks,
    "task.form": _forms,  # or the inspection it answers
    "task.item": _items,
    "visit.key_task": _key_tasks,
    "visit.visit_type": lambda here: _by_code(here.pack.visit_types, "title"),
    "visit_person.role": _roles,
}
