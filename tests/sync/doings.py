"""The single things people do in a random history, each as the program's own pages do it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import DELETED
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM, jottings_part
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.store import Store
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import answer, jotting, visit
from sif_desktop.models.undo import UndoStack
from sif_desktop.services.erasing import ErasingService
from sif_desktop.sync import leaving, resolve
from sif_desktop.sync.exchange import have_in
from tests.sync.fleet import Machine
from tests.sync.replicas import SCHOOL, VISIT, WHOLE
from tests.sync.shown import pages

FIELDS = [
    (visit, "title", ["A", "B", "C"]),
    (visit, "summary", ["One. Two.", "One. Two.\nThree.", "Uno. Two.", ""]),
    (visit, "start_time", ["09:00", "10:00"]),
    (visit, "end_time", ["12:00", "15:00"]),
    (provider, "name", ["Oakfield", "Ashfield"]),
    (role, "name", ["Head", "Deputy"]),
    (answer, "value", ["1", "2"]),
    (answer, "state", ["open", "answered"]),
    (answer, "evidence", ["Seen. Heard.", "Seen. Read.", "Seen."]),
    (jotting, "text", ["Books. Open.", "Books. Shut.\nMore."]),
]
ROWS = {
    "provider": SCHOOL,
    "visit": VISIT,
    "role": keyed_uid("role", "1"),
    "answer": keyed_uid("answer", "1"),
    "jotting": keyed_uid("jotting", "1"),
}
MADE = ("answer", "role", "jotting")
TABLES = (*ROWS, "task", "disposal")  # all that these histories touch or that is checked
# What an older program may not have heard of.
UNKNOWN = ("visit.summary", "visit.end_time", "answer.evidence", "provider.name", *MADE)
NEWER = "newer000000"  # whose program is newer than everybody's


def tried(does: Callable[[], object]) -> bool:
    """Whether it went through; a plain sentence that says why not is as good."""
    try:
        does()
    except Problem:
        return False
    return True


def edit(machine: Machine, what: int, which: int) -> None:
    table, column, values = FIELDS[what % len(FIELDS)]
    if machine.knows(table.name, column):
        with machine.store.action("Edited") as act:
            act.update(table, ROWS[table.name], **{column: values[which % len(values)]})


def make(machine: Machine, what: int, which: int) -> None:
    name = MADE[what % len(MADE)]
    owned_by, uid = ("provider", SCHOOL) if name == "role" else ("visit", VISIT)
    if not machine.knows(name):
        return
    with machine.store.action("Made") as act:
        if uid not in act.rows({uid: owned_by}):
            return
        if name == "role":
            act.put(role, TEAM, ("1",), provider_uid=SCHOOL, name="Head")
        elif name == "answer":
            act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, value=str(which % 4))
        else:
            act.put(jotting, jottings_part(VISIT), ("1",), visit_uid=VISIT, text="Books. Open.")


def delete(machine: Machine, what: int, which: int) -> None:
    name = sorted(ROWS)[what % len(ROWS)]
    if machine.knows(name):
        with machine.store.action("Deleted") as act:
            act.delete(metadata.tables[name], ROWS[name])


def undo(machine: Machine, what: int, which: int) -> None:
    UndoStack(machine.store).undo()


def redo(machine: Machine, what: int, which: int) -> None:
    UndoStack(machine.store).redo()


SAVES = {"edit": edit, "make": make, "delete": delete, "undo": undo, "redo": redo}


# -- deciding --------------------------------------------------------------------------------------


def questions(store: Store) -> list[resolve.Question]:
    with store.read() as connection:
        return resolve.questions(connection)


def ask(machine: Machine, which: int) -> None:
    """Have one of the open questions on screen, until it is decided or another is."""
    asked = questions(machine.store)
    machine.asked = None
    if asked:
        question = asked[which % len(asked)]
        with machine.store.read() as connection:
            page = pages(connection, {question.table: question.row})[question.row]
        machine.asked = question, page.with_all_versions_of(question.columns)


def decide(store: Store, question: resolve.Question, which: int) -> None:
    with store.action("Decided") as act:
        if question.column == DELETED:
            (resolve.keep if which % 2 else resolve.delete)(act, question)
        else:
            chosen = question.versions[which % len(question.versions)]
            resolve.decide(act, question, chosen.values)


# -- rarer things ----------------------------------------------------------------------------------


def newer_work(number: int, seen: list[str]) -> list[list[Any]]:
    """The operations of a change by a program that knows more than anybody's here."""
    later = [f"{number:032x}", "later_table", "c", {"words": f"KEPT {number}"}, {}]
    fields = {"later_field": f"KEPT TOO {number}"}
    return [later, [VISIT, "visit", "z", fields, {"later_field": seen}]]


def erase(store: Store, which: int) -> None:
    """As the office does; a whole visit only now and then, as little happens after it."""
    name = MADE[which % 3] if which % 10 else "visit"
    context = SimpleNamespace(
        store=store, moment=lambda: "2026-09-20T12:00", me=lambda: SimpleNamespace(name="Office")
    )
    ErasingService(context).erase(name, ROWS[name], ground="Asked for", reason="By law")  # type: ignore[arg-type]


def hand_over(store: Store, colleague: Store) -> None:
    with store.read() as connection:
        parts = leaving.parts_of(connection, SCHOOL)
    with colleague.read() as connection:
        theirs = have_in(connection, WHOLE)
    with store.read() as connection:
        lacking = leaving.lacking(connection, theirs, parts)
    if not lacking:
        leaving.let_go(store, SCHOOL, parts)
