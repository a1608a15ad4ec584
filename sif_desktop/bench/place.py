"""What every measure is given: the county store, a copy to write in, and a folder to litter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from sif_desktop import paths
from sif_desktop.bench import county
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import driver, keyfile
from sif_desktop.models.store import Store, open_store
from sif_desktop.services.bootstrap import Services

if TYPE_CHECKING:
    from collections.abc import Iterator

from contextlib import contextmanager

TODAY = county.LAST_DAY
Statement = tuple[str, Any]


@dataclass
class Place:
    """One run of the benchmark. `pairs` is how often each two things are compared."""

    store: Path
    folder: Path
    say: Callable[[str], object]
    pairs: int = 7
    _open: list[Store] = field(default_factory=list)

    @cached_property
    def key(self) -> bytes:
        return keyfile.unlock(self.store, county.PASSPHRASE)

    @cached_property
    def registry(self) -> Registry:
        return Registry(paths.frameworks())

    @cached_property
    def services(self) -> Services:
        """Of the county store, for reading."""
        return self.services_of(self.store)

    @cached_property
    def copy(self) -> Path:
        """The county store again, to write in."""
        self.say("copying the county store, to write in the copy")
        target = self.folder / "copy" / self.store.name
        target.parent.mkdir()
        for file in (self.store, keyfile.key_path(self.store)):
            shutil.copy(file, target.with_name(file.name))
        return target

    @cached_property
    def writable(self) -> Services:
        return self.services_of(self.copy)

    def services_of(self, path: Path) -> Services:
        store = open_store(path, self.key if path.name == self.store.name else _key(path))
        self._open.append(store)
        return Services(store, self.registry, lambda: TODAY)

    @cached_property
    def driver(self) -> Any:
        """A bare connection to the county store."""
        return driver.connect(self.store, self.key)

    def close(self) -> None:
        for store in self._open:
            store.close()
        if "driver" in self.__dict__:
            self.driver.close()


def _key(path: Path) -> bytes:
    return keyfile.unlock(path, county.PASSPHRASE)


@contextmanager
def recorded(services: Services) -> Iterator[list[Statement]]:
    """The statements run meanwhile, each with its parameters, as the driver was given them."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement not in ("BEGIN", "BEGIN IMMEDIATE"):
            found.append((statement, values))

    engine = services.context.store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
