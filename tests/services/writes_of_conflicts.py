"""Every answer to what two people changed apart, for the walk over all."""

from pathlib import Path
from typing import Any

from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.models import keyfile
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import answer, visit
from sif_desktop.sync.exchange import export, take
from sif_desktop.sync.scope import Scope


def a_colleague(w: Any) -> Store:
    """Somebody who has all there is here, on a laptop of their own."""
    path = Path(w.folder) / "colleague.sif"
    made = create_store(path, keyfile.create(path, "four plain words", cost=keyfile.Cost(2**10)))
    made.set_person("officer-lee")
    mine = w.s.context.store
    take(made, lambda: export(mine, {}, Scope(jottings=frozenset({w.visit}))), "to")
    return made


def taken_from(w: Any, colleague: Store) -> None:
    take(w.s.context.store, lambda: export(colleague, {}, Scope()), "back")
    colleague.close()


def changed_apart(w: Any, field: str = "title", *values: str) -> Any:
    """The question about a field of the visit that both changed."""
    colleague = a_colleague(w)
    for store, value in zip(
        (w.s.context.store, colleague), values or ("Mine", "Theirs"), strict=True
    ):
        with store.action("Changed") as act:
            act.update(visit, w.visit, **{field: value})
    taken_from(w, colleague)
    (asked,) = w.s.conflicts.rows()
    return asked


def deleted_apart(w: Any) -> Any:
    """The question about a task that one deleted and the other changed."""
    colleague = a_colleague(w)
    with colleague.action("Deleted") as act:
        act.delete(task, w.task)
    with w.s.context.store.action("Changed") as act:
        act.update(task, w.task, who="Sam Rowe")
    taken_from(w, colleague)
    (asked,) = w.s.conflicts.rows()
    return asked


def judged_apart(w: Any) -> Any:
    colleague = a_colleague(w)
    _, first, second = (step.value for step in _scale(w).steps[:3])
    w.s.capture.record_answer(
        w.visit, w.form.id, w.item, Answer(w.item.id, AnswerState.ANSWERED, first)
    )
    part = w.school
    with colleague.action("Judged") as act:
        act.put(
            answer, part, (w.visit, w.form.id, w.item.id), visit_uid=w.visit, form=w.form.id,
            item=w.item.id, state="answered", value=second,
        )  # fmt: skip
    taken_from(w, colleague)
    (row,) = w.s.moderation.rows(w.visit)
    return w.s.moderation.settle(w.visit, row.item, row.choices[0][0], "Seen together.")


def _scale(w: Any) -> Any:
    return w.s.context.pack().scales[w.item.scale]


CONFLICT_WRITES = {
    "conflicts.use": lambda w: w.s.conflicts.use(changed_apart(w), 0),
    "conflicts.write": lambda w: w.s.conflicts.write(changed_apart(w), ["Ours"]),
    "conflicts.keep_both": lambda w: w.s.conflicts.keep_both(
        changed_apart(w, "focus", "Phonics\nMusic", "Number\nArt")
    ),
    "conflicts.delete": lambda w: w.s.conflicts.delete(deleted_apart(w)),
    "moderation.settle": judged_apart,
}
