"""What a note is made from, read from the caseload and stripped of what no note may hold.

This is the one door between the record and the documents: names of people, unfiled and parked
jottings and restricted records stop here, because the facts have no field for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from sif_desktop.domain import note_checks
from sif_desktop.domain.compose import compose
from sif_desktop.domain.draft_checks import Around, Conflict
from sif_desktop.domain.findings import Finding, Place, short
from sif_desktop.domain.forms import Form
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_facts import (
    ActionFact,
    FiledJotting,
    NoteFacts,
    ObjectiveFact,
    RecipientFact,
    SectionPlan,
)
from sif_desktop.domain.plan_status import STATUSES, status_of_priority
from sif_desktop.domain.signing import Signing
from sif_desktop.frameworks.pack import Pack, VisitType, fill
from sif_desktop.frameworks.papers import Layout
from sif_desktop.models.tables import visits
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import present_risk
from sif_desktop.models.undecided import undecided
from sif_desktop.services.documents.around import school_around
from sif_desktop.services.documents.evidence import evidence_of
from sif_desktop.services.documents.people import people_at, receivers
from sif_desktop.services.documents.signing import signing_of
from sif_desktop.services.documents.source import (
    NOTE_OF_VISIT,
    EvidenceLine,
    FormField,
    RecipientChoice,
    Withheld,
)
from sif_desktop.services.last_time import earlier_actions
from sif_desktop.services.plan_rows import running_plans
from sif_desktop.services.visit_facts import facts_of
from sif_desktop.services.visit_record import Person, VisitRecord, read_record

if TYPE_CHECKING:
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.services.context import Context

_SHARED = (  # fields of the visit that the note takes as they are
    *("provider", "urn", "visit_date", "start_time", "end_time", "focus", "areas_agreed"),
    *("summary", "strengths", "development", "support"),
    *("days_preparation", "days_on_site", "days_reporting"),
    *("feedback_text", "feedback_date"),
)


@dataclass(frozen=True, slots=True)
class NoteSource:
    """A visit as its note sees it, and what the checks need to know around it."""

    record: VisitRecord
    pack: Pack
    layout: Layout
    visit_type: VisitType
    facts: NoteFacts
    around: Around
    recipients: tuple[RecipientChoice, ...]
    withheld: Withheld
    signing: Signing

    @property
    def form(self) -> tuple[FormField, ...]:
        return ()

    @property
    def standing(self) -> Iterable[str]:
        return self.pack.statements.values()

    @property
    def fixed_by_signing(self) -> Mapping[str, str]:
        return {}

    @property
    def provider(self) -> str:
        return self.facts.provider

    @property
    def day(self) -> str:
        return self.facts.visit_date

    @property
    def author(self) -> str:
        return self.facts.officer

    @property
    def organisation(self) -> str:
        return self.facts.authority

    @property
    def actions(self) -> tuple[ActionFact, ...]:
        return self.facts.actions

    def values(self) -> dict[str, str]:
        return _text_values(self.pack, self.record, self.author, self.organisation)

    def compose(self) -> NoteDraft:
        return compose(self.facts, self.pack.statement)

    def check(self, draft: NoteDraft) -> tuple[Finding, ...]:
        return note_checks.check(draft, self.facts, self.around)

    def evidence(self) -> dict[str, tuple[EvidenceLine, ...]]:
        return evidence_of(self.record, self.facts.form)

    def addressed(self, recipients: Sequence[RecipientChoice]) -> NoteSource:
        to = dict.fromkeys(RecipientFact(who.label, who.copy) for who in recipients)
        return replace(self, facts=replace(self.facts, recipients=tuple(to)))

    def printed(self, facts: DraftFacts) -> DraftFacts:
        return facts


def read(connection: Connection, context: Context, row: Mapping[str, Any]) -> NoteSource:
    """The source of a stored note of visit."""
    return gather(connection, context, row["visit_uid"], row)


def gather(
    connection: Connection,
    context: Context,
    visit_uid: str,
    row: Mapping[str, Any] | None = None,
) -> NoteSource:
    """Everything the note of a visit needs, in a fixed number of statements; `row` is the
    document's, if there is one yet.

    Raises Problem if the visit is gone or its rulebook is not installed.
    """
    record = read_record(connection, visit_uid)
    visit = record.visit
    pack = context.registry.get(visit.pack, visit.pack_version)
    conditions = facts_of(connection, pack, visit, context.today())
    layout = pack.layout(NOTE_OF_VISIT, visit.visit_type)
    people = people_at(connection, visit.provider_uid)
    chosen = receivers(pack, layout, conditions, people)
    return NoteSource(
        record,
        pack,
        layout,
        pack.visit_type(visit.visit_type),
        _facts(connection, context, record, pack, layout, conditions, chosen),
        _around(connection, record, people, pack),
        chosen,
        _withheld(connection, record),
        signing_of(row or {}, layout, conditions),
    )


def _text_values(pack: Pack, record: VisitRecord, officer: str, authority: str) -> dict[str, str]:
    """What fills the placeholders of titles, texts and file names, but for the version."""
    visit = record.visit
    return {
        "provider": visit.provider,
        "urn": visit.urn,
        "date": visit.visit_date,
        "type": pack.visit_type(visit.visit_type).title,
        "officer": officer,
        "authority": authority,
    }


def _facts(
    connection: Connection,
    context: Context,
    record: VisitRecord,
    pack: Pack,
    layout: Layout,
    conditions: dict[str, str],
    recipients: Sequence[RecipientChoice],
) -> NoteFacts:
    visit = record.visit
    authority, officer = context.authority(), context.me()
    values = _text_values(pack, record, officer.name, pack.document_name or authority.name)
    form = pack.visit_form(visit.visit_type)
    return NoteFacts(
        visit_uid=visit.uid,
        visit_type=values["type"],
        officer=officer.name,
        officer_label=pack.term("officer"),
        provider_label=pack.term("provider"),
        authority=values["authority"],
        service=authority.service,
        sections=tuple(
            SectionPlan(section.kind, section.heading, fill(section.text, values), section.copies)
            for section in layout.shown(conditions)
        ),
        form=form,
        conditions=conditions,
        scales=pack.scales,
        answers={found.answer.item: found.answer for found in record.answers},
        answer_uids={found.answer.item: found.uid for found in record.answers},
        jottings=_filed(record),
        roles_met=_roles_met(pack, record.people),
        companions=tuple(companion.part for companion in record.companions),
        last_actions=tuple(
            ActionFact(
                uid=task.uid,
                what=task.what,
                party=task.party,
                owner=task.who,
                due=task.due,
                measure=task.measure,
                state=task.state,
                done_note=task.done_note,
            )
            for task in earlier_actions(connection, visit)
        ),
        objectives=_objectives(connection, context, visit.provider_uid, layout),
        actions=tuple(
            ActionFact(task.uid, task.what, task.party, task.who, task.due, task.measure)
            for task in record.tasks
            if task.state != "dropped"
        ),
        recipients=tuple(RecipientFact(who.label, who.copy) for who in recipients),
        feedback_to=_in_words(pack, visit.feedback_to),
        **{name: getattr(visit, name) for name in _SHARED},
    )


def _objectives(
    connection: Connection, context: Context, provider_uid: str, layout: Layout
) -> tuple[ObjectiveFact, ...]:
    """The priorities of the school's running plans, read where the note has a part for them; what
    stands in a restricted plan stops here."""
    if not any(section.kind == "plan_objectives" for section in layout.sections):
        return ()
    return tuple(
        ObjectiveFact(
            one.uid, one.title, plan.title,
            STATUSES[status_of_priority(plan, one.uid, context.today())].lower(),
        )
        for plan in running_plans(connection, provider_uid)
        for one in plan.priorities
        if one.title.strip()
    )  # fmt: skip


def _in_words(pack: Pack, people: str) -> str:
    """Role codes as their labels; whatever else was typed stays."""
    labels = {role.code: role.label for role in pack.roles}
    parts = (part.strip() for part in people.replace(";", ",").replace("\n", ",").split(","))
    return ", ".join(labels.get(part, part) for part in parts if part)


def _roles_met(pack: Pack, people: Sequence[Person]) -> tuple[str, ...]:
    """In the rulebook's order of roles: rows come in no order, and a note reads the same twice."""
    places = {role.code: place for place, role in enumerate(pack.roles)}
    met = {person.role for person in people if person.met != "no"}
    ordered = sorted(met, key=lambda code: (places.get(code, len(places)), code))
    return tuple(pack.role_label(code) for code in ordered)


def _filed(record: VisitRecord) -> tuple[FiledJotting, ...]:
    return tuple(
        FiledJotting(jotting.uid, jotting.item, jotting.text)
        for jotting in record.jottings
        if jotting.item and not jotting.parked
    )


def _around(
    connection: Connection, record: VisitRecord, people: Sequence[Any], pack: Pack
) -> Around:
    """Names and counts the checks look for; none of them reaches the note."""
    form = pack.visit_form(record.visit.visit_type)
    names = (person.name for person in (*people, *record.people))
    labels = (item.label for item in form.items())
    around = school_around(connection, record.visit.provider_uid, pack, names, labels)
    return replace(
        around,
        unfiled=tuple(j.uid for j in record.jottings if not j.item and not j.parked),
        conflicts=(*around.conflicts, *_conflicts(connection, record, form)),
    )


def _conflicts(connection: Connection, record: VisitRecord, form: Form) -> Iterator[Conflict]:
    """What below the note has two versions: the visit, its answers and its tasks."""
    uid = record.visit.uid
    for row, label in undecided(connection, visits.visit, visits.visit.c.uid == uid):
        yield Conflict(row, f"Visit: {label.lower()}", Place(capture=True))
    items = {one.uid: form.item(one.answer.item) for one in record.answers}
    for row, label in undecided(connection, visits.answer, visits.answer.c.visit_uid == uid):
        item = items.get(row)
        named = f"{item.label}: {label.lower()}" if item else label
        yield Conflict(row, named, Place(item=item.id if item else "", capture=True))
    names = {one.uid: one.what for one in record.tasks}
    for row, label in undecided(connection, task, task.c.visit_uid == uid):
        place = Place(section="agreed_actions", row=f"task:{row}")
        yield Conflict(row, f"{short(names.get(row, ''), 40)}: {label.lower()}", place)


def _withheld(connection: Connection, record: VisitRecord) -> Withheld:
    risks = select(func.count()).where(
        present_risk.c.visit_uid == record.visit.uid, present_risk.c.x_gone == 0
    )
    filed = sum(1 for jotting in record.jottings if jotting.item and not jotting.parked)
    return Withheld(
        len(record.jottings) - filed,
        filed,
        sum(1 for person in record.people if person.name.strip()),
        connection.execute(risks).scalar_one(),
        len(record.attachments),
    )
