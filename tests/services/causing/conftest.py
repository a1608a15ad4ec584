"""A caseload under the invented rulebook: a maintained school and an academy."""

from datetime import date

import pytest

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.people import authority, officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bootstrap import Services

from .. import caring

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    return caring.registry(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def services(store, rulebooks):
    """Kim Rowe's caseload of a maintained school and an academy under the invented rulebook."""
    store.set_person("officer-kim")
    with store.action("Began the caseload", undoable=False) as act:
        act.create(officer, TEAM, "officer-kim", name="Kim Rowe")
        act.create(authority, TEAM, name="Vale Council", pack=caring.PACK, pack_version="1")
        for uid, name, kind, group in (
            ("oakfield", "Oakfield Primary School", "Community school", ""),
            ("hill-top", "Hill Top Academy", "Academy converter", "Academies"),
        ):
            act.create(provider, TEAM, uid, name=name, type=kind, type_group=group, status="Open")
    return Services(store, rulebooks, lambda: TODAY)
