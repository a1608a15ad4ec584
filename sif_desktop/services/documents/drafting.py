"""Writing in a draft: every change of its text, and the answers to checks.

What is being typed is on disk at each pause and becomes one logged change when it is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from sif_desktop.domain import note, note_edit, note_merge
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Severity
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
    refuse_issued,
)

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


Change = Callable[[NoteDraft], NoteDraft]


class DraftService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    def type(self, uid: str, change: Change) -> None:
        """Keep what is being typed; durable when this returns, logged by `settle`."""
        with self._context.store.read() as connection:
            row = self._reader.row(connection, uid)
        drafts.save(
            self._context.store, "document", uid, "body", kept_body(self._typed(row, change))
        )

    def type_sentence(self, uid: str, sentence_id: str, text: str) -> None:
        """Keep the words of a sentence as they are typed."""
        self.type(uid, lambda draft: note_edit.edit_sentence(draft, sentence_id, text))

    def settle(self, uid: str, label: str = "Edited a document") -> Changes | None:
        """What was typed becomes one logged change; None if nothing was."""
        return drafts.settle(self._context.store, "document", uid, label, "body")

    def forget(self, uid: str) -> None:
        """What was typed since it was last settled is not wanted."""
        drafts.discard(self._context.store, "document", uid, "body")

    def apply(self, uid: str, label: str, change: Change, *, over_typing: bool = False) -> Changes:
        """A change of `domain.note_edit`, `note_blocks`, `note_tables` or `find_text`, logged as
        one; with `over_typing` it holds what is being typed, which gives way to it.

        Raises Problem if what it is about is gone, or the document is issued.
        """
        if not over_typing:
            self.settle(uid)
        draft = change(self._editable(uid))
        with self._context.store.action(label, place=f"document:{uid}") as act:
            drafts.drop(act, "document", uid, "body")
            act.update(tables.document, uid, body=kept_body(draft))
        return act.changes

    def edit_sentence(self, uid: str, sentence_id: str, text: str) -> Changes:
        change = partial(note_edit.edit_sentence, sentence_id=sentence_id, text=text)
        return self.apply(uid, "Edited a sentence", change)

    def add_sentence(
        self, uid: str, text: str, *, after: str = "", block: str = "", sentence_id: str = ""
    ) -> Changes:
        """The officer's own sentence, after another one or at the end of a block."""
        new = sentence_id or note.OWN + new_uid()
        change = partial(note_edit.add_sentence, new_id=new, text=text, after=after, block=block)
        return self.apply(uid, "Added a sentence", change)

    def remove_sentence(self, uid: str, sentence_id: str) -> Changes:
        change = partial(note_edit.remove_sentence, sentence_id=sentence_id)
        return self.apply(uid, "Took out a sentence", change)

    def keep_sentence(self, uid: str, *sentence_ids: str) -> Changes:
        """Take offered sentences into the note, or accept flagged ones as they stand."""
        return self.apply(
            uid, "Kept a sentence", lambda draft: note_edit.keep_sentence(draft, *sentence_ids)
        )

    def move_sentence(self, uid: str, sentence_id: str, step: int) -> Changes:
        change = partial(note_edit.move_sentence, sentence_id=sentence_id, step=step)
        return self.apply(uid, "Moved a sentence", change)

    def edit_heading(self, uid: str, section_id: str, text: str) -> Changes:
        change = partial(note_edit.edit_heading, section_id=section_id, text=text)
        return self.apply(uid, "Changed a heading", change)

    def answer_warning(self, uid: str, finding_id: str, reason: str) -> Changes:
        """Let a warning stand, with the reason; an empty reason takes the answer back.

        Raises Problem for what must be put right.
        """
        lines = {line.finding.id: line.finding for line in self._checks(uid)}
        finding = lines.get(finding_id)
        if finding and finding.severity is Severity.MUST:
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
        refuse_issued(loaded.row)
        return loaded.draft

    def _typed(self, row: Mapping[str, Any], change: Change) -> NoteDraft:
        """The stored draft with what is typed; the record is asked only for what it lacks."""
        if row["state"] != ISSUED:
            with suppress(Problem):
                return change(note.from_json(row["body"]))
        return change(self._editable(row["uid"]))

    def _checks(self, uid: str) -> tuple[CheckLine, ...]:
        with self._context.store.read() as connection:
            return self._reader.view(connection, uid).checks


def kept_body(draft: NoteDraft) -> str:
    """The draft as it is stored."""
    return note.to_json(note_merge.without_offered(draft))
