"""What a letter is made from: the rulebook's text, the school as it is now, what was filled in.

Here names are wanted: whom a letter is for stands in its address. Nothing of a visit but its day
and type is read, so no jotting and no restricted record can reach a letter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain import letter_checks
from sif_desktop.domain.compose import in_sentence
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.copies import SCHOOL, copy_label
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Finding
from sif_desktop.domain.letter import (
    FRAME,
    Addressee,
    FieldKind,
    LetterFacts,
    LetterField,
    compose_letter,
    default_value,
    frame_of,
    standing_words,
)
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_facts import ActionFact
from sif_desktop.domain.signing import Signing
from sif_desktop.domain.terms import TermCalendar, academic_year, term_of, year_label
from sif_desktop.frameworks.pack import Pack
from sif_desktop.frameworks.papers import Letter, LetterTo
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.providers import provider_status
from sif_desktop.models.tables.visits import BEEN_THERE, visit
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.documents.around import school_around
from sif_desktop.services.documents.due import PACK, PACK_VERSION
from sif_desktop.services.documents.people import holder, people_at, receivers
from sif_desktop.services.documents.signing import signing_of
from sif_desktop.services.documents.source import (
    EvidenceLine,
    FormField,
    RecipientChoice,
    Withheld,
)
from sif_desktop.services.visit_facts import facts_today, school_row

if TYPE_CHECKING:
    from sif_desktop.reports.builders.draft_facts import DraftFacts
from sif_desktop.services.context import Context

TO = "_to"  # whom it goes to (`LetterTo.code`), kept with what was filled in
ABOUT = "_about"  # uid of the record it tells of, such as a decision on a category
OFFICER, HEADS, CHAIRS = "attached_officer", ("headteacher", "manager"), ("chair", "proprietor")


@dataclass(frozen=True, slots=True)
class LetterSource:
    """A letter as its draft sees it. `school` are the school's fields."""

    pack: Pack
    layout: Letter
    to: LetterTo
    facts: LetterFacts
    school: Mapping[str, str]
    author: str
    organisation: str
    around: Around
    recipients: tuple[RecipientChoice, ...]
    signing: Signing

    @property
    def provider(self) -> str:
        return self.school["name"]

    @property
    def day(self) -> str:
        return frame_of(self.facts)["_date"]

    @property
    def withheld(self) -> Withheld:
        return Withheld()

    @property
    def actions(self) -> tuple[ActionFact, ...]:
        return ()

    @property
    def form(self) -> tuple[FormField, ...]:
        own = (self._field(wanted) for wanted in self.layout.text.fields)
        by_rule = frame_of(replace(self.facts, filled=_without_frame(self.facts.filled)))
        frame = (self._field(wanted, by_rule[wanted.code]) for wanted in FRAME)
        return (*own, *frame)

    @property
    def standing(self) -> tuple[str, ...]:
        return standing_words(self.facts)

    @property
    def fixed_by_signing(self) -> Mapping[str, str]:
        dates = (f for f in self.layout.text.fields if f.kind is FieldKind.DATE and f.default)
        return {wanted.code: self.facts.stored(wanted) for wanted in dates}

    def _field(self, wanted: LetterField, by_rule: str | None = None) -> FormField:
        default = by_rule
        if default is None:
            default = default_value(wanted, self.facts.values, self.facts.day)
        return FormField(
            wanted.code,
            wanted.label,
            wanted.kind,
            wanted.prompt,
            wanted.required,
            tuple((choice.value, choice.label) for choice in wanted.choices),
            self.facts.filled.get(wanted.code, ""),
            wanted.in_words(default),
            frame=by_rule is not None,
        )

    def values(self) -> dict[str, str]:
        spoken = self.facts.addressee.spoken
        return {**self.facts.values, "addressee": spoken, "date": self.day}

    def compose(self) -> NoteDraft:
        return compose_letter(self.facts)

    def check(self, draft: NoteDraft) -> tuple[Finding, ...]:
        later = any(signer.role == self.layout.signatory for signer in self.signing.signers)
        return letter_checks.check(draft, self.facts, self.around, named_later=later)

    def evidence(self) -> dict[str, tuple[EvidenceLine, ...]]:
        """What a sentence says that was filled in or is known, and the rulebook's paragraph."""
        labels = {wanted.code: wanted.label for wanted in self.layout.text.fields}
        found: dict[str, tuple[EvidenceLine, ...]] = {
            code: (EvidenceLine("field", labels.get(code, _readable(code)), text, code),)
            for code, text in self.facts.words().items()
            if text
        }
        for number, part in enumerate(self.layout.text.parts):
            if part.source:
                name = f"part{number}"
                found[name] = (EvidenceLine("rulebook", "Rulebook", part.source, name),)
        return found

    def addressed(self, recipients: Sequence[RecipientChoice]) -> LetterSource:
        facts = replace(self.facts, copies=_copies(recipients, self.to))
        return replace(self, recipients=tuple(recipients), facts=facts)

    def printed(self, facts: DraftFacts) -> DraftFacts:
        """The letter itself bears no copy's name; those for governors and the file do."""
        return replace(facts, version=facts.version.removeprefix(f"{copy_label(SCHOOL)} · "))


def read(connection: Connection, context: Context, row: Mapping[str, Any]) -> LetterSource:
    """The source of a stored letter. Raises Problem if its rulebook does not have it (any more)."""
    filled: dict[str, str] = json.loads(row["fields"] or "{}")
    pack = context.registry.get(filled.get(PACK, ""), filled.get(PACK_VERSION))
    letter = pack.letter(row["layout"])
    return gather(connection, context, pack, letter, row, filled)


def gather(
    connection: Connection,
    context: Context,
    pack: Pack,
    letter: Letter,
    row: Mapping[str, Any],
    filled: Mapping[str, str],
) -> LetterSource:
    """Everything a letter needs, in a fixed number of statements.

    `row` holds provider_uid and sign_offs. Raises Problem if it can go to nobody.
    """
    uid = row["provider_uid"]
    school = school_row(connection, uid)
    conditions = facts_today(connection, pack, school, context.today())
    to = _to(letter, filled.get(TO, ""))
    people = people_at(connection, uid)
    authority, me = context.authority(), context.me()
    organisation = pack.document_name or authority.name
    recipients = receivers(pack, letter, conditions, people, to)
    signing = signing_of(row, letter, conditions)
    today = context.today().isoformat()
    known = {
        "officer": me.name,
        "officer_title": me.job_title,
        "officer_email": me.email,
        "officer_telephone": me.telephone,
        "authority": organisation,
        "service": authority.service or pack.service,
    }
    facts = LetterFacts(
        text=letter.text,
        addressee=_addressee(pack, to, school, people, filled, known),
        day=filled.get("_date") or today,
        signatory=pack.role_label(letter.signatory),
        signed_by=_signed_by(letter, signing, me.name),
        values={
            **known,
            **_of_school(pack, school, people),
            **_of_record(connection, pack, uid),
            **_of_day(filled.get("_date") or today, calendar_of(connection, uid)),
        },
        filled={code: text for code, text in filled.items() if text.strip()},
        conditions=conditions,
        copies=_copies(recipients, to),
    )
    offices = (office.name for office in pack.offices)
    names = [person.name for person in people if person.name not in facts.addressee.names]
    return LetterSource(
        pack,
        letter,
        to,
        facts,
        school,
        me.name,
        organisation,
        school_around(connection, uid, pack, names, (*offices, *facts.addressee.lines)),
        recipients,
        signing,
    )


def _to(letter: Letter, code: str) -> LetterTo:
    found = next((to for to in letter.to if to.code == code), None)
    if found is None:
        raise Problem(
            f"The rulebook's letter “{letter.title}” is not for “{code}”.",
            "Begin the letter again and choose whom it is for.",
        )
    return found


def _copies(recipients: Sequence[RecipientChoice], to: LetterTo) -> tuple[str, ...]:
    """Who else receives it, as the letter itself says; the file is nobody's business."""
    first = to.roles or (to.code,)
    labels = (who.label for who in recipients if who.role not in first and who.copy != "file")
    return tuple(dict.fromkeys(labels))


def _signed_by(letter: Letter, signing: Signing, me: str) -> str:
    """The name of who signs the letter: whoever signed it off in that role, or the officer."""
    given = signing.signatures.get(letter.signatory)
    if given is not None:
        return given.name
    return me if letter.signatory == OFFICER else ""


def _without_frame(filled: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in filled.items() if not code.startswith("_")}


def _readable(code: str) -> str:
    return code.replace("_", " ").capitalize()


# --- whom it is for -------------------------------------------------------------------------------


def _addressee(
    pack: Pack,
    to: LetterTo,
    school: Mapping[str, str],
    people: Sequence[Any],
    filled: Mapping[str, str],
    known: Mapping[str, str],
) -> Addressee:
    typed = filled.get("_addressee", "").strip()
    if to.office:
        office = to.office
        lines = tuple(filter(None, (typed, office.name, *office.lines)))
        return Addressee(tuple(filter(None, (typed,))), office.name, lines, office.salutation, True)
    labels = [pack.role_label(role) for role in to.roles]
    found = [holder(people, *pair)[0] for pair in zip(to.roles, labels, strict=True)]
    if typed:
        found = [typed, *("" for _ in labels[1:])]
    top = [line for pair in zip(found, labels, strict=True) for line in pair if line]
    lines = (*top, *_address(to.at, school, known))
    return Addressee(tuple(filter(None, found)), to.label, lines)


def _address(at: str, school: Mapping[str, str], known: Mapping[str, str]) -> list[str]:
    """The lines below the people: of the school, or as far as known of trust or authority."""
    if at == "authority":
        return [line for line in (known["service"], known["authority"]) if line]
    if at == "trust":
        return [school["trust_name"]] if school["trust_name"] else []
    names = ("name", "street", "locality", "address3", "town", "county", "postcode")
    return [school[name] for name in names if school[name]]


# --- what placeholders stand for ------------------------------------------------------------------


def _of_school(pack: Pack, school: Mapping[str, str], people: Sequence[Any]) -> dict[str, str]:
    kind = pack.kind_label(school["kind"]) if school["kind"] else school["type"]
    return {
        "provider": school["name"],
        "urn": school["urn"],
        "kind": in_sentence(kind) if kind else "",
        "town": school["town"],
        "trust": school["trust_name"],
        "diocese": school["diocese"],
        "category": pack.category_label(school["category"]) if school["category"] else "",
        "head": _called(pack, people, HEADS),
        "chair": _called(pack, people, CHAIRS),
    }


def _called(pack: Pack, people: Sequence[Any], roles: Sequence[str]) -> str:
    """What the first of `roles` that somebody holds here is called, else the first of the pack."""
    known = {role.code: role.label for role in pack.roles if role.code in roles}
    held = next(
        (code for code in roles if code in known and holder(people, code, known[code])[0]), ""
    )
    label = known.get(held) or next((known[code] for code in roles if code in known), "")
    return in_sentence(label) if label else ""


def _of_record(connection: Connection, pack: Pack, uid: str) -> dict[str, str]:
    """The last visit, and the category as it was decided; two statements."""
    been = (visit.c.provider_uid == uid) & visit.c.state.in_(BEEN_THERE) & (visit.c.x_gone == 0)
    been &= unrestricted(visit)
    query = select(visit.c.visit_date, visit.c.visit_type).where(been)
    last = connection.execute(query.order_by(visit.c.visit_date.desc()).limit(1)).first()
    table = provider_status
    mine = (table.c.provider_uid == uid) & (table.c.what == "category") & (table.c.x_gone == 0)
    held = connection.execute(
        select(table.c.value, table.c.from_date, table.c.to_date)
        .where(mine)
        .order_by(table.c.from_date.desc())
    ).all()
    now = [row for row in held if not row.to_date]
    before = [row for row in held if row.to_date]
    return {
        "last_visit": long_date(last.visit_date) if last else "",
        "last_visit_type": in_sentence(_type(pack, last.visit_type)) if last else "",
        "category_since": long_date(now[0].from_date) if now else "",
        "previous_category": pack.category_label(before[0].value) if before else "",
    }


def _type(pack: Pack, code: str) -> str:
    known = next((kind.title for kind in pack.visit_types if kind.code == code), "")
    return known or _readable(code)


def _of_day(iso: str, calendar: TermCalendar) -> dict[str, str]:
    day = date.fromisoformat(iso)
    term = term_of(day, calendar)
    return {
        "date": long_date(iso),
        "school_year": year_label(academic_year(day)),
        "term": f"{term.name.value} term" if term else "",
    }
