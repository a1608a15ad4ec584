"""A form filled in on a page of the office store, while a colleague saved the same record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import drafts
from sif_desktop.models.base import metadata
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.office import OfficeStore, open_office
from sif_desktop.models.ops import held_of
from sif_desktop.models.tables.log import sync_change, sync_stream
from sif_desktop.models.tables.providers import role
from sif_desktop.models.tables.visits import answer, visit
from tests.office.conftest import begin_again
from tests.office_server import COLLEAGUE, OFFICER
from tests.soaking import examples
from tests.sync import doings
from tests.sync.doings import FIELDS, ROWS
from tests.sync.fleet import Machine
from tests.sync.replicas import SCHOOL, VISIT, begin, check, questions
from tests.sync.shown import Page, pages, written_since

TWO = tuple[OfficeStore, OfficeStore]


def two_of(address) -> TWO:
    kim = open_office(address, OFFICER, officer_name="Kim Rowe")
    return kim, open_office(address, COLLEAGUE, officer_name="Lee Shaw")


@pytest.fixture
def both(address) -> Iterator[TWO]:
    """Kim and Lee, who both have the visit on screen."""
    kim, lee = two_of(address)
    begin(kim)
    kim.look()
    lee.look()
    yield kim, lee
    for store in (kim, lee):
        store.close()


def save(store: OfficeStore, **fields: str) -> None:
    with store.action("Edited") as act:
        act.update(visit, VISIT, **fields)


def shown(store: OfficeStore, *columns: str) -> tuple[str, ...]:
    with store.read() as connection:
        return tuple(connection.execute(select(*(visit.c[name] for name in columns))).one())


def test_what_was_left_as_it_was_on_the_form_does_not_come_back_over_a_colleagues_work(both):
    kim, lee = both
    save(lee, title="Learning walk", start_time="09:00", end_time="12:00")
    save(kim, title="Core visit", start_time="", end_time="", look_fors="Reading")
    found = shown(kim, "title", "start_time", "end_time", "look_fors")
    assert found == ("Learning walk", "09:00", "12:00", "Reading")
    assert questions(kim) == []


def test_what_both_changed_waits_for_one_of_them_to_decide(both):
    kim, lee = both
    save(lee, title="Learning walk")
    save(kim, title="Autumn visit")
    assert questions(lee) == [(VISIT, "title", "value")]
    check(kim)
    kim.look()  # the page shows both
    question = doings.questions(kim)[0]
    assert {version.values["title"] for version in question.versions} == {
        "Learning walk", "Autumn visit"
    }  # fmt: skip
    doings.decide(kim, question, 0)
    assert questions(kim) == []


def test_what_only_makes_sense_together_and_was_changed_apart_is_one_question(both):
    kim, lee = both
    save(lee, start_time="09:00")
    save(kim, end_time="12:00")
    assert [kind for _, _, kind in questions(kim)] == ["group"]
    lee.look()
    save(lee, title="Learning walk")  # has nothing to do with it
    assert [kind for _, _, kind in questions(kim)] == ["group"]


def test_ones_own_work_and_what_the_page_showed_is_simply_replaced(both):
    kim, lee = both
    save(kim, title="First")
    save(kim, title="Second", start_time="09:00")
    save(kim, end_time="12:00")
    save(lee, summary="Three.")
    kim.look()
    save(kim, summary="Four.")
    assert questions(kim) == []
    assert shown(lee, "title", "summary") == ("Second", "Four.")


def test_typing_begins_from_what_the_page_showed(both):
    kim, lee = both
    save(lee, summary="One. Two. Three.")
    drafts.save(kim, "visit", VISIT, "summary", "Nought. One. Two.")
    drafts.save(kim, "visit", VISIT, "title", "Autumn visit")
    save(lee, title="Learning walk")
    kim.look()  # the typing goes on from what was there when it began
    drafts.save(kim, "visit", VISIT, "title", "Autumn visit 2")
    drafts.settle(kim, "visit", VISIT, "Typed")
    assert shown(kim, "summary") == ("Nought. One. Two. Three.",)
    assert (VISIT, "title", "value") in questions(kim)


def test_ones_own_work_elsewhere_on_the_page_is_no_question_when_the_typing_is_left(both):
    kim, _ = both
    drafts.save(kim, "visit", VISIT, "start_time", "09:00")
    save(kim, end_time="12:00")
    drafts.settle(kim, "visit", VISIT, "Typed")
    assert questions(kim) == []


def test_a_record_that_a_colleague_changed_meanwhile_is_not_simply_deleted(both):
    kim, lee = both
    save(lee, title="Learning walk")
    with kim.action("Deleted") as act:
        act.delete(visit, VISIT)
    assert questions(kim) == [(VISIT, "_del", "deledit")]
    assert shown(kim, "title", "x_gone") == ("Learning walk", 0)


def test_nor_is_one_that_owns_nothing(both):
    kim, lee = both
    with kim.action("Answered") as act:
        uid = act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, state="answered", value="2")
    lee.look()
    with kim.action("Answered") as act:
        act.update(answer, uid, value="3")
    with lee.action("Deleted") as act:
        act.delete(answer, uid)
    assert questions(kim) == [(uid, "_del", "deledit")]
    check(kim)


def test_nor_is_one_that_a_colleague_deleted_and_took_back(both):
    kim, lee = both
    with lee.action("Deleted") as act:
        act.delete(visit, VISIT)
    with lee.action("Took it back") as act:
        act.restore(visit, VISIT)
    with kim.action("Deleted") as act:
        act.delete(visit, VISIT)
    assert questions(kim) == [(VISIT, "_del", "deledit")]
    assert shown(kim, "x_gone") == (0,)
    check(kim)


def test_what_a_colleague_added_to_a_record_meanwhile_keeps_it(both):
    kim, lee = both
    with lee.action("Answered") as act:
        new = act.create(answer, SCHOOL, visit_uid=VISIT, form="walk", item="books", value="3")
    with kim.action("Deleted") as act:
        act.delete(visit, VISIT)
    with kim.read() as connection:
        kept = connection.execute(select(answer.c.x_gone).where(answer.c.uid == new)).scalar_one()
    assert (kept, shown(kim, "x_gone")) == (0, (0,))
    assert questions(kim) == [(VISIT, "_del", "deledit")]
    check(kim)


def test_two_who_answer_the_same_that_was_open_for_both_are_asked(both):
    for store, value in zip(both, ("2", "3"), strict=True):
        with store.action("Answered") as act:
            act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, state="answered", value=value)
    uid = keyed_uid("answer", "1")
    assert [(row, kind) for row, _, kind in questions(both[0])] == [(uid, "group")]


def test_what_was_deleted_meanwhile_is_said(both):
    kim, lee = both
    with lee.action("Deleted") as act:
        act.delete(visit, VISIT)
    with pytest.raises(Problem, match="deleted meanwhile"):
        save(kim, title="Autumn visit")


# -- whatever the two do ---------------------------------------------------------------------------


@dataclass
class Seat:
    """One of the two at their window, and the pages as they were when last read."""

    store: OfficeStore
    page: dict[str, Page] = field(default_factory=dict)

    def look(self) -> None:
        self.store.look()
        with self.store.read() as connection:
            self.page = pages(connection, ROWS)

    def known(self, row: str, column: str, kind: str) -> set[str]:
        """What this person may replace: what the page showed, and all that is their own."""
        page = self.page.get(row)
        if page is None:
            return set()
        return page.every if kind == "d" else page.may.get(column, set())


def own_dots(store: OfficeStore, person: str) -> set[str]:
    joined = sync_change.join(sync_stream, sync_stream.c.id == sync_change.c.stream)
    query = select(sync_stream.c.replica, sync_change.c.seq).select_from(joined)
    with store.read() as connection:
        rows = connection.execute(query.where(sync_change.c.author == person))
        return {f"{row.replica}:{row.seq}" for row in rows}


def _with_all_they_replaced(store: OfficeStore, row: str, dots: set[str]) -> set[str]:
    with store.read() as connection:
        ops = {op.dot: op for op in held_of(connection, [row])[row].ops}
    found, todo = set(), list(dots & ops.keys())
    while todo:
        dot = todo.pop()
        if dot not in found and dot in ops:
            found.add(dot)
            todo += (d for dots in ops[dot].prev.values() for d in dots)
    return found


ACTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["look", "edit", "edit", "edit", "make", "make", "delete", "form"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    min_size=6,
    max_size=30,
)


@settings(suppress_health_check=list(HealthCheck), max_examples=examples(8))
@given(acts=ACTS)
def test_no_save_replaces_what_its_author_was_not_shown(acts, server, made):
    """Invariant 5 in one store that two write in, held against an independent model of what
    stood on the pages."""
    begin_again(server, made)
    stores = two_of(made)
    try:
        begin(stores[0])
        seats = [Seat(store) for store in stores]
        for seat in seats:
            seat.look()
        for who, kind, what, which in acts:
            if kind == "look":
                seats[who].look()
            else:
                _held_to_the_page(seats[who], kind, what, which)
        check(stores[0])
    finally:
        for store in stores:
            store.engine.dispose()


def _held_to_the_page(seat: Seat, kind: str, what: int, which: int) -> None:
    store, before = seat.store, seat.store.streams()
    mine = own_dots(store, store.person)
    if kind == "form":
        doings.tried(lambda: _whole_form(store, which))
    else:
        does = doings.SAVES[kind]
        doings.tried(lambda: does(Machine(store), what, which))  # type: ignore[arg-type]
    with store.read() as connection:
        written = written_since(connection, store.replica, before)
    for op in written:
        if op.row not in ROWS.values() or op.kind not in "ud":
            continue
        known = _with_all_they_replaced(store, op.row, mine)
        for column, dots in op.prev.items():
            unseen = set(dots) - seat.known(op.row, column, op.kind) - known - {op.dot}
            assert not unseen, f"{op} replaced {unseen} of {column}, which was not on the page"


def _whole_form(store: OfficeStore, which: int) -> None:
    """A form that gives every field, of which one was changed."""
    table, uid = (visit, VISIT) if which % 2 else (role, ROWS["role"])
    with store.read() as connection:
        row = connection.execute(select(table).where(table.c.uid == uid)).mappings().first()
    if row is not None:
        given = {c: row[c] for t, c, _ in FIELDS if t is table}
        given |= {c: values[which % len(values)] for t, c, values in FIELDS if t is table}
        with store.action("Edited") as act:
            act.update(metadata.tables[table.name], uid, **given)
