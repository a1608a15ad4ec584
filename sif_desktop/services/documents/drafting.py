"""Writing in a draft: every change of a sentence, a heading or an answer to a check.

What is being typed is on disk at each pause and becomes one logged change when it is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sif_desktop.domain import note, note_checks
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import NoteDraft
from sif_desktop.models import drafts
from sif_desktop.models.changes import Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.documents.views import (
    ISSUED,
    CheckLine,
    answers_of,
    clean_line,
)

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


class DraftService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    def type_sentence(self, uid: str, sentence_id: str, text: str) -> None:
        """Keep what is being typed; durable when this returns, logged by `settle`."""
        with self._context.store.read() as connection:
            row = self._reader.row(connection, uid)
        words, draft = clean_line(text), note.from_json(row["body"])
        if row["state"] == ISSUED or not draft.holds(sentence_id):
            draft = self._editable(uid)  # refuses, or has what was recorded meanwhile
        body = kept_body(note.edit_sentence(draft, sentence_id, words))
        drafts.save(self._context.store, "document", uid, "body", body)

    def settle(self, uid: str) -> Changes | None:
        """What was typed becomes one logged change; None if nothing was."""
        return drafts.settle(self._context.store, "document", uid, "Edited a document", "body")

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

    def answer_warning(self, uid: str, finding_id: str, reason: str) -> Changes:
        """Let a warning stand, with the reason; an empty reason takes the answer back.

        Raises Problem for what must be put right.
        """
        lines = {line.finding.id: line.finding for line in self._checks(uid)}
        finding = lines.get(finding_id)
        if finding and finding.severity is note_checks.Severity.MUST:
            raise Problem(finding.message, "This has to be put right before it is issued.")
        with self._context.store.action("Answered a warning") as act:
            answers = answers_of(act.rows({uid: "document"})[uid])
            answers[finding_id] = reason.strip()
            kept = {name: said for name, said in sorted(answers.items()) if said}
            act.update(tables.document, uid, answers=kept)
        return act.changes

    def _editable(self, uid: str) -> NoteDraft:
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
        if loaded.row["state"] == ISSUED:
            raise Problem(
                "This has been issued and cannot be changed.",
                "Choose Correct to draft another version; this one stays readable.",
            )
        return loaded.draft

    def _edit(self, uid: str, label: str, change: Callable[[NoteDraft], NoteDraft]) -> Changes:
        self.settle(uid)
        draft = change(self._editable(uid))
        with self._context.store.action(label, place=f"document:{uid}") as act:
            act.update(tables.document, uid, body=kept_body(draft))
        return act.changes

    def _checks(self, uid: str) -> tuple[CheckLine, ...]:
        with self._context.store.read() as connection:
            return self._reader.view(connection, uid).checks


def kept_body(draft: NoteDraft) -> str:
    """The draft as it is stored."""
    return note.to_json(note.without_offered(draft))
