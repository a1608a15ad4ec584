"""Whether what came back as a slip may be trusted, and what it says; refused with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain import slip
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.sentences import clean_line
from sif_desktop.domain.slip import Said
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.documents.slips import SlipAnswer, StoredSlip, day_of

if TYPE_CHECKING:
    from sif_desktop.imports.returned_slip import ReadSlip


def newest_asked(slips: Sequence[StoredSlip], digest: str, current: int) -> StoredSlip:
    """The slip that came back. Raises Problem unless it is the newest of the version that is being
    drafted (`current`; 0 where none is)."""
    found = next((one for one in slips if one.digest == digest), None)
    if found is None:
        raise Problem(
            "This slip asks about a draft that was never sent from this caseload.",
            "Save the slip with the draft again and ask the school to fill in that one.",
        )
    if found.number != current:
        raise Problem(
            f"This slip is about a draft of version {found.number}, which is issued by now.",
            "If something must be put right, correct the note: its draft has a slip of its own.",
        )
    if found is not slips[0]:
        raise Problem(
            f"This slip is older than the one saved on {day_of(slips[0].made_at)}.",
            "Ask the school to fill in the newer one.",
        )
    return found


def foreign(connection: Connection, uid: str) -> Problem:
    """Whose slip it is, where that is known."""
    document = tables.document
    joined = document.outerjoin(provider, provider.c.uid == document.c.provider_uid)
    query = select(document.c.title, provider.c.name).select_from(joined)
    found = connection.execute(query.where(document.c.uid == uid, document.c.x_gone == 0)).first()
    if found is None:
        return Problem(
            "This slip was made for a document that is not in this caseload.",
            "Choose the slip that came back for this draft.",
        )
    return Problem(
        f"This slip is about “{found.title}” of {found.name}, not about this draft.",
        "Open that document and read the slip there.",
    )


def refuse_changed(lines: Iterable[slip.SlipLine], read: ReadSlip) -> None:
    """Raises Problem where a sentence is gone or reads otherwise than it was sent."""
    bad = [
        line.number
        for line in lines
        if line.number not in read.lines
        or not slip.same_words(read.lines[line.number].text, line.text)
    ]
    if bad:
        numbers = ", ".join(map(str, bad[:5])) + (" and more" if len(bad) > 5 else "")
        said = f"sentence {numbers} was" if len(bad) == 1 else f"sentences {numbers} were"
        raise Problem(
            f"On this slip {said} changed or removed, so that its answers cannot be trusted.",
            "Ask the school to leave the sentences as they are and to write beside them.",
        )


def said_on(lines: Sequence[slip.SlipLine], read: ReadSlip) -> list[Said]:
    """What is said, sentence by sentence; a tracked change of a sentence says what it should be."""
    found = []
    for line in lines:
        row = read.lines[line.number]
        said = slip.said_of(line.number, row.answer, row.words)
        if not slip.same_words(row.changed, row.text):
            instead = clean_line(row.changed) or slip.TAKE_OUT
            words = "\n".join(filter(None, [instead, said.words]))
            said = Said(line.number, slip.INACCURATE, words)
        if said.verdict or said.words:
            found.append(said)
    if read.other:
        found.append(Said(slip.OTHER, "", read.other))
    return found


def row_of(asked: StoredSlip, said: Said) -> str:
    """The same on every machine that reads the same slip."""
    return keyed_uid("slip_answer", asked.uid, str(said.number))


def is_new(said: Said, known: SlipAnswer | None) -> bool:
    return known is None or (known.verdict, known.words) != (said.verdict, said.words)
