"""What holds of up to six laptops whatever their people do and however files arrive.

The numbers are those of the thirteen invariants that the exchange was designed to: 1, 9 are held
to in `same`; 2 and 5 at every step of a history; 3, 4, 6, 7 and 12 in `replicas.check`; 8 in
test_scopes, 10 in the office's test_same_state, 11 in test_bad_files, 13 in test_deciding_apart.
"""

from __future__ import annotations

import random as dice
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sif_desktop.models.store import Store
from sif_desktop.models.tables.visits import visit
from tests.soaking import examples
from tests.sync.doings import UNKNOWN, tried
from tests.sync.fleet import Machine
from tests.sync.histories import FAIR, WILD, History, steps
from tests.sync.replicas import VISIT, begin, check, log_of, pieces, send, tables_of

# To make a failing history smaller would take hours; they are short as they are.
quick = settings(
    max_examples=examples(40),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@given(
    many=st.integers(2, 6),
    clocks=st.sampled_from([FAIR, WILD]),
    behind=st.integers(0, 2),
    unknown=st.frozensets(st.sampled_from(UNKNOWN), min_size=1, max_size=4),
    seed=st.integers(0, 999),
    happens=steps(most=60),
)
@quick
def test_every_order_of_arrival_gives_everybody_the_same(
    fleet, many, clocks, behind, unknown, seed, happens
):
    """Invariants 1 to 7, 9 and 12: two of the laptops may run an older program until the end, and
    a third party a newer one; clocks are wrong, forms and questions stay open while others' work
    arrives, files come torn, shuffled, late and twice."""
    chance = dice.Random(seed)
    machines = fleet.machines(many + 1)
    for machine in machines:
        machine.ahead = chance.choice(clocks)
    *people, last = machines
    for machine in people[1 : 1 + behind]:
        machine.unknown = unknown
    history = History(people, clocks)
    with history.at(people[0]) as store:
        begin(store)
    for other in people[1:]:
        history.exchange(people[0], other)
    history.run(happens)
    for machine in people:
        with history.at(machine) as store:
            check(store, fair=clocks is FAIR)
    history.end()
    settle_between(history)
    for part in pieces(people[0].store, {}, chance):
        history.arrive(last, part)  # who was never there, and gets everything in pieces
    same(machines)
    for machine in (people[-1], last):
        check(machine.store, fair=clocks is FAIR)
    a_deletion_that_saw_everything_holds(history, last)


def same(machines: Sequence[Machine]) -> None:
    """Invariants 1 and 9: the same log, also of what nobody's program knows, shows the same."""
    first, *others = machines
    log, tables = log_of(first.store), tables_of(first.store)
    for other in others:
        assert log_of(other.store) == log
        assert tables_of(other.store) == tables


def a_deletion_that_saw_everything_holds(history: History, other: Machine) -> None:
    """Invariant 6, its second half; `check` sees to the first."""
    first = history.machines[0]
    with history.at(first) as store:
        if tried(lambda: delete_visit(store)):
            assert all(row["x_gone"] for row in tables_of(store)["visit"])
            history.exchange(first, other)
            assert tables_of(other.store)["visit"] == tables_of(store)["visit"]


def delete_visit(store: Store) -> None:
    with store.action("Deleted") as act:
        act.delete(visit, VISIT)


def settle_between(history: History) -> None:
    """Everybody to everybody: whatever is sent is exactly what was missing."""
    first, *others = history.machines
    for other in others:
        history.exchange(other, first)
    for other in others:
        history.exchange(first, other)
        assert send(first.store, other.store) == []
        assert send(other.store, first.store) == []
