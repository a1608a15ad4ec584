"""One server for all these tests, and an office store of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.changes import TEAM
from sif_desktop.models.office import Address, OfficeStore, create_office, open_office
from sif_desktop.models.store import Store
from sif_desktop.models.tables.people import authority
from sif_desktop.services.erasing import ErasingService
from tests.office_server import OFFICER, Server, running

PACK, VERSION = "england-2026", "1"
RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "frameworks"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running() as made:
        yield made


@pytest.fixture(scope="session")
def made(server: Server) -> Address:
    """The office store of these tests."""
    address = server.database()
    store = create_office(
        address, OFFICER, officer_name="Kim Rowe", pack=PACK, version=VERSION, name="Anyshire"
    )
    store.close()
    return address


@pytest.fixture
def address(server: Server, made: Address) -> Address:
    """The one office store, as if it had just been made: quicker than making it for each test."""
    begin_again(server, made)
    return made


def begin_again(server: Server, made: Address, officer: str = "Kim Rowe") -> None:
    server.empty(made)
    store = open_office(made, OFFICER, officer_name=officer)
    with store.action("Began the office store", undoable=False) as act:
        act.create(authority, TEAM, name="Anyshire", pack=PACK, pack_version=VERSION)
    store.engine.dispose()


def eraser(store: Store) -> ErasingService:
    """What erases for good, on a store by itself."""
    me = SimpleNamespace(name="Kim Rowe")
    said = SimpleNamespace(store=store, moment=lambda: "2026-11-23T10:00:00", me=lambda: me)
    return ErasingService(said)  # type: ignore[arg-type]


@pytest.fixture
def office(address: Address) -> Iterator[OfficeStore]:
    store = open_office(address, OFFICER)
    yield store
    store.close()


@pytest.fixture(scope="session")
def registry(tmp_path_factory) -> Registry:
    return Registry([RESOURCES, tmp_path_factory.mktemp("frameworks")])
