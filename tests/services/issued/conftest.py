"""A caseload in which a visit to each of two schools is recorded and its note begun: made once,
copied for each test."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store, create_store, open_store
from sif_desktop.models.tables.people import authority, officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bootstrap import Services
from tests.services.conftest import PACK, TODAY
from tests.services.office import record_visit


@dataclass(frozen=True)
class Recorded:
    path: Path
    key: bytes
    visit: str
    note: str
    other: str  # the note of the other school


@pytest.fixture(scope="session")
def recorded(tmp_path_factory, registry: Registry) -> Recorded:
    path = tmp_path_factory.mktemp("recorded") / "caseload.sif"
    key = keyfile.create(path, "four plain words here", cost=keyfile.Cost(2**10))
    store = create_store(path, key)
    store.set_person("officer-kim")
    with store.action("Began the caseload", undoable=False) as act:
        act.create(officer, TEAM, "officer-kim", name="Kim Rowe", job_title="School officer")
        version = registry.get(PACK).version
        act.create(authority, TEAM, name="Hill and Vale Council", pack=PACK, pack_version=version)
        for uid, urn, name in (
            ("oakfield", "900001", "Oakfield Primary School"),
            ("hill-top", "900002", "Hill Top Academy"),
        ):
            act.create(
                provider, TEAM, uid, urn=urn, name=name, phase="Primary", status="Open",
                type="Community school", low_age="4", high_age="11",
            )  # fmt: skip
    services = Services(store, registry, lambda: TODAY)
    visit = record_visit(services)
    note = services.notes.start(visit).uid
    other = services.notes.start(record_visit(services, "hill-top")).uid
    store.close()
    return Recorded(path, key, visit, note, other)


@pytest.fixture
def store(tmp_path: Path, recorded: Recorded):
    path = tmp_path / "store" / recorded.path.name
    path.parent.mkdir()
    shutil.copy(recorded.path, path)
    opened: Store = open_store(path, recorded.key)
    yield opened
    opened.close()


@pytest.fixture
def services(store: Store, registry: Registry) -> Services:
    return Services(store, registry, lambda: TODAY)


@pytest.fixture
def visit(recorded: Recorded) -> str:
    return recorded.visit


@pytest.fixture
def note(recorded: Recorded) -> str:
    return recorded.note


@pytest.fixture
def other(recorded: Recorded) -> str:
    return recorded.other
