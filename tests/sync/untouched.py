"""What every refusal owes the officer: a plain sentence with what to do, and not a byte changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.store import Store
from sif_desktop.sync.bundle import receive

_OF_PROGRAMMERS = re.compile(
    r"Traceback|Error\b|Exception|\bNone\b|errno|\b0x|object at|<class|\{'|sqlite|OperationalError"
)


def raw_tables(store: Store) -> dict[str, list[tuple]]:
    """Every table of the file as it lies there, the log and what belongs to this machine too."""
    with store.read() as connection:
        run = connection.exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return {name: sorted(map(repr, run(f'SELECT * FROM "{name}"').all())) for name in names}


def is_plain(problem: Problem) -> bool:
    """Two sentences an officer can act on."""
    said = (problem.message, problem.hint)
    ended = all(re.search(r"[.?]\)?\Z", words) for words in said)
    return ended and not _OF_PROGRAMMERS.search(" ".join(said))


def refused(store: Store, path: Path, before: dict[str, list[tuple]] | None = None) -> Problem:
    """Why `path` is refused, having seen that it is said plainly and that nothing was changed."""
    held = raw_tables(store) if before is None else before
    with pytest.raises(Problem) as said:
        receive(store, path)
    assert raw_tables(store) == held
    assert is_plain(said.value), str(said.value)
    return said.value
