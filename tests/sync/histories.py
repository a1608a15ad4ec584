"""What people do on up to six laptops, and what their files do on the way; drawn at random.

A step says what is done, by whom, and two numbers that mean what the step makes of them. While a
history runs, every save is held to what its author had before them (sync invariant 5), and no
arrival writes a change or is anything new the second time (invariant 2).
"""

from __future__ import annotations

import random as dice
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from hypothesis import strategies as st

from sif_desktop.models import drafts
from sif_desktop.models.store import Store
from sif_desktop.sync.exchange import take
from sif_desktop.sync.held import have_of
from tests.sync import doings
from tests.sync.doings import FIELDS, ROWS
from tests.sync.fleet import HOUR, NOON, YEAR, Machine
from tests.sync.replicas import foreign, pieces, send, tables_of
from tests.sync.shown import Page, pages, written_since

FAIR = [0.0, 0.5, -HOUR, HOUR]  # how far laptops' clocks are wrong
WILD = [*FAIR, 73 * YEAR, -60 * YEAR]
OFTEN = (*["edit"] * 5, *["type", "decide", "make"] * 2, *["send"] * 7)
PLAIN = (*OFTEN, "leave", "delete", "undo", "redo", "ask", "newer", "erase")
KINDS = (*PLAIN, "clock", "upgrade", "hand_over")
Step = tuple[str, int, int, int]


def steps(kinds: Iterable[str] = KINDS, *, most: int) -> st.SearchStrategy[list[Step]]:
    numbers = (st.integers(0, 5), st.integers(0, 9), st.integers(0, 999))
    one = st.tuples(st.sampled_from(list(kinds)), *numbers)
    return st.lists(one, min_size=most // 4, max_size=most)


class History:
    def __init__(self, machines: list[Machine], clocks: Sequence[float] = FAIR) -> None:
        self.machines, self._clocks = machines, clocks
        self._moment = NOON
        self._late: list[tuple[Machine, list[bytes]]] = []
        self._newer: list[list[Any]] = []  # the changes of a colleague with a newer program

    def at(self, machine: Machine):
        return machine.used(self._moment)

    def run(self, steps: Iterable[Step]) -> None:
        for kind, who, what, which in steps:
            self._moment += which % 3
            machine = self.machines[who % len(self.machines)]
            other = self.machines[what % len(self.machines)]
            if not self._between(machine, other, kind, which):
                with self.at(machine) as store:
                    self._alone_at(machine, store, kind, what, which)

    def end(self) -> None:
        """Everybody has saved what they typed and has the newest program; no file is on its way."""
        for machine in self.machines:
            self._upgrade(machine)
        for machine, lines in self._late:
            self.arrive(machine, lines)
        self._late.clear()

    def exchange(self, giver: Machine, taker: Machine) -> None:
        self.arrive(taker, send(giver.store, taker.store))

    def _between(self, machine: Machine, other: Machine, kind: str, which: int) -> bool:
        """What is not done at one laptop alone; whether it was such a step."""
        does: dict[str, Callable[[], object]] = {
            "send": lambda: self._send(machine, other, which),
            "newer": lambda: self._newer_program(machine),
            "clock": lambda: setattr(machine, "ahead", self._clocks[which % len(self._clocks)]),
            "upgrade": lambda: self._upgrade(machine) if which % 4 == 0 else None,
            "hand_over": lambda: self._hand_over(machine, other),
        }
        return kind in does and (does[kind](), True)[1]

    def _alone_at(self, machine: Machine, store: Store, kind: str, what: int, which: int) -> None:
        does: dict[str, Callable[[], object]] = {
            "type": lambda: self._type(machine, store, what, which),
            "leave": lambda: self._leave(machine, store),
            "ask": lambda: doings.ask(machine, which),
            "decide": lambda: self._decide(machine, store, what, which),
            "erase": lambda: self._erase(machine, store, which),
        }
        if kind in does:
            does[kind]()
        else:
            self._save(store, kind, partial(doings.SAVES[kind], machine, what, which))

    # -- saving ------------------------------------------------------------------------------

    def _save(self, store: Store, kind: str, does: Callable[[], object]) -> None:
        """One of the ordinary saves, of records as they stand."""
        with store.read() as connection:
            shown = pages(connection, ROWS)
        before = store.streams()
        doings.tried(does)
        self._held_to(store, before, shown)
        if kind == "edit":
            self._alone(store, before, shown)

    def _held_to(self, store: Store, before: dict[str, int], shown: Mapping[str, Page]) -> None:
        """Invariant 5: no operation replaces a version that its author was not shown."""
        with store.read() as connection:
            written = written_since(connection, store.replica, before)
        for op in written:
            if op.row in shown and op.kind != "e":
                page = shown[op.row]
                for column, dots in op.prev.items():
                    may = page.every if op.kind == "d" else page.may.get(column, set())
                    # One's own work is known to one, whichever form it was done in.
                    unseen = {d for d in dots if not d.startswith(store.replica)} - may
                    assert not unseen, f"{op} replaced {unseen} of {column}, which was not shown"

    def _alone(self, store: Store, before: dict[str, int], shown: Mapping[str, Page]) -> None:
        """A save of a field that nobody disputes leaves one version of it."""
        with store.read() as connection:
            now = pages(connection, ROWS)
            written = written_since(connection, store.replica, before)
        for op in written:
            for column in op.fields if op.row in shown else ():
                if column not in shown[op.row].disputed:
                    assert now[op.row].stands[column] == {op.dot}, (op, column)

    # -- forms and questions that stay open while others' work arrives -------------------------

    def _type(self, machine: Machine, store: Store, what: int, which: int) -> None:
        table, column, values = FIELDS[what % len(FIELDS)]
        uid = ROWS[table.name]
        with store.read() as connection:
            page = pages(connection, {table.name: uid}).get(uid)
        if page is None or page.gone or not machine.knows(table.name, column):
            return
        machine.typed.setdefault((table.name, column), page)
        drafts.save(store, table.name, uid, column, values[which % len(values)])

    def _leave(self, machine: Machine, store: Store) -> None:
        """Every field typed in becomes a change, of what stood there when its typing began."""
        for (table, column), page in machine.typed.items():
            before, uid = store.streams(), ROWS[table]
            doings.tried(partial(drafts.settle, store, table, uid, "Typed", column))
            self._held_to(store, before, {uid: page})
        machine.typed.clear()

    def _decide(self, machine: Machine, store: Store, what: int, which: int) -> None:
        """Settle a question, which may have been on screen since before others' work arrived."""
        if machine.asked is None:
            doings.ask(machine, what)
        if machine.asked is None:
            return
        (question, page), machine.asked = machine.asked, None
        fresh = question in doings.questions(store)
        before = store.streams()
        if doings.tried(partial(doings.decide, store, question, which)):
            self._held_to(store, before, {question.row: page})
            still = {q.column for q in doings.questions(store) if q.row == question.row}
            assert not fresh or question.column not in still

    # -- what arrives ------------------------------------------------------------------------

    def _send(self, machine: Machine, other: Machine, seed: int) -> None:
        """Some files are kept back and come later, some come twice, some in pieces, some torn."""
        if other is machine:
            return
        chance = dice.Random(seed)
        with other.store.read() as connection:
            have = {} if seed % 3 == 0 else have_of(connection)
        if chance.random() < 0.3:
            parts = pieces(machine.store, have, chance)
            for part in parts[: chance.randint(1, len(parts))] if parts else ():
                self.arrive(other, part)
            return
        lines = send(machine.store, other.store, whole=seed % 3 == 0)
        if chance.random() < 0.3:
            self._late.append((other, lines))
            return
        self.arrive(other, lines)
        if self._late and chance.random() < 0.4:
            self.arrive(*self._late.pop(chance.randrange(len(self._late))))
        if chance.random() < 0.2:
            before = tables_of(other.store)
            assert self.arrive(other, lines).new == 0
            assert tables_of(other.store) == before

    def arrive(self, machine: Machine, lines: list[bytes]):
        """Invariant 2: what others wrote is taken in, and nothing is written."""
        with self.at(machine) as store:
            before = store.streams()
            taken = take(store, lambda: lines, "file")
            assert store.streams() == before
        return taken

    def _newer_program(self, machine: Machine) -> None:
        """A file of somebody whose program knows a table, a field and a kind that nobody here
        knows; it passes through everybody's hands."""
        number = len(self._newer)
        seen = [f"{doings.NEWER}:{number}"] if number else []
        self._newer.append(doings.newer_work(number, seen))
        self.arrive(machine, foreign(self._newer, replica=doings.NEWER, schema=9))

    # -- rarer things ------------------------------------------------------------------------

    def _upgrade(self, machine: Machine) -> None:
        """The older program was closed, which saves what was typed."""
        with self.at(machine) as store:
            self._leave(machine, store)
        machine.upgrade()

    def _erase(self, machine: Machine, store: Store, which: int) -> None:
        self._leave(machine, store)
        doings.tried(partial(doings.erase, store, which))
        machine.asked = None

    def _hand_over(self, machine: Machine, other: Machine) -> None:
        """The school leaves this laptop, once a colleague has said that they have all of it."""
        if other is not machine:
            with self.at(machine) as store:
                self._leave(machine, store)
                doings.hand_over(store, other.store)
            machine.asked = None
