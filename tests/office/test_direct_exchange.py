"""A laptop on the office network exchanges with the office store itself, without a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from sif_desktop.cli import main
from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs, keyfile
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import attachment, visit
from sif_desktop.services import caseload
from sif_desktop.services import office as offices
from sif_desktop.services.office_exchange import OfficeLogin
from sif_desktop.services.visit_plan import VisitPlan
from tests.office.conftest import PACK
from tests.office_server import COLLEAGUE, OFFICER, PASSWORD
from tests.sync.replicas import check, tables_of

TODAY = date(2026, 11, 23)
PASSPHRASE = "four plain words here"


@pytest.fixture
def laptop(tmp_path: Path, registry):
    new = caseload.NewCaseload(tmp_path / "anyshire.sif", "Ash Green", PACK, PASSPHRASE)
    opened = caseload.create(new, registry, lambda: TODAY, cost=keyfile.Cost(2**10))
    yield opened
    opened.close()


def login(address, who=OFFICER) -> OfficeLogin:
    return OfficeLogin(str(address), who.user, PASSWORD)


def shown(store):
    return {n: rows for n, rows in tables_of(store).items() if n not in ("authority", "officer")}


def test_both_hold_the_same_afterwards_attachments_too_and_a_second_time_nothing_moves(
    laptop, office, address
):
    here = laptop.services
    school = here.schools.add({"name": "Oakfield Primary School", "urn": "100001"}).uid
    with office.action("Added") as act:
        act.create(provider, "team", "b" * 32, name="Hill Top", urn="100002", status="Open")
    lee = login(address, COLLEAGUE)
    before = here.office.look(lee)
    there = here.office.meet(lee)
    assert (there.sent > 0, there.row.new > 0, there.row.conflicts) == (True, True, 0)
    assert (before.sent, before.row.new) == (there.sent, there.row.new)
    assert (before.row.records, before.row.schools) == (there.row.records, there.row.schools)
    assert {row.name for row in here.schools.rows()} == {"Hill Top", "Oakfield Primary School"}
    assert shown(office) == shown(here.context.store)

    kind = here.context.pack().visit_types[0].code
    planned = here.visits.plan(VisitPlan(school, kind, "2026-12-01", title="Core visit")).uid
    kept = here.attachments.add_bytes(planned, b"Sent by the school", "note.txt").uid
    assert here.office.meet(lee).files == 1
    with office.read() as connection:
        stored = connection.execute(select(attachment.c.sha256).where(attachment.c.uid == kept))
        assert blobs.fetch(connection, stored.scalar_one()) == b"Sent by the school"

    for store, title in ((office, "Theirs"), (here.context.store, "Mine")):
        with store.action("Renamed") as act:
            act.update(visit, planned, title=title)
    assert here.office.meet(lee).row.conflicts == 1
    assert shown(office) == shown(here.context.store)
    again = here.office.meet(lee)
    assert (again.sent, again.files, again.row.new, again.row.files) == (0, 0, 0, 0)
    check(office)
    check(here.context.store)


def test_only_the_schools_asked_for_are_taken_in(laptop, office, address):
    with office.action("Added") as act:
        for urn in ("100001", "100002"):
            uid = act.create(provider, "team", urn * 5 + "ab", name=f"School {urn}", urn=urn)
            act.create(visit, uid, provider_uid=uid, title=f"Visit {urn}")
    laptop.services.office.meet(login(address), schools=["100001" * 5 + "ab"])
    titles = [row["title"] for row in tables_of(laptop.services.context.store)["visit"]]
    assert titles == ["Visit 100001"]


def test_an_office_out_of_reach_changes_nothing(laptop, office, address):
    before = tables_of(laptop.services.context.store)
    with pytest.raises(Problem, match="does not accept"):
        laptop.services.office.meet(OfficeLogin(str(address), OFFICER.user, "wrong"))
    assert tables_of(laptop.services.context.store) == before


def test_the_office_store_is_neither_its_own_laptop_nor_backed_up_from_a_window(
    address, registry, office
):
    opened = offices_unlock(address, registry)
    with pytest.raises(Problem, match="office store itself"):
        opened.services.office.meet(login(address))
    with pytest.raises(Problem, match="not backed up from here"):
        opened.services.backups.make()
    assert not opened.services.backups.round_is_due()
    opened.close()


def offices_unlock(address, registry):
    return offices.unlock(str(address), OFFICER.user, PASSWORD, registry, lambda: TODAY)


def test_the_command_line_exchanges_too(laptop, office, address, monkeypatch, capsys):
    path = laptop.path
    laptop.close()
    monkeypatch.setenv("SIF_PASSPHRASE", PASSPHRASE)
    where = str(address).replace("//", f"//{OFFICER.user}@")
    assert main(["exchange", where, "--from", str(path)]) == 1
    assert "SIF_OFFICE_PASSWORD" in capsys.readouterr().err
    monkeypatch.setenv("SIF_OFFICE_PASSWORD", PASSWORD)
    assert main(["exchange", where, "--from", str(path), "--json"]) == 0
    assert '"conflicts": ' in capsys.readouterr().out
