"""Erased for good: from the tables, the log, the files and every colleague's caseload."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.changes import TEAM, jottings_part
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.tables.log import action, blob, sync_op
from sif_desktop.models.tables.visits import attachment, jotting, visit
from sif_desktop.models.undo import UndoStack
from sif_desktop.sync.bundle import ErasedByOther
from tests.services.stored_bytes import plain_bytes
from tests.services.test_exchange import befriend, begin, office, retitle  # noqa: F401
from tests.services.test_team import names, team  # noqa: F401

WORDS = "Secret words of Oakfield"
WHY = {"ground": "Retention 4.2", "reason": "Kept longer than it may be."}


def store(services):
    return services.context.store


def record(services) -> tuple[str, str]:
    """A visit with a jotting and a file; gives the visit and the file's hash."""
    uid = begin(services)
    with store(services).action(WORDS) as act:
        act.update(visit, uid, summary=WORDS)
        act.create(jotting, jottings_part(uid), visit_uid=uid, text=WORDS)
        sha256 = blobs.keep(act.connection, WORDS.encode() * 50)
        school = act.connection.execute(select(visit.c.provider_uid)).scalar()
        act.create(attachment, school, visit_uid=uid, sha256=sha256)
    return uid, sha256


def holds(services, words: str) -> bool:
    """Whether any table of the caseload has these words."""
    with store(services).read() as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if store(services).on_server:
            tables = (
                "SELECT schemaname || '.' || tablename FROM pg_tables"
                " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            )
        for (name,) in connection.exec_driver_sql(tables).all():
            rows = connection.exec_driver_sql(f"SELECT * FROM {name}").all()
            if any(words in str(row) for row in rows):
                return True
    return False


def sound(services) -> bool:
    with store(services).read() as connection:
        return disagreements(connection) == []


def send(one, other, path, *, accepted=False, **more):
    one.exchange.send(path, [names(one)[other.context.me().name]], **more)
    return other.exchange.receive(path, accepted=accepted)


def test_nothing_of_it_is_left_but_a_line_of_the_disposal_log(office):  # noqa: F811
    alex = office[0].services
    uid, sha256 = record(alex)
    alex.search.refresh()
    assert holds(alex, WORDS)
    plan = alex.erasing.plan("visit", uid)
    assert (plan.record, plan.count, plan.files) == ("Visit", 3, 1)
    done = alex.erasing.erase("visit", uid, **WHY)
    assert done.touches("visit", "jotting", "attachment")
    assert not holds(alex, WORDS) and sound(alex)
    with store(alex).read() as connection:
        assert connection.execute(select(blob).where(blob.c.sha256 == sha256)).all() == []
        kinds = connection.execute(select(sync_op.c.kind).where(sync_op.c.row == uid)).scalars()
        assert set(kinds) == {"x", "e"}
        dropped = select(func.count()).select_from(action).where(action.c.state == "dropped")
        assert connection.execute(dropped).scalar_one() >= 1
    [line] = alex.erasing.log()
    assert (line.record, line.records, line.files, line.late) == ("Visit", 3, 1, 0)
    assert line.erased_by == "Alex" and line.ground == "Retention 4.2"
    with pytest.raises(Problem, match="nothing to undo"):
        UndoStack(store(alex)).undo()
    assert not holds(alex, WORDS)
    for uid_, more in ((uid, WHY), ("nothing", WHY), (uid, {"ground": " ", "reason": "x"})):
        with pytest.raises(Problem):
            alex.erasing.erase("visit", uid_, **more)


def test_no_byte_of_it_is_left_in_the_file_nor_of_what_it_said_before(office):  # noqa: F811
    opened = office[0]
    alex, key = opened.services, opened.key
    before = "Quagmire of an earlier wording"
    uid, _ = record(alex)
    retitle(alex, uid, f"{before} {'and more ' * 300}")
    alex.search.refresh()  # an index keeps words of its own
    retitle(alex, uid, "Zebrawood")
    alex.search.refresh()
    store(alex).checkpoint()
    alex.erasing.erase("visit", uid, **WHY)
    opened.close()
    left = plain_bytes(opened.path, key).lower()
    assert b"retention 4.2" in left  # these are the pages, and this is kept
    for words in (WORDS, "quagmire", "zebrawood"):
        assert words.lower().encode() not in left, words


def test_where_there_is_no_room_to_write_the_file_anew_it_is_said_and_the_record_is_erased(
    office,  # noqa: F811
    monkeypatch,
):
    alex = office[0].services
    uid, _ = record(alex)
    with monkeypatch.context() as full:
        full.setattr(type(store(alex)), "rewrite", lambda _store: False)
        with pytest.raises(Problem, match="erased, but the disk is too full"):
            alex.erasing.erase("visit", uid, **WHY)
    assert not holds(alex, WORDS) and len(alex.erasing.log()) == 1
    assert store(alex).rewrite() and sound(alex)


@pytest.mark.parametrize("office", [("Alex", "Robin", "Sam")], indirect=True)
def test_it_goes_from_every_caseload_and_what_arrives_later_is_counted_and_discarded(
    team,  # noqa: F811
    tmp_path,
):
    alex, robin, sam, _ = team
    alex.team.set_role(names(alex)["Robin"], "office")
    uid, _ = record(robin)
    send(robin, sam, tmp_path / "1.sifx", accepted=True)
    send(alex, robin, tmp_path / "2.sifx")
    retitle(sam, uid, WORDS)
    with store(sam).action("Jotted") as act:
        school = act.connection.execute(select(visit.c.provider_uid)).scalar()
        sha256 = blobs.keep(act.connection, b"late" * 100)
        act.create(attachment, school, visit_uid=uid, title=WORDS, sha256=sha256)
    robin.erasing.erase("visit", uid, **WHY)
    said = send(sam, robin, tmp_path / "3.sifx")
    assert any("2 changes to records that were erased" in text for text in said.warnings)
    assert not holds(robin, WORDS) and sound(robin)
    assert robin.erasing.log()[0].late == 1
    with store(robin).read() as connection:
        assert connection.execute(select(blob).where(blob.c.sha256 == sha256)).all() == []
    said = send(robin, sam, tmp_path / "4.sifx")
    assert any("erased for good by Robin" in text for text in said.warnings)
    assert not holds(sam, WORDS) and sound(sam)
    assert len(sam.erasing.log()) == 1
    send(alex, robin, tmp_path / "5.sifx")
    send(robin, alex, tmp_path / "6.sifx")  # who never held any of it
    assert sound(alex) and not holds(alex, WORDS)
    again = send(robin, sam, tmp_path / "7.sifx")
    assert again.new == 0


@pytest.mark.parametrize("office", [("Alex", "Robin")], indirect=True)
def test_only_the_office_erases_and_nobody_elses_erasure_is_taken_unasked(
    team,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    alex, robin, _ = team
    uid, _ = record(robin)
    send(robin, alex, tmp_path / "1.sifx")
    with pytest.raises(Problem, match="Only the office"):
        robin.erasing.erase("visit", uid, **WHY)
    monkeypatch.setattr("sif_desktop.sync.roster.may_erase", lambda *_: True)
    robin.erasing.erase("visit", uid, **WHY)
    with pytest.raises(ErasedByOther):
        send(robin, alex, tmp_path / "2.sifx")
    assert holds(alex, WORDS) and sound(alex)


def test_the_chain_holds_for_one_who_gets_it_all_after_the_erasure(office, tmp_path):  # noqa: F811
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    uid, _ = record(alex)
    retitle(alex, uid, "Another")
    alex.erasing.erase("visit", uid, **WHY)
    with pytest.raises(ErasedByOther):  # there is no list that says who may
        send(alex, robin, tmp_path / "1.sifx")
    done = robin.exchange.receive(tmp_path / "1.sifx", accepted=True)
    assert done.new > 0 and sound(robin) and not holds(robin, WORDS)
    assert TEAM and robin.erasing.log()[0].records == 3


@pytest.mark.parametrize("office", [("Alex", "Robin")], indirect=True)
def test_an_office_whose_key_is_revoked_erases_no_more(team):  # noqa: F811
    alex, robin, _ = team
    alex.team.set_role(names(alex)["Robin"], "office")
    robin.team.join(alex.team.list_file())
    assert robin.erasing.may_erase()
    alex.team.revoke(names(alex)["Robin"])
    robin.team.join(alex.team.list_file())
    assert not robin.erasing.may_erase()


def test_what_may_be_erased_is_listed_by_school_and_kind_with_deleted_ones(office):  # noqa: F811
    alex = office[0].services
    uid, sha256 = record(alex)
    with store(alex).action("More") as act:
        school = act.connection.execute(select(visit.c.provider_uid)).scalar()
        act.create(attachment, school, "other", visit_uid=uid, sha256=sha256, title="Again")
        act.create(visit, school, "kept", provider_uid=school, title="Kept")
        act.create(attachment, school, visit_uid="kept", sha256=sha256)
        act.delete(attachment, "other")
    assert alex.erasing.plan("visit", uid).files == 0  # another visit has the same file
    kinds = {kind.table: kind.count for kind in alex.erasable.kinds(school)}
    assert kinds == {"provider": 1, "visit": 2, "jotting": 1, "attachment": 3}
    listed = [one.name for one in alex.erasable.records(school, "attachment")]
    assert "Again (deleted)" in listed and len(listed) == 3
    assert list(alex.erasable.schools()) == [school] and alex.erasable.kinds("") == ()
