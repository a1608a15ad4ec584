"""What holds of up to six caseloads whatever their people do and however files arrive."""

from __future__ import annotations

import json
import os
import random as dice

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM, jottings_part
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.log import sync_change
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import answer, jotting, visit
from sif_desktop.models.undo import UndoStack
from sif_desktop.sync import resolve
from sif_desktop.sync.exchange import take
from tests.sync.replicas import SCHOOL, VISIT, begin, check, copy_of, give, send, tables_of

EDITS = [
    (visit, "title", ["A", "B"]),
    (visit, "summary", ["One. Two.", "One. Two.\nThree.", "Uno. Two.", ""]),
    (visit, "start_time", ["09:00", "10:00"]),
    (provider, "name", ["Oakfield", "Ashfield"]),
    (role, "name", ["Head", "Deputy"]),
    (answer, "value", ["1", "2"]),
    (jotting, "text", ["Books. Open.", "Books. Shut.\nMore."]),
]
KEYED = {
    "answer": keyed_uid("answer", "1"),
    "role": keyed_uid("role", "1"),
    "jotting": keyed_uid("jotting", "1"),
    "visit": VISIT,
    "provider": SCHOOL,
}
step = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 5), st.integers(0, 6), st.integers(0, 3)),
    st.tuples(
        st.just("make"),
        st.integers(0, 5),
        st.sampled_from(["answer", "role", "jotting"]),
        st.just(0),
    ),
    st.tuples(st.just("delete"), st.integers(0, 5), st.sampled_from(sorted(KEYED)), st.just(0)),
    st.tuples(st.just("undo"), st.integers(0, 5), st.just(0), st.just(0)),
    st.tuples(st.just("decide"), st.integers(0, 5), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("send"), st.integers(0, 5), st.integers(0, 5), st.integers(0, 999)),
)
# Shrinking would go on for hours, as each example makes files; the steps are short as they are.
quick = settings(
    suppress_health_check=list(HealthCheck),
    max_examples=10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)


def perform(stores, waiting, kind, who, what, which) -> None:
    store = stores[who % len(stores)]
    try:
        if kind == "edit":
            table, column, values = EDITS[what]
            with store.action("Edited") as act:
                act.update(table, KEYED[table.name], **{column: values[which % len(values)]})
        elif kind == "make":
            make(store, what)
        elif kind == "delete":
            with store.action("Deleted") as act:
                act.delete(metadata.tables[what], KEYED[what])
        elif kind == "decide":
            decide(store, what, which)
        elif kind == "undo":
            UndoStack(store).undo()
        else:
            other = stores[what % len(stores)]
            if other is not store:
                deliver(store, other, waiting, which)
    except Problem:
        return


def decide(store, what, which) -> None:
    """Settle one of the open questions by one of its answers; it is then closed here."""
    with store.read() as connection:
        asked = resolve.questions(connection)
    if not asked:
        return
    question = asked[what % len(asked)]
    with store.action("Decided") as act:
        if question.column == "_del":
            (resolve.keep if which % 2 else resolve.delete)(act, question)
        else:
            resolve.decide(act, question, question.versions[which % len(question.versions)].values)
    with store.read() as connection:
        still = resolve.questions(connection, [question.row])
    assert question.column not in {q.column for q in still}


def make(store, what) -> None:
    with store.action("Made") as act:
        if what == "role":
            act.put(role, TEAM, ("1",), provider_uid=SCHOOL, name="Head")
        elif what == "answer":
            act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, value="3")
        else:
            act.put(jotting, jottings_part(VISIT), ("1",), visit_uid=VISIT, text="Books. Open.")


def deliver(store, other, waiting, seed) -> None:
    """Some files are kept back and arrive later, some come twice, some in pieces."""
    lines = send(store, other, whole=seed % 3 == 0)
    chance = dice.Random(seed)
    if chance.random() < 0.3:
        waiting.append((other, lines))
        return
    take(other, lambda: lines, "now")
    if waiting and chance.random() < 0.4:
        late, held = waiting.pop(chance.randrange(len(waiting)))
        take(late, lambda: held, "late")
    if chance.random() < 0.2:
        before = tables_of(other)
        own = own_changes(other)
        assert take(other, lambda: lines, "again").new == 0
        assert tables_of(other) == before and own_changes(other) == own


def own_changes(store) -> int:
    return sum(store.streams().values())


def fresh(template, folder, number):
    return copy_of(template, folder / f"i{number}.sif", f"person{number}")


@given(st.integers(2, 6), st.lists(step, min_size=5, max_size=60))
@quick
def test_every_order_of_arrival_gives_everybody_the_same(template, tmp_path_factory, many, steps):
    folder = tmp_path_factory.mktemp("many")
    stores = [fresh(template, folder, number) for number in range(many)]
    begin(stores[0])
    waiting: list = []
    for other in stores[1:]:
        give(stores[0], other)
    for one in steps:
        perform(stores, waiting, *one)
    for late, held in waiting:
        take(late, lambda held=held: held, "late")
    for store in stores:
        check(store)
    settle_between(stores)
    last = fresh(template, folder, many)  # who was never there, and gets everything in pieces
    lines = send(stores[0], last, whole=True)
    take(last, lambda: lines, "all")
    stores.append(last)
    for store in stores:
        check(store)
        assert tables_of(store) == tables_of(stores[0])
        store.engine.dispose()


def settle_between(stores) -> None:
    """Everybody to everybody: whatever is sent is exactly what was missing."""
    for store in stores[1:]:
        give(store, stores[0])
    for store in stores[1:]:
        give(stores[0], store)
        assert send(stores[0], store) == []
        assert send(store, stores[0]) == []


@given(st.lists(step, min_size=8, max_size=40))
@quick
def test_relay_through_a_third_who_knows_less_loses_nothing(template, tmp_path_factory, steps):
    """Invariant 9: the relay does not know two fields and a whole table."""
    folder = tmp_path_factory.mktemp("relay")
    one, relay, other = (fresh(template, folder, number) for number in range(3))
    begin(one)
    for kind, _, what, which in steps:
        perform([one], [], kind, 0, what, which)
    with one.action("By a newer program") as act:
        change = act.change_of(SCHOOL)
        change.ops["ab" * 16] = ["ab" * 16, "later_table", "c", {"words": "KEPT"}, {}]
        change.ops[VISIT] = [VISIT, "visit", "u", {"later_field": "KEPT TOO"}, {"later_field": []}]
    give(one, relay)
    give(relay, other)
    kept, passed_on = (
        [json.loads(line) for line in send(a, b, whole=True)]
        for a, b in ((one, relay), (relay, one))
    )
    assert kept == passed_on
    text = b"".join(send(other, one, whole=True))
    assert b"KEPT" in text and b"KEPT TOO" in text
    with other.read() as connection:
        assert connection.execute(select(sync_change)).first() is not None
    for store in (one, relay, other):
        store.engine.dispose()
