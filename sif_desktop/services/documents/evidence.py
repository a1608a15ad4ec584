"""What stands below the sentences of a note: what was jotted, answered, agreed, attached."""

from __future__ import annotations

from sif_desktop.domain.forms import Form
from sif_desktop.services.documents.source import EvidenceLine
from sif_desktop.services.visit_record import VisitRecord


def evidence_of(record: VisitRecord, form: Form) -> dict[str, tuple[EvidenceLine, ...]]:
    """What stands below the sentences: by item id, and by uid of a jotting, task or attachment."""
    found: dict[str, tuple[EvidenceLine, ...]] = {}
    by_item: dict[str, list[EvidenceLine]] = {}
    for line in (*_answers(record, form), *_jottings(record), *_attachments(record)):
        if line.uid:
            found[line.uid] = (line,)
        if line.item:
            by_item.setdefault(line.item, []).append(line)
    for task in record.tasks:
        line = EvidenceLine("task", "Agreed on the visit", task.what, task.item, task.uid)
        found[task.uid] = (line,)
    return found | {item: tuple(lines) for item, lines in by_item.items()}


def _answers(record: VisitRecord, form: Form) -> list[EvidenceLine]:
    labels = {item.id: item.label for item in form.items()}
    lines = []
    for recorded in record.answers:
        answer = recorded.answer
        words = " · ".join(part for part in (answer.evidence, answer.reason) if part)
        title = f"Answer: {labels.get(answer.item, recorded.asked)}"
        # Named by its item alone: what rests on an answer rests on all that is filed there.
        lines.append(EvidenceLine("answer", title, words or "No evidence written.", answer.item))
    return lines


def _jottings(record: VisitRecord) -> list[EvidenceLine]:
    rooms = {room.uid: room.label for room in record.rooms}
    lines = []
    for jotting in record.jottings:
        if jotting.parked:  # set aside: it stands below no sentence, and in no annex
            continue
        place = rooms.get(jotting.room_uid, "")
        title = " · ".join(part for part in (jotting.at[11:16], place, jotting.companion) if part)
        words = title or "Jotting"
        lines.append(EvidenceLine("jotting", words, jotting.text, jotting.item, jotting.uid))
    return lines


def _attachments(record: VisitRecord) -> list[EvidenceLine]:
    return [
        EvidenceLine(
            *("attachment", f"Attached: {paper.title}", paper.note or "No note beside it."),
            *(paper.item, paper.uid),
        )
        for paper in record.attachments
    ]
