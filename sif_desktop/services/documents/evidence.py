"""What stands below the sentences of a note: the jottings, answers and tasks of its visit."""

from __future__ import annotations

from sif_desktop.domain.forms import Form
from sif_desktop.services.documents.source import EvidenceLine
from sif_desktop.services.visit_record import VisitRecord


def evidence_of(record: VisitRecord, form: Form) -> dict[str, tuple[EvidenceLine, ...]]:
    """What stands below the sentences: by item id, and by uid of a jotting or task."""
    rooms = {room.uid: room.label for room in record.rooms}
    labels = {item.id: item.label for item in form.items()}
    found: dict[str, tuple[EvidenceLine, ...]] = {}
    by_item: dict[str, list[EvidenceLine]] = {}
    for recorded in record.answers:
        answer = recorded.answer
        words = " · ".join(part for part in (answer.evidence, answer.reason) if part)
        title = f"Answer: {labels.get(answer.item, recorded.asked)}"
        by_item.setdefault(answer.item, []).append(
            EvidenceLine("answer", title, words or "No evidence written.", answer.item)
        )
    for jotting in record.jottings:
        place = rooms.get(jotting.room_uid, "")
        title = " · ".join(part for part in (jotting.at[11:16], place, jotting.companion) if part)
        line = EvidenceLine("jotting", title or "Jotting", jotting.text, jotting.item)
        found[jotting.uid] = (line,)
        if jotting.item and not jotting.parked:
            by_item.setdefault(jotting.item, []).append(line)
    for task in record.tasks:
        found[task.uid] = (EvidenceLine("task", "Agreed on the visit", task.what, task.item),)
    return found | {item: tuple(lines) for item, lines in by_item.items()}
