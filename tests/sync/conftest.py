"""Caseloads that exchange, made quickly from one template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from sif_desktop.models.store import Store
from tests.sync import replicas


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return replicas.template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def new(template, tmp_path) -> Iterator[Callable[[], Store]]:
    """Makes a caseload of its own at each call."""
    made: list[Store] = []
    numbers = count()

    def make() -> Store:
        number = next(numbers)
        made.append(replicas.copy_of(template, tmp_path / f"r{number}.sif", f"person{number}"))
        return made[-1]

    yield make
    for store in made:
        store.engine.dispose()
