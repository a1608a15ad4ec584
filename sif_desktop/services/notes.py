"""The note of visit from first draft to issued version, and corrections after it.

Issuing freezes; an issued version is read from what was frozen and from nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain import note, note_checks
from sif_desktop.domain.compose import compose
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_facts import RecipientFact
from sif_desktop.models import drafts
from sif_desktop.models.changes import Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.visits import visit as visit_table
from sif_desktop.services import note_issue
from sif_desktop.services.note_issue import Version
from sif_desktop.services.note_reader import Loaded, NoteReader
from sif_desktop.services.note_record import NOTE_OF_VISIT, RecipientChoice
from sif_desktop.services.note_views import (
    DRAFTING,
    ISSUED,
    STATE_WORDS,
    WITH_SCHOOL,
    CheckLine,
    DocumentRow,
    Issued,
    IssuePlan,
    NoteView,
    Started,
    answers_of,
    clean_line,
    refuse_unready,
)
from sif_desktop.services.tasks import TaskFields, TaskService

if TYPE_CHECKING:
    from sif_desktop.reports.builders.note_of_visit import NoteOfVisitFacts
    from sif_desktop.services.context import Context


class NoteService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = NoteReader(context)

    # -- reading -----------------------------------------------------------------------------

    def start(self, visit_uid: str) -> Started:
        """The note of this visit, begun now if it was not before.

        Raises Problem for a visit that has not begun or was cancelled.
        """
        store = self._context.store
        with store.read() as connection:
            found = self._reader.of_visit(connection, visit_uid)
            if found:
                return Started(found, None)
            source = self._reader.source(connection, visit_uid)
        visit = source.record.visit
        if visit.state in ("planned", "cancelled"):
            raise Problem(
                "There is nothing to write a note about: this visit has not taken place.",
                "Start the visit first.",
            )
        uid = new_uid()
        fields = {
            "provider_uid": visit.provider_uid,
            "visit_uid": visit_uid,
            "kind": NOTE_OF_VISIT,
            "layout": source.layout.id,
            "title": self._reader.title(source),
            "state": DRAFTING,
            "body": _kept(compose(source.facts, source.pack.statement)),
        }
        with store.action(f"Began the note for {visit.provider}", place=f"note:{uid}") as act:
            act.create(tables.document, visit.provider_uid, uid, **fields)
            act.update(visit_table, visit_uid, state=DRAFTING)
        return Started(uid, act.changes)

    def open(self, uid: str) -> NoteView:
        """Raises Problem if the document is gone."""
        with self._context.store.read() as connection:
            return self._reader.view(connection, uid)

    def documents(self, provider_uid: str = "", words: str = "") -> tuple[DocumentRow, ...]:
        """Every document with its versions, newest visit first."""
        with self._context.store.read() as connection:
            return tuple(self._reader.rows(connection, provider_uid, words))

    def check(self, uid: str) -> tuple[CheckLine, ...]:
        """What is missing or unsafe; first what keeps the note from being issued."""
        return self.open(uid).checks

    # -- the page ----------------------------------------------------------------------------

    def preview_facts(self, uid: str) -> NoteOfVisitFacts:
        """What the page is made from, as the draft stands; pass it to `render_pdf`."""
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
            return self._reader.document_facts(connection, loaded, final=False)

    @staticmethod
    def render_pdf(facts: NoteOfVisitFacts) -> bytes:
        """The PDF; touches no caseload, so it may run beside other work."""
        from sif_desktop.reports.catalogue import document_kind
        from sif_desktop.reports.pdf_writer import write_pdf

        return write_pdf(document_kind(NOTE_OF_VISIT).build(facts))

    def preview_pdf(self, uid: str) -> bytes:
        """The page as it would print now."""
        return self.render_pdf(self.preview_facts(uid))

    # -- editing the draft -------------------------------------------------------------------

    def type_sentence(self, uid: str, sentence_id: str, text: str) -> None:
        """Keep what is being typed; durable when this returns, logged by `settle`."""
        with self._context.store.read() as connection:
            row = self._reader.row(connection, uid)
        words, draft = clean_line(text), note.from_json(row["body"])
        if row["state"] == ISSUED or not draft.holds(sentence_id):
            draft = self._editable(uid)  # refuses, or has what was recorded meanwhile
        body = _kept(note.edit_sentence(draft, sentence_id, words))
        drafts.save(self._context.store, "document", uid, "body", body)

    def settle(self, uid: str) -> Changes | None:
        """What was typed becomes one logged change; None if nothing was."""
        return drafts.settle(self._context.store, "document", uid, "Edited a note", "body")

    def edit_sentence(self, uid: str, sentence_id: str, text: str) -> Changes:
        def change(draft: NoteDraft) -> NoteDraft:
            return note.edit_sentence(draft, sentence_id, clean_line(text))

        return self._edit(uid, "Edited a sentence", change)

    def add_sentence(
        self, uid: str, text: str, *, after: str = "", block: str = "", sentence_id: str = ""
    ) -> Changes:
        """The officer's own sentence, after another one or at the end of a block."""
        new = sentence_id or f"own:{new_uid()}"

        def change(draft: NoteDraft) -> NoteDraft:
            return note.add_sentence(draft, new, clean_line(text), after=after, block_id=block)

        return self._edit(uid, "Added a sentence", change)

    def remove_sentence(self, uid: str, sentence_id: str) -> Changes:
        return self._edit(
            uid, "Took out a sentence", lambda draft: note.remove_sentence(draft, sentence_id)
        )

    def keep_sentence(self, uid: str, *sentence_ids: str) -> Changes:
        """Take offered sentences into the note, or accept flagged ones as they stand."""

        def change(draft: NoteDraft) -> NoteDraft:
            for sentence_id in sentence_ids:
                draft = note.keep_sentence(draft, sentence_id)
            return draft

        return self._edit(uid, "Kept a sentence", change)

    def move_sentence(self, uid: str, sentence_id: str, step: int) -> Changes:
        return self._edit(
            uid, "Moved a sentence", lambda draft: note.move_sentence(draft, sentence_id, step)
        )

    def edit_heading(self, uid: str, section_id: str, text: str) -> Changes:
        return self._edit(
            uid, "Changed a heading", lambda draft: note.edit_heading(draft, section_id, text)
        )

    def edit_action(
        self, task_uid: str, what: str, party: str, who: str, due: str, measure: str
    ) -> Changes:
        """Put an agreed action right; the table follows. Raises Problem if it says nothing."""
        given = TaskFields(what, party, who, due, measure)
        return TaskService(self._context).edit(task_uid, given)

    def answer_warning(self, uid: str, finding_id: str, reason: str) -> Changes:
        """Let a warning stand, with the reason; an empty reason takes the answer back.

        Raises Problem for what must be put right.
        """
        lines = {line.finding.id: line.finding for line in self.open(uid).checks}
        finding = lines.get(finding_id)
        if finding and finding.severity is note_checks.Severity.MUST:
            raise Problem(finding.message, "This has to be put right before the note is issued.")
        with self._context.store.action("Answered a warning") as act:
            answers = answers_of(act.rows({uid: "document"})[uid])
            answers[finding_id] = reason.strip()
            kept = {name: said for name, said in sorted(answers.items()) if said}
            act.update(tables.document, uid, answers=kept)
        return act.changes

    # -- life --------------------------------------------------------------------------------

    def send_to_school(self, uid: str) -> Changes:
        """The draft goes to the school for factual accuracy. Raises Problem if it may not yet."""
        self.settle(uid)
        view = self.open(uid)
        if view.state != DRAFTING:
            raise Problem(f"This note is already {STATE_WORDS[view.state].lower()}.")
        refuse_unready(view.checks)
        label, today = f"Sent the draft note to {view.provider}", self._context.today()
        return self._set_state(view, WITH_SCHOOL, label, sent_to_school_on=today.isoformat())

    def back_to_draft(self, uid: str) -> Changes:
        """Work on the draft again after the school has answered."""
        view = self.open(uid)
        if view.state != WITH_SCHOOL:
            raise Problem("Only a note that is with the school can be taken back.")
        return self._set_state(view, DRAFTING, f"Took back the draft note for {view.provider}")

    def issue_plan(self, uid: str) -> IssuePlan:
        """What issuing would do, for the officer to read before deciding."""
        with self._context.store.read() as connection:
            view = self._reader.view(connection, uid)
            source = self._reader.source(connection, view.visit_uid)
        should = note_checks.Severity.SHOULD
        return IssuePlan(
            view.next_number,
            self._reader.file_name(source, str(view.next_number)),
            source.recipients,
            source.withheld.without_kept(view.draft),
            note_checks.blocking(tuple(line.finding for line in view.checks)),
            tuple(c.finding for c in view.checks if c.finding.severity is should and not c.answer),
            self._reader.dispose_after(source),
        )

    def recipients(self, uid: str) -> tuple[RecipientChoice, ...]:
        """The distribution list by the rulebook for this kind of school."""
        return self.issue_plan(uid).recipients

    def issue(self, uid: str, recipients: Sequence[RecipientChoice]) -> Issued:
        """Freeze the next version with its bytes and who receives it. This cannot be undone.

        Raises Problem while something must be put right, or nobody would receive it.
        """
        if not recipients:
            raise Problem("Nobody would receive this note.", "Choose at least one recipient.")
        self.settle(uid)
        with self._context.store.read() as connection:
            view = self._reader.view(connection, uid)
            if view.state == ISSUED:
                raise Problem("This note has been issued already.", "Correct it to issue another.")
            refuse_unready(view.checks)
            loaded = self._circulated(self._reader.load(connection, uid), recipients)
            facts = self._reader.document_facts(connection, loaded, final=True)
        frozen = note_issue.freeze(facts)
        return self._write_issue(view, loaded, facts, frozen, recipients)

    def correct(self, uid: str, reason: str) -> Changes:
        """Open the draft of the next version; the issued one stays as it is.

        Raises Problem without a reason.
        """
        if not reason.strip():
            raise Problem("A correction needs a reason.", "Say what was wrong; it is printed.")
        view = self.open(uid)
        if view.state != ISSUED:
            raise Problem("Only an issued note can be corrected.", "Edit the draft instead.")
        label = f"Began a correction of the note for {view.provider}"
        fields = {"correction": clean_line(reason), "body": _kept(view.draft)}
        return self._set_state(view, DRAFTING, label, **fields)

    # -- versions ----------------------------------------------------------------------------

    def versions(self, uid: str) -> tuple[Version, ...]:
        """Issued versions, newest first."""
        with self._context.store.read() as connection:
            return tuple(note_issue.read_versions(connection, [uid]).get(uid, ()))

    def pdf_of(self, version_uid: str) -> bytes:
        """The frozen PDF, as it was issued."""
        with self._context.store.read() as connection:
            return note_issue.fetch_bytes(connection, version_uid, "pdf")

    def docx_of(self, version_uid: str) -> bytes:
        with self._context.store.read() as connection:
            return note_issue.fetch_bytes(connection, version_uid, "docx")

    def export_version(self, version: Version, copy: str, folder: Path) -> tuple[Path, Path]:
        """Save the Word and the PDF file of a version; never over a file that says otherwise.

        `copy` is school, governors or file and shows in the file's name. Raises Problem if the
        folder cannot be written.
        """
        if copy not in note_issue.COPY_SUFFIX:
            raise Problem(f"There is no “{copy}” copy of a note.", "Choose school or governors.")
        name = version.file_name + note_issue.COPY_SUFFIX[copy]
        word, page = self.docx_of(version.uid), self.pdf_of(version.uid)
        return (
            note_issue.save_new(folder, name, ".docx", word),
            note_issue.save_new(folder, name, ".pdf", page),
        )

    def export_draft(self, uid: str, folder: Path) -> tuple[Path, Path]:
        """Save the draft for the school to check, marked as a draft in name and on the page."""
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
            facts = self._reader.document_facts(connection, loaded, final=False)
        frozen = note_issue.freeze(facts)
        name = f"{self._reader.file_name(loaded.source, str(loaded.next_number))} draft"
        return (
            note_issue.save_new(folder, name, ".docx", frozen.docx),
            note_issue.save_new(folder, name, ".pdf", frozen.pdf),
        )

    # -- inside ------------------------------------------------------------------------------

    def _editable(self, uid: str) -> NoteDraft:
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
        if loaded.row["state"] == ISSUED:
            raise Problem(
                "This note has been issued and cannot be changed.",
                "Choose Correct to draft another version; this one stays readable.",
            )
        return loaded.draft

    def _edit(self, uid: str, label: str, change: Callable[[NoteDraft], NoteDraft]) -> Changes:
        self.settle(uid)
        draft = change(self._editable(uid))
        with self._context.store.action(label, place=f"note:{uid}") as act:
            act.update(tables.document, uid, body=_kept(draft))
        return act.changes

    def _set_state(self, view: NoteView, state: str, label: str, **more: str) -> Changes:
        with self._context.store.action(label, place=f"note:{view.uid}") as act:
            act.update(tables.document, view.uid, state=state, **more)
            act.update(visit_table, view.visit_uid, state=state)
        return act.changes

    def _circulated(self, loaded: Loaded, recipients: Sequence[RecipientChoice]) -> Loaded:
        """With the recipients the officer settled on in the note's own circulation list."""
        to = tuple(RecipientFact(who.label, who.copy) for who in recipients)
        source = replace(loaded.source, facts=replace(loaded.source.facts, recipients=to))
        draft = self._reader.merged(loaded.row["body"], source)
        return replace(loaded, source=source, draft=draft)

    def _write_issue(
        self,
        view: NoteView,
        loaded: Loaded,
        facts: NoteOfVisitFacts,
        frozen: note_issue.Frozen,
        recipients: Sequence[RecipientChoice],
    ) -> Issued:
        number, source = view.next_number, loaded.source
        fields = {
            "number": number,
            "issued_by": self._context.me().name,
            "reason": view.correction,
            "file_name": self._reader.file_name(source, str(number)),
            "facts": note_issue.facts_json(facts, [c.finding.id for c in view.checks]),
            "pack": source.pack.id,
            "pack_version": source.pack.version,
            "dispose_after": self._reader.dispose_after(source),
        }
        label = f"Issued version {number} of the note for {view.provider}"
        place, part = f"note:{view.uid}", view.provider_uid
        with self._context.store.action(label, place=place, undoable=False) as act:
            version = note_issue.write_version(
                act, part, view.uid, frozen, recipients, self._context.today(), **fields
            )
            body = _kept(loaded.draft)
            act.update(tables.document, view.uid, state=ISSUED, body=body, correction="")
            act.update(visit_table, view.visit_uid, state=ISSUED)
        return Issued(version, number, act.changes)


def _kept(draft: NoteDraft) -> str:
    return note.to_json(note.without_offered(draft))
