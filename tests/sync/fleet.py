"""Laptops for thousands of histories. Their caseloads begin anew for each, but their engines stay:
an engine of its own for each history would compile every statement again, which was nearly all
the time that a history took."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import event, update

from sif_desktop.models import change_log, clock
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import sync_self
from sif_desktop.sync.resolve import Question
from tests.sync.shown import Page
from tests.sync.versions import older, upgrade

NOON = 1_790_000_000.0  # the true time when a history begins
HOUR, YEAR = 3600.0, 365 * 24 * 3600.0


class Reused(Store):
    def begin_anew(self, made: Path, number: int) -> None:
        """An empty caseload under an id of its own, the same in every run."""
        self.engine.dispose()
        for name in ("-wal", "-shm"):
            self.path.with_name(self.path.name + name).unlink(missing_ok=True)
        shutil.copyfile(made, self.path)
        with self.local() as connection:
            values = {"replica": f"replica{number:04}", "person": f"person{number}"}
            connection.execute(update(sync_self).values(values))
        self._begin(self.engine, self._writing)


@dataclass
class Machine:
    """One laptop: its caseload, how far its clock is wrong, and what its program does not know."""

    store: Store
    ahead: float = 0.0
    unknown: frozenset[str] = frozenset()
    typed: dict[tuple[str, str], Page] = field(default_factory=dict)  # as typing began
    asked: tuple[Question, Page] | None = None  # what is on screen to be decided

    @contextmanager
    def used(self, moment: float) -> Iterator[Store]:
        """At this laptop, at that moment of the true time."""
        with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
            if self.unknown:
                stack.enter_context(older(self.unknown))
            shown = SimpleNamespace(time=lambda: max(0.0, moment + self.ahead))
            for module in (clock, change_log):
                patch.setattr(module, "time", shown)
            yield self.store

    def knows(self, table: str, column: str = "") -> bool:
        return table not in self.unknown and f"{table}.{column}" not in self.unknown

    def upgrade(self) -> None:
        if self.unknown:
            self.unknown = frozenset()
            upgrade(self.store)


class Fleet:
    def __init__(self, made: tuple[Path, bytes], folder: Path) -> None:
        self._made, self._folder = made, folder
        self._stores: list[Reused] = []

    def machines(self, many: int) -> list[Machine]:
        while len(self._stores) < many:
            self._stores.append(self._store())
        for number, store in enumerate(self._stores[:many]):
            store.begin_anew(self._made[0], number)
        return [Machine(store) for store in self._stores[:many]]

    def close(self) -> None:
        for store in self._stores:
            store.engine.dispose()

    def _store(self) -> Reused:
        path = self._folder / f"laptop{len(self._stores)}.sif"
        shutil.copyfile(self._made[0], path)
        store = Reused(path, self._made[1])
        # Many short saves, none of which must outlast the test.
        event.listen(
            store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF")
        )
        return store
