"""What the log of a disclosure is made from: what was decided then, kept with the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from sif_desktop.domain import disclosure
from sif_desktop.domain.disclosure import DisclosureLog
from sif_desktop.domain.draft_checks import Around
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.signing import Signing
from sif_desktop.frameworks.pack import Pack
from sif_desktop.frameworks.papers import Layout
from sif_desktop.services.documents.source import (
    EvidenceLine,
    FormField,
    RecipientChoice,
    Withheld,
)

if TYPE_CHECKING:
    from sif_desktop.domain.findings import Finding
    from sif_desktop.domain.note_facts import ActionFact
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.services.context import Context

KIND = "disclosure_log"
# No rulebook words a log of this kind; how long it is kept is for the authority's own schedule.
LAYOUT = Layout(
    id="disclosure-log",
    kind=KIND,
    title="Disclosure log",
    sections=(),
    file_name="{date} Disclosure log {type} {provider}",
    app_default=True,
)


@dataclass(frozen=True, slots=True)
class DisclosureSource:
    log: DisclosureLog
    pack: Pack
    author: str
    organisation: str
    layout: Layout = LAYOUT
    withheld: Withheld = field(default_factory=Withheld)
    around: Around = field(default_factory=Around)
    actions: tuple[ActionFact, ...] = ()
    signing: Signing = field(default_factory=Signing)
    form: tuple[FormField, ...] = ()
    standing: tuple[str, ...] = ()
    fixed_by_signing: Mapping[str, str] = field(default_factory=dict)

    @property
    def provider(self) -> str:
        return self.log.about

    @property
    def recipients(self) -> tuple[RecipientChoice, ...]:
        return (RecipientChoice("applicant", "Whoever asked", "school"),)

    @property
    def day(self) -> str:
        return self.log.made_on

    def values(self) -> dict[str, str]:
        return {
            "provider": self.log.about,
            "date": self.day,
            "type": self.log.reference,
            "officer": self.author,
            "authority": self.organisation,
        }

    def compose(self) -> NoteDraft:
        return disclosure.compose(self.log)

    def check(self, draft: NoteDraft) -> tuple[Finding, ...]:
        return ()

    def evidence(self) -> Mapping[str, tuple[EvidenceLine, ...]]:
        return {}

    def addressed(self, recipients: Sequence[RecipientChoice]) -> DisclosureSource:
        return self

    def printed(self, facts: DraftFacts) -> DraftFacts:
        return facts


def read(connection: Connection, context: Context, row: Mapping[str, Any]) -> DisclosureSource:  # noqa: ARG001
    """The source of a stored disclosure log."""
    return of_log(context, disclosure.from_json(row["fields"]))


def of_log(context: Context, log: DisclosureLog) -> DisclosureSource:
    return DisclosureSource(log, context.pack(), context.me().name, context.authority().name)
