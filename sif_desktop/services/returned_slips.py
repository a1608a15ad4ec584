"""The slip that goes out with a draft and comes back filled in: written, read, decided upon.

What was asked is kept, so that an answer stays pinned to the sentence it is about and a form whose
sentences were changed is known. Nothing that was answered changes a word of the note until the
officer accepts it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from sif_desktop.domain import note_edit, slip
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.sentences import clean_line
from sif_desktop.domain.slip import Said
from sif_desktop.models import drafts
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.documents import issue
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.issue import Printed
from sif_desktop.services.documents.reader import DocumentReader, Loaded
from sif_desktop.services.documents.slip_judging import (
    foreign,
    is_new,
    newest_asked,
    refuse_changed,
    row_of,
    said_on,
)
from sif_desktop.services.documents.slips import (
    SlipAnswer,
    StoredSlip,
    day_of,
    read_slips,
    read_standing,
)
from sif_desktop.services.documents.source import NOTE_OF_VISIT
from sif_desktop.services.documents.views import ISSUED, refuse_issued
from sif_desktop.services.files import save_new

if TYPE_CHECKING:
    from sif_desktop.imports.returned_slip import ReadSlip
    from sif_desktop.models.changes import Action, Changes
    from sif_desktop.reports.builders.slip import SlipFacts
    from sif_desktop.services.context import Context

KIND = "returned_slip"


@dataclass(frozen=True, slots=True)
class SlipSaved:
    """The draft and the slip, each in Word and PDF; no changes where it was made before."""

    paths: tuple[Path, ...]
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read from a slip: how many sentences are said to be right, and how many answers
    wait to be decided."""

    agreed: int
    waiting: int
    unanswered: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer beside the sentence as the draft has it now ("" where it is gone)."""

    answer: SlipAnswer
    now: str

    @property
    def changed(self) -> bool:
        """Whether the sentence reads otherwise than the school read it."""
        return not slip.same_words(self.now, self.answer.sent)


@dataclass(frozen=True, slots=True)
class SlipPage:
    """What the school answered about a draft. `asked` counts the sentences of the newest slip."""

    document_uid: str
    title: str
    provider: str
    sent_on: str
    asked: int
    editable: bool
    lines: tuple[AnswerLine, ...]

    @property
    def numbers(self) -> range:
        """Of the sentences that were asked about."""
        return range(1, self.asked + 1)

    @property
    def open(self) -> int:
        return sum(line.answer.state == slip.OPEN for line in self.lines)


class ReturnedSlips:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    # -- going out ---------------------------------------------------------------------------

    def export(self, uid: str, folder: Path) -> SlipSaved:
        """Save the draft and its slip, as a Word form and on paper, and keep what was asked.

        Raises Problem for a document no school checks, one that is issued, or has no sentence.
        """
        from sif_desktop.reports.docx_slip import as_printed, write_slip

        self._settle(uid)
        with self._context.store.read() as connection:
            loaded = self._checked(connection, uid)
            look = self._context.look()
            facts = as_printed(self._facts(connection, loaded), look)
            draft = self._reader.printed(connection, loaded, final=False)
        frozen = issue.freeze(draft)
        paper = issue.render_pdf(Printed(KIND, facts, look))
        name = self._reader.file_name(loaded.source, str(loaded.next_number))
        form = write_slip(replace(facts, form=True), look)
        files = (
            (f"{name} draft", ".docx", frozen.docx),
            (f"{name} draft", ".pdf", frozen.pdf),
            (f"{name} slip", ".docx", form),
            (f"{name} slip", ".pdf", paper),
        )
        paths = tuple(save_new(folder, *file) for file in files)
        return SlipSaved(paths, self._keep(loaded, facts))

    def printed(self, uid: str) -> Printed:
        """The slip on paper, as the draft stands."""
        with self._context.store.read() as connection:
            facts = self._facts(connection, self._checked(connection, uid))
        return Printed(KIND, facts, self._context.look())

    def keep_asked(self, uid: str) -> Changes | None:
        """Keep what is asked where the slip goes out on paper; None where it was kept before."""
        self._settle(uid)
        with self._context.store.read() as connection:
            loaded = self._checked(connection, uid)
            facts = self._facts(connection, loaded)
        return self._keep(loaded, facts)

    def _checked(self, connection: Connection, uid: str) -> Loaded:
        loaded = self._reader.load(connection, uid)
        refuse_issued(loaded.row)
        if loaded.row["kind"] != NOTE_OF_VISIT:
            raise Problem("No school checks this document before it goes out.")
        return loaded

    def _facts(self, connection: Connection, loaded: Loaded) -> SlipFacts:
        from sif_desktop.reports.builders.slip import SlipFacts

        lines = slip.slip_lines(loaded.draft)
        if not lines:
            raise Problem("The draft has no sentence to ask about.", "Write the note first.")
        facts = self._reader.draft_facts(connection, loaded, final=False)
        shared = ("title", "provider", "author", "organisation", "version", "marking")
        reference = slip.reference_of(loaded.row["uid"], loaded.next_number, lines)
        return SlipFacts(
            **{name: getattr(facts, name) for name in shared},
            day=self._context.today(),
            lines=lines,
            reference=str(reference),
            logo=facts.logo,
            logo_alt=facts.logo_alt,
        )

    def _keep(self, loaded: Loaded, facts: SlipFacts) -> Changes | None:
        """What was asked; None where this very slip was kept before."""
        uid, digest = loaded.row["uid"], facts.reference.partition("-")[2]
        row = keyed_uid("slip", uid, digest)
        with self._context.store.read() as connection:
            kept = read_slips(connection, uid)
        if kept and kept[0].uid == row:
            return None
        label = f"Saved the slip for {loaded.source.provider}"
        fields = {
            "number": loaded.next_number,
            "digest": digest,
            "made_at": issue.moment(self._context.today()),
            "made_by": self._context.me().name,
            "lines": slip.to_json(facts.lines),
        }
        with self._context.store.action(label, place=f"document:{uid}", undoable=False) as act:
            if any(one.uid == row for one in kept):  # the draft reads as it did once before
                act.update(tables.slip, row, made_at=fields["made_at"])
            else:
                part = loaded.row["provider_uid"]
                act.create(tables.slip, part, row, document_uid=uid, **fields)
        return act.changes

    # -- coming back -------------------------------------------------------------------------

    def take(self, uid: str, path: Path) -> Taken:
        """Keep what a returned slip says of the sentences of this draft.

        Raises Problem for what is no slip, is another document's, asks about an older draft, had
        its sentences changed, or says nothing new; nothing is kept then.
        """
        from sif_desktop.imports.returned_slip import read_slip

        read = read_slip(path)
        with self._context.store.read() as connection:
            asked = self._asked(connection, uid, read)
            known = {one.uid: one for one in read_standing(connection, uid, asked.number).answers}
            part = self._reader.row(connection, uid)["provider_uid"]
        refuse_changed(asked.lines, read)
        said = said_on(asked.lines, read)
        if not said:
            raise Problem(
                f"Nothing is filled in on “{path.name}”.",
                "Ask the school to choose an answer for each sentence, and to save the file.",
            )
        fresh = [one for one in said if is_new(one, known.get(row_of(asked, one)))]
        if not fresh:
            raise Problem(
                "This slip has been read already; it says nothing new.",
                "The answers are under More, Answers of the school.",
            )
        label = f"Read a returned slip with {len(fresh)} answers"
        with self._context.store.action(label, place=f"document:{uid}") as act:
            for one in fresh:
                self._write(act, part, asked, one, read.who, known.get(row_of(asked, one)))
        waiting = sum(one.to_decide for one in said)
        silent = len(asked.lines) - sum(one.number != slip.OTHER for one in said)
        return Taken(len(said) - waiting, waiting, silent, act.changes)

    def record(self, uid: str, said: Said, who: str) -> Changes:
        """Keep an answer that came otherwise than in the form, on paper or by telephone.

        Raises Problem for a sentence nobody was asked about, or where nothing is said.
        """
        said = Said(said.number, said.verdict, slip.filled_in(said.words))
        with self._context.store.read() as connection:
            loaded = self._checked(connection, uid)
            slips = [one for one in read_slips(connection, uid) if one.number == loaded.next_number]
            known = read_standing(connection, uid, loaded.next_number).answers
        numbers = {line.number for one in slips[:1] for line in one.lines}
        if said.number not in {*numbers, slip.OTHER} or not slips:
            raise Problem(
                "It does not say which sentence the answer is about.",
                "Choose the number that stands beside the sentence on the slip.",
            )
        if not said.words and (said.verdict != slip.ACCURATE or said.number == slip.OTHER):
            raise Problem(
                "It does not say what the school said.", "Write what the sentence should say."
            )
        row = row_of(slips[0], said)
        before = next((one for one in known if one.uid == row), None)
        label = "Recorded an answer of the school"
        with self._context.store.action(label, place=f"document:{uid}") as act:
            part = loaded.row["provider_uid"]
            self._write(act, part, slips[0], said, clean_line(who), before)
        return act.changes

    def _asked(self, connection: Connection, uid: str, read: ReadSlip) -> StoredSlip:
        """The slip that came back. Raises Problem unless it is the newest of this draft."""
        if read.reference.document != uid:
            raise foreign(connection, read.reference.document)
        row = self._reader.row(connection, uid)
        versions = issue.read_versions(connection, [uid]).get(uid, ())
        number = max((version.number for version in versions), default=0) + 1
        current = 0 if row["state"] == ISSUED else number
        return newest_asked(read_slips(connection, uid), read.reference.digest, current)

    def _write(
        self,
        act: Action,
        part: str,
        asked: StoredSlip,
        said: Said,
        who: str,
        known: SlipAnswer | None,
    ) -> None:
        """An answer as it came; one that says something else than before waits again."""
        sentences = {line.number: line.sentence for line in asked.lines}
        fields = {
            "verdict": said.verdict,
            "words": said.words,
            "who": who,
            "read_on": self._context.today().isoformat(),
            "state": slip.OPEN if said.to_decide else slip.AGREED,
        }
        if known is not None:
            empty = dict.fromkeys(("put", "reason", "decided_on", "decided_by"), "")
            act.update(tables.slip_answer, known.uid, **fields, **empty)
            return
        about = {"slip_uid": asked.uid, "place": said.number}
        about["sentence"] = sentences.get(said.number, "")
        act.create(tables.slip_answer, part, row_of(asked, said), **about, **fields)

    # -- deciding ----------------------------------------------------------------------------

    def page(self, uid: str) -> SlipPage:
        """Every answer about the draft as it stands, beside its sentences as they read now."""
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
            standing = read_standing(connection, uid, loaded.next_number)
            slips = read_slips(connection, uid)
        now = {sentence.id: sentence.text for _, _, sentence in loaded.draft.sentences()}
        return SlipPage(
            uid,
            loaded.row["title"],
            loaded.source.provider,
            day_of(standing.sent_at),
            len(slips[0].lines) if slips and standing.sent_at else 0,
            loaded.row["state"] != ISSUED,
            tuple(AnswerLine(one, now.get(one.sentence, "")) for one in standing.answers),
        )

    def accept(self, uid: str, answer_uid: str, text: str) -> Changes:
        """The sentence reads so from now on. Of an answer about no sentence of the draft, the
        words say what was done about it.

        Raises Problem without words.
        """
        words = clean_line(text)
        if not words:
            raise Problem(
                "There are no words to put in.",
                "Write what the sentence is to say, or take it out.",
            )
        return self._decide(
            uid,
            answer_uid,
            "Accepted an answer of the school",
            lambda draft, one: note_edit.edit_sentence(draft, one.sentence, words),
            {"state": slip.ACCEPTED, "put": words, "reason": ""},
        )

    def take_out(self, uid: str, answer_uid: str) -> Changes:
        """The sentence leaves the note."""
        return self._decide(
            uid,
            answer_uid,
            "Took out a sentence as the school asked",
            lambda draft, one: note_edit.remove_sentence(draft, one.sentence),
            {"state": slip.ACCEPTED, "put": "", "reason": ""},
        )

    def decline(self, uid: str, answer_uid: str, reason: str) -> Changes:
        """The sentence stays as it is. Raises Problem without a reason."""
        words = clean_line(reason)
        if not words:
            raise Problem("Declining an answer needs a reason.", "Say why the sentence stays.")
        return self._decide(
            uid,
            answer_uid,
            "Declined an answer of the school",
            None,
            {"state": slip.DECLINED, "put": "", "reason": words},
        )

    def _decide(
        self, uid: str, answer_uid: str, label: str, change: Any, fields: dict[str, str]
    ) -> Changes:
        """One action: what comes of the answer, and with it the sentence, if it is still there."""
        self._settle(uid)
        with self._context.store.read() as connection:
            loaded = self._checked(connection, uid)
            answers = read_standing(connection, uid, loaded.next_number).answers
        answer = next((one for one in answers if one.uid == answer_uid), None)
        if answer is None:
            raise Problem("This answer is no longer here.", "Undo may bring it back.")
        by = {"decided_by": self._context.me().name}
        by["decided_on"] = self._context.today().isoformat()
        with self._context.store.action(label, place=f"document:{uid}") as act:
            if change is not None and loaded.draft.holds(answer.sentence):
                draft: NoteDraft = change(loaded.draft, answer)
                drafts.drop(act, "document", uid, "body")
                act.update(tables.document, uid, body=kept_body(draft))
            act.update(tables.slip_answer, answer_uid, **fields, **by)
        return act.changes

    def _settle(self, uid: str) -> None:
        drafts.settle(self._context.store, "document", uid, "Edited a document", "body")
