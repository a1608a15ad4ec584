"""What a document is made from: one source for each kind, all read in the same way.

A source is read anew from the caseload whenever a draft is opened. The service, the checks and the
screen know documents only through it, so that a kind adds a source and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.letter import LETTER_KINDS
from sif_desktop.domain.note import NoteDraft, Ref

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.domain.draft_checks import Around
    from sif_desktop.domain.findings import Finding
    from sif_desktop.domain.note_facts import ActionFact
    from sif_desktop.domain.signing import Signing
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.papers import Paper
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.services.context import Context

NOTE_OF_VISIT = "note_of_visit"
OF_MEETINGS = ("minutes", "agenda")


@dataclass(frozen=True, slots=True)
class RecipientChoice:
    """One line of the distribution list; `name` and `email` are of whoever holds the role now.

    `role` is empty for somebody the rulebook does not name, but an earlier version went to.
    """

    role: str  # the rulebook's code
    label: str
    copy: str  # school, governors, file
    route: str = ""
    name: str = ""
    email: str = ""
    rule: str = ""  # a paragraph of the rulebook, or that the rule is the app's own
    had: int = 0  # the newest earlier version they received


@dataclass(frozen=True, slots=True)
class Withheld:
    """How much of the record stays out of every copy, by kind."""

    jottings_unfiled: int = 0
    jottings_filed: int = 0
    names: int = 0
    restricted: int = 0
    attachments: int = 0

    def without_kept(self, draft: NoteDraft) -> Withheld:
        """The same, less the jottings that were taken into the note as sentences."""
        kept = {s.id for _, _, s in draft.sentences() if s.id.startswith("jotting:")}
        kept -= {s.id for _, _, s in draft.sentences() if s.offered}
        return replace(self, jottings_filed=max(0, self.jottings_filed - len(kept)))


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One thing a sentence rests on."""

    kind: str  # jotting, answer, task, attachment
    title: str
    text: str
    item: str = ""
    uid: str = ""  # of the jotting, task or attachment

    @property
    def ref(self) -> Ref:
        """How a sentence names it."""
        return Ref(self.kind, self.uid, self.item)


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a letter or a report: what was filled in as it is stored, and what stands while it
    is empty, in words. `frame`: of what stands around the text."""

    code: str
    label: str
    kind: str  # text, long_text, date, choice, choices, number
    prompt: str
    required: bool
    choices: tuple[tuple[str, str], ...]  # value, words
    value: str
    default: str
    frame: bool = False


class Source(Protocol):
    """What one document is made from. `day` is the ISO date it is about."""

    @property
    def pack(self) -> Pack: ...
    @property
    def layout(self) -> Paper: ...
    @property
    def provider(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def recipients(self) -> tuple[RecipientChoice, ...]: ...
    @property
    def withheld(self) -> Withheld: ...
    @property
    def around(self) -> Around: ...
    @property
    def actions(self) -> tuple[ActionFact, ...]:
        """Agreed actions that are put right in place."""
        ...

    @property
    def signing(self) -> Signing:
        """Who signs it off before it is issued, and who has."""
        ...

    @property
    def form(self) -> tuple[FormField, ...]:
        """What the officer fills in, of a letter or a report."""
        ...

    @property
    def standing(self) -> Iterable[str]:
        """Words of the rulebook, which may stand in documents of any school."""
        ...

    @property
    def fixed_by_signing(self) -> Mapping[str, str]:
        """Fields of a letter that move with the day until somebody has signed it, as they are."""
        ...

    def values(self) -> dict[str, str]:
        """What fills the placeholders of titles, texts and file names, but for the version."""
        ...

    def compose(self) -> NoteDraft:
        """The draft as the record has it."""
        ...

    def check(self, draft: NoteDraft) -> tuple[Finding, ...]:
        """What is missing or unsafe in a draft, what must be put right first."""
        ...

    def evidence(self) -> Mapping[str, tuple[EvidenceLine, ...]]:
        """What stands below the sentences: by item id, and by uid of what they name."""
        ...

    def addressed(self, recipients: Sequence[RecipientChoice]) -> Source:
        """The same with the recipients the officer settled on."""
        ...

    def printed(self, facts: DraftFacts) -> Any:
        """The facts the kind's builder takes, from those every drafted document has."""
        ...


# Kind of document -> the module that reads its source; its `read` takes the document's row.
_SOURCES: Mapping[str, str] = {
    NOTE_OF_VISIT: "note_source",
    "disclosure_log": "disclosure_source",
    "report": "report_source",
    **dict.fromkeys(OF_MEETINGS, "minutes_source"),
    **dict.fromkeys(LETTER_KINDS, "letter_source"),
}


def read_source(connection: Connection, context: Context, row: Mapping[str, Any]) -> Source:
    """The source of a stored document. Raises Problem if what it is about is gone."""
    name = _SOURCES.get(row["kind"])
    if name is None:
        raise Problem(
            f"This version of the program does not know the kind of document “{row['kind']}”.",
            "Install the version it was written with.",
        )
    read: Callable[..., Source] = import_module(f"{__package__}.{name}").read
    return read(connection, context, row)
