"""A document from first draft to issued version, and corrections after it.

Issuing freezes; an issued version is read from what was frozen and from nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.domain import copies
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Severity, blocking
from sif_desktop.domain.sentences import clean_line
from sif_desktop.models import drafts
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.visits import visit as visit_table
from sif_desktop.services.documents import issue, passages
from sif_desktop.services.documents.after_issue import write_what_follows
from sif_desktop.services.documents.approved import approved_heads, with_approved
from sif_desktop.services.documents.copies import SUFFIX, fetch_bytes
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.issue import Frozen, Printed, Version
from sif_desktop.services.documents.reader import DocumentReader, Loaded
from sif_desktop.services.documents.recipients import proposed
from sif_desktop.services.documents.source import RecipientChoice
from sif_desktop.services.documents.views import (
    DRAFTING,
    ISSUED,
    STATE_WORDS,
    WITH_SCHOOL,
    CheckLine,
    DocumentRow,
    DocumentView,
    Issued,
    IssuePlan,
    refuse_unready,
)
from sif_desktop.services.files import save_new
from sif_desktop.services.search import SearchService

if TYPE_CHECKING:
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.services.context import Context


class DocumentService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    # -- reading -----------------------------------------------------------------------------

    def open(self, uid: str, patience: float | None = None) -> DocumentView:
        """Raises Problem if the document is gone.

        With `patience` (seconds) passages of other schools' documents are looked for no longer
        than that; `checked` says whether all were, and opening again goes on where this ended.
        """
        with self._context.store.read() as connection:
            return self._reader.view(connection, uid, patience)

    def documents(self, provider_uid: str = "", words: str = "") -> tuple[DocumentRow, ...]:
        """Every document with its versions, newest visit first."""
        with self._context.store.read() as connection:
            return tuple(self._reader.rows(connection, provider_uid, words))

    def check(self, uid: str) -> tuple[CheckLine, ...]:
        """What is missing or unsafe; first what keeps the note from being issued."""
        return self.open(uid).checks

    # -- the page ----------------------------------------------------------------------------

    def preview(
        self,
        uid: str,
        copy: str = copies.SCHOOL,
        recipients: Sequence[RecipientChoice] | None = None,
    ) -> Printed:
        """What a copy's page is made from, as the draft stands; pass it to `render_pdf`.

        `recipients` are those who would receive it; the rulebook's if not given.
        """
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
            if recipients is not None:
                loaded = self._circulated(loaded, recipients)
            return self._reader.printed(connection, loaded, final=False, copy=copy)

    @staticmethod
    def render_pdf(printed: Printed) -> bytes:
        """The pages; touches no caseload, so it may run beside other work."""
        return issue.render_pdf(printed)

    def preview_pdf(
        self,
        uid: str,
        copy: str = copies.SCHOOL,
        recipients: Sequence[RecipientChoice] | None = None,
    ) -> bytes:
        """The page of a copy as it would print now."""
        return self.render_pdf(self.preview(uid, copy, recipients))

    # -- life --------------------------------------------------------------------------------

    def send_to_school(self, uid: str) -> Changes:
        """The draft goes to the school for factual accuracy. Raises Problem if it may not yet."""
        self._settle(uid)
        view = self.open(uid)
        if not view.school_checks:
            raise Problem(
                f"No school checks {_one(view.noun)} before it goes out.",
                "Issue it when it is ready.",
            )
        if view.state != DRAFTING:
            raise Problem(f"This document is already {STATE_WORDS[view.state].lower()}.")
        refuse_unready(view.checks)
        label, today = f"Sent the draft to {view.provider}", self._context.today()
        return self._set_state(view, WITH_SCHOOL, label, sent_to_school_on=today.isoformat())

    def back_to_draft(self, uid: str) -> Changes:
        """Work on the draft again after the school has answered."""
        view = self.open(uid)
        if view.state != WITH_SCHOOL:
            raise Problem("Only a document that is with the school can be taken back.")
        return self._set_state(view, DRAFTING, f"Took back the draft for {view.provider}")

    def issue_plan(self, uid: str) -> IssuePlan:
        """What issuing would do, for the officer to read before deciding.

        Other notes written meanwhile are brought into the search index first, so that no passage
        of theirs is missed.
        """
        with self._context.store.read() as connection:
            row = self._reader.row(connection, uid)
            late = passages.others_wait(connection, row["provider_uid"])
        if late:
            SearchService(self._context).refresh()
        with self._context.store.read() as connection:
            view = self._reader.view(connection, uid)
            source = self._reader.load(connection, uid).source
        should = Severity.SHOULD
        return IssuePlan(
            view.next_number,
            self._reader.file_name(source, str(view.next_number)),
            proposed(source.recipients, view.versions),
            source.withheld.without_kept(view.draft),
            {copy: copies.left_out(view.draft, copy) for copy in copies.COPY_LABELS},
            blocking(tuple(line.finding for line in view.checks)),
            tuple(c.finding for c in view.checks if c.finding.severity is should and not c.answer),
            self._reader.dispose_after(source),
        )

    def recipients(self, uid: str) -> tuple[RecipientChoice, ...]:
        """The rulebook's distribution list for this kind of school, and who had it before."""
        return self.issue_plan(uid).recipients

    def issue(self, uid: str, recipients: Sequence[RecipientChoice]) -> Issued:
        """Freeze the next version with its copies and who receives which. This cannot be undone.

        Raises Problem while something must be put right, or nobody would receive it.
        """
        if not recipients:
            raise Problem("Nobody would receive this document.", "Choose at least one recipient.")
        self._settle(uid)
        with self._context.store.read() as connection:
            view = self._reader.view(connection, uid)
            if view.state == ISSUED:
                raise Problem("This has been issued already.", "Correct it to issue another.")
            refuse_unready(view.checks)
            loaded = self._circulated(self._reader.load(connection, uid), recipients)
            printed = {
                copy: self._reader.printed(connection, loaded, final=True, copy=copy)
                for copy in copies.made_copies(loaded.received)
            }
            facts = self._reader.draft_facts(connection, loaded, final=True)
        frozen = {copy: issue.freeze(made) for copy, made in printed.items()}
        return self._write_issue(view, loaded, facts, frozen, recipients)

    def correct(self, uid: str, reason: str) -> Changes:
        """Open the draft of the next version; the issued one stays as it is.

        Raises Problem without a reason.
        """
        if not reason.strip():
            raise Problem("A correction needs a reason.", "Say what was wrong; it is printed.")
        view = self.open(uid)
        if view.state != ISSUED:
            raise Problem("Only an issued document can be corrected.", "Edit the draft instead.")
        label = f"Began a correction: {view.title}, {view.provider}"
        fields = {
            "correction": clean_line(reason),
            "body": kept_body(view.draft),
            "sign_offs": "",  # the next version is signed off anew
        }
        return self._set_state(view, DRAFTING, label, **fields)

    # -- versions ----------------------------------------------------------------------------

    def versions(self, uid: str) -> tuple[Version, ...]:
        """Issued versions, newest first."""
        with self._context.store.read() as connection:
            return tuple(issue.read_versions(connection, [uid]).get(uid, ()))

    def pdf_of(self, version_uid: str, copy: str = copies.SCHOOL) -> bytes:
        """The frozen PDF, as it was issued.

        `copy` is school, governors, file or redacted (the newest), or the uid of one such copy.
        Raises Problem if it was never made.
        """
        return self._bytes(version_uid, "pdf", copy)

    def docx_of(self, version_uid: str, copy: str = copies.SCHOOL) -> bytes:
        """The frozen Word file; as `pdf_of`."""
        return self._bytes(version_uid, "docx", copy)

    def export_version(self, version: Version, copy: str, folder: Path) -> tuple[Path, Path]:
        """Save the Word and the PDF file of a copy; never over a file that says otherwise.

        `copy` as for `pdf_of`; its name shows in the file's name. Raises Problem if the folder
        cannot be written.
        """
        kind = next((made.copy for made in version.copies if made.uid == copy), copy)
        if kind not in SUFFIX:
            raise Problem(f"There is no “{copy}” copy.", "Choose school or governors.")
        name = version.file_name + SUFFIX[kind]
        word, page = self.docx_of(version.uid, copy), self.pdf_of(version.uid, copy)
        return save_new(folder, name, ".docx", word), save_new(folder, name, ".pdf", page)

    def export_received(self, version: Version, folder: Path) -> tuple[Path, ...]:
        """Save every copy that somebody receives, in Word and PDF; raises as `export_version`."""
        received = {who.copy for who in version.recipients} & set(copies.COPY_LABELS)
        apart = any(made.copy != copies.REDACTED for made in version.copies)
        wanted = sorted(received, key=list(copies.COPY_LABELS).index) if apart else ()
        paths = [self.export_version(version, copy, folder) for copy in wanted or (copies.SCHOOL,)]
        return tuple(path for both in paths for path in both)

    def export_draft(self, uid: str, folder: Path) -> tuple[Path, Path]:
        """Save the draft for the school to check, marked as a draft in name and on the page."""
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
            printed = self._reader.printed(connection, loaded, final=False)
        frozen = issue.freeze(printed)
        name = f"{self._reader.file_name(loaded.source, str(loaded.next_number))} draft"
        return (
            save_new(folder, name, ".docx", frozen.docx),
            save_new(folder, name, ".pdf", frozen.pdf),
        )

    # -- inside ------------------------------------------------------------------------------

    def _bytes(self, version_uid: str, kind: str, copy: str) -> bytes:
        with self._context.store.read() as connection:
            return fetch_bytes(connection, version_uid, kind, copy)

    def _set_state(self, view: DocumentView, state: str, label: str, **more: str) -> Changes:
        with self._context.store.action(label, place=f"document:{view.uid}") as act:
            act.update(tables.document, view.uid, state=state, **more)
            if view.visit_uid:
                act.update(visit_table, view.visit_uid, state=state)
        return act.changes

    def _settle(self, uid: str) -> None:
        drafts.settle(self._context.store, "document", uid, "Edited a document")

    def _circulated(self, loaded: Loaded, recipients: Sequence[RecipientChoice]) -> Loaded:
        """With the recipients the officer settled on in the document's own circulation list."""
        source = loaded.source.addressed(recipients)
        draft = self._reader.merged(loaded.row["body"], source)
        received = frozenset(who.copy for who in recipients)
        return replace(loaded, source=source, draft=draft, received=received)

    def _write_issue(
        self,
        view: DocumentView,
        loaded: Loaded,
        facts: DraftFacts,
        frozen: Mapping[str, Frozen],
        recipients: Sequence[RecipientChoice],
    ) -> Issued:
        number, source = view.next_number, loaded.source
        fields: dict[str, Any] = {
            "number": number,
            "issued_by": self._context.me().name,
            "reason": view.correction,
            "file_name": self._reader.file_name(source, str(number)),
            "facts": issue.facts_json(facts, loaded.draft, [c.finding.id for c in view.checks]),
            "pack": source.pack.id,
            "pack_version": source.pack.version,
            "dispose_after": self._reader.dispose_after(source),
        }
        label = f"Issued version {number}: {view.title}, {view.provider}"
        place, part = f"document:{view.uid}", view.provider_uid or TEAM
        with self._context.store.action(label, place=place, undoable=False) as act:
            heads = approved_heads(act.connection, view.kind, view.visit_uid, view.meeting_uid)
            fields["facts"] = with_approved(fields["facts"], heads)
            version = issue.write_version(
                act, part, view.uid, frozen, recipients, self._context.today(), **fields
            )
            body = kept_body(loaded.draft)
            act.update(tables.document, view.uid, state=ISSUED, body=body, correction="")
            if view.visit_uid:
                act.update(visit_table, view.visit_uid, state=ISSUED)
            write_what_follows(act, loaded, self._context.today())
        return Issued(version, number, act.changes)


def _one(noun: str) -> str:
    article = {"minutes": "", "agenda": "an "}.get(noun, "a ")
    return f"{article}{noun}"
