"""A bundle for somebody who has a right to ask: what is disclosed, and a log of what is not.

Every issued version of a period is listed, and the kinds of records that no bundle holds are
counted. For each the officer says what is given, or why it is withheld. The log is kept in the
caseload as an issued document: years later it must still say, byte for byte, what was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sif_desktop.domain import copies, disclosure, exemptions
from sif_desktop.domain.copies import REDACTED, SCHOOL
from sif_desktop.domain.disclosure import DisclosureLog, LogItem, LogKind, Outcome
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.domain.exemptions import Reason
from sif_desktop.domain.sentences import clean_line
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.disclosure_plan import DisclosurePlan, Found, KindFound, read_plan
from sif_desktop.services.documents import issue
from sif_desktop.services.documents.copies import SUFFIX, fetch_bytes
from sif_desktop.services.documents.disclosure_source import KIND, LAYOUT, of_log
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.issue import Frozen, Printed
from sif_desktop.services.documents.reader import DocumentReader, Loaded
from sif_desktop.services.documents.source import RecipientChoice
from sif_desktop.services.documents.views import ISSUED
from sif_desktop.services.files import staged

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one version; `reason` is needed where it is withheld."""

    outcome: Outcome
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class DisclosureChoice:
    """`documents` by version uid, `kinds` by code; `reference` is the request's own number."""

    documents: Mapping[str, Decision]
    kinds: Mapping[str, Reason]
    reference: str = ""
    formats: Sequence[str] = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The bundle as written; `document_uid` is its log in the caseload."""

    path: Path
    document_uid: str
    files: int
    changes: Changes = field(repr=False)


class DisclosureService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    def plan(self, provider_uid: str, since: date, until: date) -> DisclosurePlan:
        """What was issued between two days (both included), and what else is held.

        Raises Problem if the period ends before it begins.
        """
        if until < since:
            raise Problem("The period ends before it begins.", "Put the two days right.")
        with self._context.store.read() as connection:
            rows = self._reader.rows(connection, provider_uid, "")
            return read_plan(connection, rows, provider_uid, since, until)

    def file_name(self, plan: DisclosurePlan, reference: str) -> str:
        """What the bundle is called, with its ending."""
        values = {
            "date": self._context.today().isoformat(),
            "type": clean_line(reference),
            "provider": plan.about,
        }
        return issue.safe_name("{date} Disclosure {type} {provider}", values) + ".zip"

    def log(self, plan: DisclosurePlan, choice: DisclosureChoice) -> DisclosureLog:
        """What the log will say. Raises Problem while a decision or a reason is missing."""
        return DisclosureLog(
            about=plan.about,
            since=plan.since.isoformat(),
            until=plan.until.isoformat(),
            reference=clean_line(choice.reference),
            made_on=self._context.today().isoformat(),
            made_by=self._context.me().name,
            items=tuple(_item(found, choice) for found in plan.found),
            kinds=tuple(_kind(kind, choice) for kind in plan.kinds),
        )

    def document(self, plan: DisclosurePlan, choice: DisclosureChoice) -> Frozen:
        """The log in Word and PDF, to read before anything is made. Raises Problem as `log`."""
        return issue.freeze(self._printed(self.log(plan, choice)))

    def make(
        self,
        plan: DisclosurePlan,
        choice: DisclosureChoice,
        path: Path,
        progress: Progress = lambda done, total, words: None,  # noqa: ARG005
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Disclosed:
        """Write the bundle, keep its log and note who received what. This cannot be undone.

        Raises FileExists if `path` is there, Cancelled if asked to stop, Problem if a reason is
        missing or the file cannot be written; nothing is written or kept then.
        """
        log = self.log(plan, choice)
        printed = self._printed(log)
        frozen = issue.freeze(printed)
        with staged(path) as made:
            files = self._fill(made.aside, plan, choice, frozen, progress, cancelled)
            done = self._keep(plan, choice, log, printed, frozen, made.place)
        return Disclosed(path, done[0], files, done[1])

    # -- the log -----------------------------------------------------------------------------

    def _printed(self, log: DisclosureLog) -> Printed:
        with self._context.store.read() as connection:
            return self._reader.printed(connection, self._loaded(log), final=True)

    def _loaded(self, log: DisclosureLog) -> Loaded:
        """The log as a document that is not yet stored."""
        source = of_log(self._context, log)
        row = {"kind": KIND, "title": log.title, "correction": ""}
        return Loaded(row, source, (), source.compose(), frozenset({SCHOOL}))

    def _keep(
        self,
        plan: DisclosurePlan,
        choice: DisclosureChoice,
        log: DisclosureLog,
        printed: Printed,
        frozen: Frozen,
        place: Callable[[], None],
    ) -> tuple[str, Changes]:
        """One action: the log as an issued document, who received what, and the file's name."""
        label = f"Made a disclosure bundle: {plan.about}"
        loaded, part = self._loaded(log), plan.provider_uid or TEAM
        today, source = self._context.today(), loaded.source
        with self._context.store.action(label, undoable=False) as act:
            uid = act.create(
                tables.document,
                part,
                provider_uid=plan.provider_uid or None,
                kind=KIND,
                layout=LAYOUT.id,
                title=log.title,
                state=ISSUED,
                fields=disclosure.to_json(log),
                body=kept_body(loaded.draft),
            )
            issue.write_version(
                act,
                part,
                uid,
                {SCHOOL: frozen},
                (),
                today,
                number=1,
                issued_by=log.made_by,
                file_name=self._reader.file_name(source, "1"),
                facts=issue.facts_json(printed.facts, loaded.draft, ()),
                pack=source.pack.id,
                pack_version=source.pack.version,
            )
            for found in plan.found:
                decision = choice.documents[found.version.uid]
                if decision.outcome is not Outcome.WITHHELD:
                    applicant = _applicant(decision.outcome, log.reference)
                    row = act.rows({found.version.uid: "document_version"})[found.version.uid]
                    issue.write_recipient(act, row["x_part"], found.version.uid, applicant, today)
            place()
        return uid, act.changes

    # -- the file ----------------------------------------------------------------------------

    def _fill(
        self,
        aside: Path,
        plan: DisclosurePlan,
        choice: DisclosureChoice,
        log: Frozen,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> int:
        """Write the archive; the same choice on the same day gives the same bytes."""
        given = [
            (found, choice.documents[found.version.uid].outcome is Outcome.PART)
            for found in plan.found
            if choice.documents[found.version.uid].outcome is not Outcome.WITHHELD
        ]
        names: set[str] = set()
        with aside.open("wb") as stream, ZipFile(stream, "w", ZIP_STORED) as archive:
            archive.writestr(_entry("Disclosure log.docx"), log.docx)
            archive.writestr(_entry("Disclosure log.pdf"), log.pdf)
            for done, (found, cut) in enumerate(given):
                progress(done, len(given), found.row.provider)
                if cancelled():
                    raise Cancelled
                copy = found.redacted[0].uid if cut else SCHOOL
                name = found.version.file_name + SUFFIX[REDACTED if cut else SCHOOL]
                name = _free(name, names)
                for kind in choice.formats:
                    with self._context.store.read() as connection:
                        content = fetch_bytes(connection, found.version.uid, kind, copy)
                    archive.writestr(_entry(f"Documents/{name}.{kind}"), content)
        return 2 + len(given) * len(choice.formats)


def _entry(name: str) -> ZipInfo:
    """An entry that says nothing of when and where it was made."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _free(name: str, names: set[str]) -> str:
    """`name`, numbered where another document of the bundle has it."""
    number, free = 1, name
    while free.casefold() in names:
        number += 1
        free = f"{name} ({number})"
    names.add(free.casefold())
    return free


def _applicant(outcome: Outcome, reference: str) -> RecipientChoice:
    label = f"Applicant, request {reference}" if reference else "Applicant"
    copy = REDACTED if outcome is Outcome.PART else SCHOOL
    return RecipientChoice("", label, copy, copies.DISCLOSED)


# --- what was found, and what was decided ---------------------------------------------------------


def _item(found: Found, choice: DisclosureChoice) -> LogItem:
    decision = choice.documents.get(found.version.uid)
    named = f"“{found.row.title}, version {found.version.number}”"
    if decision is None:
        raise Problem(f"It is not said what becomes of {named}.", "Disclose it, or withhold it.")
    places = 0
    reasons: tuple[str, ...] = ()
    if decision.outcome is Outcome.WITHHELD:
        reasons = (exemptions.checked(decision.reason or Reason(""), named).cited,)
    elif decision.outcome is Outcome.PART:
        places, reasons = _withheld(found, named)
    return LogItem(
        found.row.title,
        found.version.number,
        found.row.provider,
        found.version.issued_on,
        decision.outcome,
        places,
        reasons,
    )


def _withheld(found: Found, named: str) -> tuple[int, tuple[str, ...]]:
    """How many passages the newest redacted copy withholds, and why."""
    if not found.redacted:
        raise Problem(f"There is no redacted copy of {named}.", "Make one first.")
    withheld = found.redacted[0].withheld
    reasons = dict.fromkeys(Reason(**one["reason"]).cited for one in withheld)
    return len(withheld), tuple(reasons)


def _kind(kind: KindFound, choice: DisclosureChoice) -> LogKind:
    what = f"what is held of “{kind.label}”"
    reason = exemptions.checked(choice.kinds.get(kind.code, Reason("")), what)
    return LogKind(kind.label, kind.count, reason.cited)
