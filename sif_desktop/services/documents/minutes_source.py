"""What the minutes and the agenda of a meeting are made from.

Who came is named in them, as nowhere else; what only the officer may see stops in `meeting_facts`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from sif_desktop.domain.agenda_paper import compose_agenda
from sif_desktop.domain.copies import FILE, ON_FILE, SCHOOL, copy_label
from sif_desktop.domain.draft_checks import Around, Conflict
from sif_desktop.domain.findings import Finding, Place, short
from sif_desktop.domain.minutes import compose_minutes
from sif_desktop.domain.minutes_checks import ITEMS, PEOPLE, WHEN, check_agenda, check_minutes
from sif_desktop.domain.minutes_facts import MeetingFacts
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_facts import ActionFact
from sif_desktop.domain.signing import Signing
from sif_desktop.frameworks.pack import Pack
from sif_desktop.frameworks.papers import MeetingPaper
from sif_desktop.models.tables.meetings import meeting, meeting_item, meeting_line, meeting_person
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.undecided import undecided
from sif_desktop.services.documents.around import authority_around, school_around
from sif_desktop.services.documents.due import PACK, PACK_VERSION
from sif_desktop.services.documents.meeting_facts import facts_of
from sif_desktop.services.documents.people import people_at, receivers
from sif_desktop.services.documents.source import (
    EvidenceLine,
    FormField,
    RecipientChoice,
    Withheld,
)
from sif_desktop.services.meeting_page import read_page
from sif_desktop.services.meeting_rows import MeetingPage
from sif_desktop.services.minutes_issued import MEETING, MINUTES
from sif_desktop.services.visit_facts import facts_today, school_row

if TYPE_CHECKING:
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.services.context import Context

AGENDA = "agenda"  # kind of document, beside MINUTES
_COMPOSE = {MINUTES: compose_minutes, AGENDA: compose_agenda}
_CHECK = {MINUTES: check_minutes, AGENDA: check_agenda}
MEMBERS_COPY = "Members’ copy"
_FILE = RecipientChoice("file", "File", FILE, ON_FILE, rule="the app’s own")


@dataclass(frozen=True, slots=True)
class MinutesSource:
    """A meeting as the draft of its minutes or agenda sees it; `layout.kind` says which."""

    pack: Pack
    layout: MeetingPaper
    page: MeetingPage
    facts: MeetingFacts
    around: Around
    author: str
    recipients: tuple[RecipientChoice, ...]

    @property
    def provider(self) -> str:
        """The school, or the body whose meeting it is."""
        return self.facts.about

    @property
    def day(self) -> str:
        return self.facts.day

    @property
    def organisation(self) -> str:
        return self.facts.authority

    @property
    def withheld(self) -> Withheld:
        return Withheld(restricted=len(self.facts.restricted))

    @property
    def actions(self) -> tuple[ActionFact, ...]:
        if self.layout.kind == AGENDA:
            return ()
        return tuple(
            ActionFact(one.uid, one.what, one.party, one.owner, one.due, one.measure, one.state)
            for one in self.facts.actions
        )

    @property
    def signing(self) -> Signing:
        return Signing()

    @property
    def form(self) -> tuple[FormField, ...]:
        return ()

    @property
    def standing(self) -> tuple[str, ...]:
        """The rulebook's own words of such a meeting, which stand in the minutes of any school."""
        items = (words for one in self.page.type.agenda for words in (one.title, one.prompt))
        return (*self.page.type.terms, *filter(None, items))

    @property
    def fixed_by_signing(self) -> Mapping[str, str]:
        return {}

    def values(self) -> dict[str, str]:
        return {
            "provider": self.provider,
            "type": self.facts.type,
            "date": self.day,
            "officer": self.author,
            "authority": self.organisation,
        }

    def compose(self) -> NoteDraft:
        return _COMPOSE[self.layout.kind](self.facts)

    def check(self, draft: NoteDraft) -> tuple[Finding, ...]:
        return _CHECK[self.layout.kind](draft, self.facts, self.around)

    def evidence(self) -> dict[str, tuple[EvidenceLine, ...]]:
        """Below a sentence stands what was noted at the meeting, with the item it was noted at."""
        return {one.uid: (one,) for one in _evidence(self.facts)}

    def addressed(self, recipients: Sequence[RecipientChoice]) -> MinutesSource:
        facts = replace(self.facts, recipients=_listed(recipients))
        return replace(self, facts=facts, recipients=tuple(recipients))

    def printed(self, facts: DraftFacts) -> DraftFacts:
        """A body has members and no school: its copy is called theirs."""
        if self.page.row.provider_uid:
            return facts
        return replace(facts, version=facts.version.replace(copy_label(SCHOOL), MEMBERS_COPY))


def read(connection: Connection, context: Context, row: Mapping[str, Any]) -> MinutesSource:
    """The source of stored minutes or of a stored agenda."""
    given = json.loads(row["fields"] or "{}")
    pack = context.registry.get(given.get(PACK, ""), given.get(PACK_VERSION))
    return gather(connection, context, pack, given.get(MEETING, ""), row["kind"])


def gather(
    connection: Connection, context: Context, pack: Pack, meeting_uid: str, kind: str
) -> MinutesSource:
    """Everything the minutes or the agenda (`kind`) need, in a fixed number of statements.

    Raises Problem if the meeting is gone.
    """
    page = read_page(connection, context, meeting_uid, restricted=False)
    paper = pack.meeting_paper(page.row.kind, kind)
    me, authority = context.me(), context.authority()
    organisation = pack.document_name or authority.name
    recipients = _recipients(connection, context, pack, paper, page)
    facts = facts_of(connection, pack, page, organisation, _listed(recipients))
    around = _around(connection, pack, page, facts)
    return MinutesSource(pack, paper, page, facts, around, me.name, recipients)


# --- who receives it ------------------------------------------------------------------------------


def _recipients(
    connection: Connection, context: Context, pack: Pack, paper: MeetingPaper, page: MeetingPage
) -> tuple[RecipientChoice, ...]:
    """By the rulebook; whoever was asked to the meeting holds their role there, and receives it
    too where the rulebook gives it to members."""
    uid = page.row.provider_uid
    conditions: Mapping[str, str] = {}
    people: Sequence[Any] = ()
    if uid:
        conditions = facts_today(connection, pack, school_row(connection, uid), context.today())
        people = people_at(connection, uid)
    asked = {
        role: one
        for one in reversed(page.people)
        if one.name
        for role in (one.role.casefold(), one.role_label.casefold())
        if role
    }
    chosen = []
    for who in receivers(pack, paper, conditions, people):
        known = asked.get(who.role.casefold()) or asked.get(who.label.casefold())
        here = known if not who.name else None
        named = replace(who, name=here.name, email=who.email or here.email) if here else who
        chosen.append(named)
    chosen += list(_members(page, chosen)) if paper.to_members else []
    return tuple(chosen) or (_FILE,)  # a paper that nobody is sent is kept all the same


def _members(page: MeetingPage, chosen: Sequence[RecipientChoice]) -> Iterator[RecipientChoice]:
    """Those asked who can be written to and receive it by no other rule, each once."""
    known = {name.casefold() for who in chosen for name in (who.name, who.email) if name}
    for one in page.people:
        if not one.email or {one.name.casefold(), one.email.casefold()} & known:
            continue
        known |= {name.casefold() for name in (one.name, one.email) if name}
        copy = FILE if one.side == "authority" else SCHOOL
        label = one.name or one.role_label
        yield RecipientChoice(
            "", label, copy, "email", one.name, one.email, "belongs to the meeting"
        )


def _listed(recipients: Sequence[RecipientChoice]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((who.label, who.copy) for who in recipients))


# --- what the checks know -------------------------------------------------------------------------


def _around(connection: Connection, pack: Pack, page: MeetingPage, facts: MeetingFacts) -> Around:
    uid = page.row.provider_uid
    if uid:
        names = [person.name for person in people_at(connection, uid)]
        titles = (facts.type, *(item.title for item in facts.items))
        around = school_around(connection, uid, pack, names, titles)
    else:
        around = authority_around(pack)
    return replace(around, conflicts=(*around.conflicts, *_conflicts(connection, facts)))


def _conflicts(connection: Connection, facts: MeetingFacts) -> Iterator[Conflict]:
    """What of the meeting stands in two versions."""
    mine = meeting.c.uid == facts.uid
    for row, label in undecided(connection, meeting, mine):
        yield Conflict(row, f"Meeting: {label.lower()}", Place(meeting=WHEN))
    for table, what, at in (
        (meeting_person, "Person", PEOPLE),
        (meeting_item, "Item", ITEMS),
        (meeting_line, "Line", ITEMS),
    ):
        for row, label in undecided(connection, table, table.c.meeting_uid == facts.uid):
            if row not in facts.restricted:
                yield Conflict(row, f"{what}: {label.lower()}", Place(meeting=at))
    names = {one.uid: one.what for one in facts.actions}
    for row, label in undecided(connection, task, task.c.meeting_uid == facts.uid):
        if row in names:
            place = Place("agreed_actions", row=f"task:{row}")
            yield Conflict(row, f"{short(names[row], 40)}: {label.lower()}", place)


def _evidence(facts: MeetingFacts) -> Iterator[EvidenceLine]:
    titles = {item.uid: item.called for item in facts.items}
    for line in facts.lines:
        title = titles.get(line.item, "Noted at the meeting")
        yield EvidenceLine("meeting_line", title, line.text, line.item, line.uid)
    for one in (*facts.actions, *facts.earlier):
        title = titles.get(one.item, "Action agreed")
        yield EvidenceLine("task", title, one.what, one.item, one.uid)
    for plan in facts.plans:
        for row in plan.rows:
            if row.review:
                words = row.progress or row.evidence or row.text
                yield EvidenceLine("meeting_review", plan.title, words, "", row.review)
