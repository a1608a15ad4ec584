"""What a report upward is made from: the rulebook's parts, filled from the record as it is now.

Nothing restricted is read: each part's gatherer leaves such records out, so none can reach a
report. What was filled in is kept with the document; the record is asked anew whenever it opens.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from sif_desktop.domain import upward_report
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.copies import SCHOOL, copy_label
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.letter import FieldKind
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.signing import Signing
from sif_desktop.domain.upward_report import ANSWERS, ReportFacts, compose_report, period_words
from sif_desktop.services.documents.around import authority_around, school_around
from sif_desktop.services.documents.due import PACK, PACK_VERSION
from sif_desktop.services.documents.people import people_at, receivers
from sif_desktop.services.documents.signing import signing_of
from sif_desktop.services.documents.source import (
    EvidenceLine,
    FormField,
    RecipientChoice,
    Withheld,
)
from sif_desktop.services.report_parts import gather as gather_parts
from sif_desktop.services.report_parts.asked import Asked, schools_of
from sif_desktop.services.visit_facts import facts_today, school_row

if TYPE_CHECKING:
    from sif_desktop.domain.findings import Finding
    from sif_desktop.domain.note_facts import ActionFact
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.papers import Report
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.services.context import Context

KIND = "report"
# Kept with what was filled in: the days it tells of, how often it is made, the meeting it is for.
SINCE, UNTIL, PERIOD, MEETING = "_since", "_until", "_period", "_meeting"


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A report as its draft sees it; `provider` is the school or the authority."""

    pack: Pack
    layout: Report
    facts: ReportFacts
    asked: Asked
    named: Mapping[str, str]  # what placeholders stand for
    around: Around
    recipients: tuple[RecipientChoice, ...]
    signing: Signing
    withheld: Withheld = field(default_factory=Withheld)
    actions: tuple[ActionFact, ...] = ()
    fixed_by_signing: Mapping[str, str] = field(default_factory=dict)

    @property
    def provider(self) -> str:
        return self.named["provider"]

    @property
    def author(self) -> str:
        return self.named["officer"]

    @property
    def organisation(self) -> str:
        return self.named["authority"]

    @property
    def day(self) -> str:
        return self.asked.until

    @property
    def form(self) -> tuple[FormField, ...]:
        """The parts that are the officer's own words or answers, and what a part asks besides."""
        found = []
        for one in self.facts.parts:
            part = one.part
            if part.kind in ("text", "question"):
                asked = part.kind == "question"
                kind = FieldKind.CHOICE if asked else FieldKind.LONG_TEXT
                choices = tuple(ANSWERS.items()) if asked else ()
                must = asked or part.required
                found.append(_field(part.id, part.heading, kind, part.prompt, must, choices))
            found += [
                _field(wanted.code, wanted.label, FieldKind.LONG_TEXT, wanted.prompt, part.required)
                for wanted in one.wanted
            ]
        filled = self.facts.filled or {}
        return tuple(replace(one, value=filled.get(one.code, "")) for one in found)

    @property
    def standing(self) -> tuple[str, ...]:
        """The record of this school may stand in other documents about it, and so here."""
        return tuple(part.part.heading for part in self.facts.parts)

    def values(self) -> dict[str, str]:
        return {**self.named, "date": self.day}

    def compose(self) -> NoteDraft:
        return compose_report(self.facts)

    def check(self, draft: NoteDraft) -> tuple[Finding, ...]:
        ours = (*self.named.values(), *self.asked.schools.values())
        return upward_report.check(draft, self.facts, self.around, ours)

    def evidence(self) -> Mapping[str, tuple[EvidenceLine, ...]]:
        """What a sentence says that was filled in, and the paragraph each part rests on."""
        filled = self.facts.filled or {}
        return {
            one.code: (EvidenceLine("field", one.label, filled[one.code], one.code),)
            for one in self.form
            if filled.get(one.code)
        }

    def addressed(self, recipients: Sequence[RecipientChoice]) -> ReportSource:
        facts = replace(self.facts, receivers=_named_receivers(recipients))
        return replace(self, recipients=tuple(recipients), facts=facts)

    def printed(self, facts: DraftFacts) -> DraftFacts:
        """What a board or a Member reads bears no copy's name; that for the file does."""
        return replace(facts, version=facts.version.removeprefix(f"{copy_label(SCHOOL)} · "))


def read(connection: Connection, context: Context, row: Mapping[str, Any]) -> ReportSource:
    """The source of a stored report. Raises Problem if its rulebook does not have it (any more)."""
    filled: dict[str, str] = json.loads(row["fields"] or "{}")
    pack = context.registry.get(filled.get(PACK, ""), filled.get(PACK_VERSION))
    return gather(connection, context, pack, pack.report(row["layout"]), row, filled)


def gather(
    connection: Connection,
    context: Context,
    pack: Pack,
    report: Report,
    row: Mapping[str, Any],
    filled: Mapping[str, str],
) -> ReportSource:
    """Everything a report needs; as many statements for one school as for a hundred.

    `row` holds provider_uid ("" for the authority's) and sign_offs.
    """
    uid = row["provider_uid"] or ""
    today, authority, me = context.today(), context.authority(), context.me()
    organisation = pack.document_name or authority.name
    school = school_row(connection, uid) if uid else {"name": organisation, "urn": ""}
    conditions = facts_today(connection, pack, school, today) if uid else {}
    people = people_at(connection, uid) if uid else []
    recipients = receivers(pack, report, conditions, people)
    asked = Asked(
        connection=connection,
        pack=pack,
        report=report,
        provider_uid=uid,
        schools=schools_of(connection, uid, school["name"], today),
        since=filled.get(SINCE, ""),
        until=filled.get(UNTIL, "") or today.isoformat(),
        today=today,
        meeting=filled.get(MEETING, ""),
        filled=filled,
    )
    named = {
        "provider": school["name"],
        "urn": school["urn"],
        "officer": me.name,
        "authority": organisation,
        "service": authority.service or pack.service,
        "type": report.title,
        "body": pack.body(report.body).title if report.body else "",
        "period": period_words(asked.since, asked.until) if asked.since else "",
    }
    facts = ReportFacts(
        about=_about(asked, named, _authors(pack, report, recipients)),
        parts=gather_parts(asked),
        receivers=_named_receivers(recipients),
        filled={code: text for code, text in filled.items() if text.strip()},
    )
    names = [person.name for person in people]
    around = school_around(connection, uid, pack, names) if uid else authority_around(pack)
    signing = signing_of(row, report, conditions)
    return ReportSource(pack, report, facts, asked, named, around, recipients, signing)


def _authors(pack: Pack, report: Report, recipients: Sequence[RecipientChoice]) -> str:
    """Who writes it jointly: those of the school as its kind has them, with their names."""
    names = {who.role: who.name for who in recipients}
    sides = {role.code: role.side for role in pack.roles}
    return "; ".join(
        f"{pack.role_label(code)} ({names[code]})" if names.get(code) else pack.role_label(code)
        for code in report.authors
        if code in names or sides.get(code) != "school"
    )


def _about(asked: Asked, named: Mapping[str, str], authors: str) -> tuple[tuple[str, str], ...]:
    about = "All schools" if asked.several else named["provider"]
    return (
        ("About", about),
        ("Period", named["period"]),
        ("Put before", named["body"]),
        ("Written jointly by", authors),
        ("Prepared by", named["officer"]),
        ("As of", long_date(asked.until)),
    )


def _named_receivers(recipients: Sequence[RecipientChoice]) -> tuple[tuple[str, str], ...]:
    pairs = ((who.label, who.name) for who in recipients if who.copy != "file")
    return tuple(dict.fromkeys(pairs))


def _field(
    code: str,
    label: str,
    kind: FieldKind,
    prompt: str,
    required: bool,
    choices: tuple[tuple[str, str], ...] = (),
) -> FormField:
    return FormField(code, label, kind, prompt, required, choices, "", "")
