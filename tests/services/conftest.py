"""A real encrypted caseload with an officer, an authority and two fictional schools."""

from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store
from sif_desktop.models.tables.people import authority, officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bootstrap import Services
from tests.caseloads import new_caseload

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "frameworks"
TODAY = date(2026, 11, 23)  # a Monday
PACK = "england-2026"


@pytest.fixture(scope="session")
def registry(tmp_path_factory) -> Registry:
    """The shipped packs, and an empty place for versions of one's own."""
    return Registry([RESOURCES, tmp_path_factory.mktemp("frameworks")])


@pytest.fixture
def store(tmp_path: Path):
    path = tmp_path / "caseload.sif"
    opened = new_caseload(path)
    yield opened
    opened.close()


@pytest.fixture
def services(store: Store, registry: Registry) -> Services:
    """Built on `store`: officer Kim Rowe, two schools `oakfield` and `hill-top`."""
    return begun(store, registry)


def begun(store: Store, registry: Registry) -> Services:
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
    return Services(store, registry, lambda: TODAY)


@pytest.fixture
def count_statements(store: Store):
    """`with count_statements() as counted:` — the SQL statements run meanwhile."""

    @contextmanager
    def counting():
        counted: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            counted.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        yield counted
        event.remove(store.engine, "before_cursor_execute", note)

    return counting
