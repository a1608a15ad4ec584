"""Caseloads that exchange, made quickly from one template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from sif_desktop.models.store import Store
from tests.sync import replicas
from tests.sync.doings import TABLES
from tests.sync.fleet import Fleet
from tests.sync.versions import only


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return replicas.template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def fleet(template, tmp_path_factory) -> Iterator[Fleet]:
    """Laptops for many histories, whose program knows the tables these touch and no other."""
    made = Fleet(template, tmp_path_factory.mktemp("fleet"))
    with only(TABLES):
        yield made
    made.close()


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
