"""The office store keeps what a caseload keeps, in the same tables and the same log."""

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.undo import UndoStack
from tests.sync.replicas import check


def test_what_is_saved_is_logged_and_can_be_undone(office):
    with office.action("Added a school") as act:
        uid = act.create(provider, TEAM, name="Oakfield", urn="100001")
    with office.action("Renamed it") as act:
        act.update(provider, uid, name="Ashfield")
    UndoStack(office).undo()
    with office.read() as connection:
        row = connection.execute(provider.select()).one()
    assert row.name == "Oakfield"
    check(office)
