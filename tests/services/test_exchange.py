"""What the screens of exchange will ask for, answered by the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Answer, AnswerState, Item, ItemKind
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit
from sif_desktop.services import caseload
from sif_desktop.services.exchange import UnknownSender
from sif_desktop.services.received_rows import RecordsRow
from sif_desktop.services.typed import answer_text

SECRET = "four unrelated words here"


@pytest.fixture
def office(tmp_path, request):
    """Officers' caseloads, opened: two unless others are named."""
    registry = Registry(paths.frameworks())
    made = []
    for name in getattr(request, "param", ("Alex", "Robin")):
        new = caseload.NewCaseload(
            tmp_path / name / f"{name}.sif", name, registry.latest()[0].id, SECRET
        )
        made.append(
            caseload.create(new, registry, lambda: date(2026, 11, 20), cost=keyfile.Cost(n=2**10))
        )
    yield made
    for opened in made:
        opened.close()


def begin(services) -> str:
    with services.context.store.action("Began") as act:
        school = act.create(provider, TEAM, name="Oakfield", urn="100001")
        return act.create(visit, school, provider_uid=school, title="Core visit")


def retitle(services, uid: str, title: str) -> None:
    with services.context.store.action("Edited") as act:
        act.update(visit, uid, title=title)


def befriend(alex, robin) -> None:
    robin.exchange.add_card(alex.exchange.card())
    alex.exchange.add_card(robin.exchange.card())


def colleague(services) -> str:
    return services.exchange.colleagues()[0].id


def test_two_officers_exchange_and_settle_a_conflict(office, tmp_path):
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    assert alex.exchange.my_words() == robin.exchange.colleagues()[0].words
    uid = begin(alex)
    alex.exchange.send(tmp_path / "1.sifx", [colleague(alex)])
    would = robin.exchange.preview(tmp_path / "1.sifx")
    assert would.sender == "Alex" and RecordsRow("Visit", 1, 0) in would.records
    assert would.schools == ("Oakfield",)  # which is not here yet
    did = robin.exchange.receive(tmp_path / "1.sifx")
    assert did.schools == ("Oakfield",) and did.changes.touches("visit")
    assert len(robin.backups.rows()) == 1
    retitle(alex, uid, "Autumn")
    retitle(robin, uid, "Spring")
    alex.exchange.send(tmp_path / "2.sifx", [colleague(alex)])
    assert robin.exchange.receive(tmp_path / "2.sifx").conflicts == 1
    [row] = robin.conflicts.rows()
    assert (row.school, row.record, row.before) == ("Oakfield", "Visit “Spring”", ("Core visit",))
    assert [(v.who, v.texts) for v in row.versions] == [
        ("Alex", ("Autumn",)),
        ("Robin", ("Spring",)),
    ]
    assert row.for_me and robin.conflicts.count() == 1
    robin.conflicts.write(row, ["Autumn and spring"])
    assert robin.conflicts.count() == 0
    with pytest.raises(Problem, match="meanwhile"):
        robin.conflicts.use(row, 0)
    robin.exchange.send(tmp_path / "3.sifx", [colleague(robin)])
    assert alex.exchange.receive(tmp_path / "3.sifx").conflicts == 0
    assert alex.conflicts.rows() == ()


def test_the_report_says_what_came_what_was_put_together_and_what_is_mine_to_decide(
    office, tmp_path
):
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    uid = begin(alex)
    with alex.context.store.action("Whose school") as act:
        act.update(provider, alex.schools.rows()[0].uid, attached_officer="Robin")
        act.update(visit, uid, summary="Books are marked. Walls are full. Pupils talk.")
    alex.exchange.send(tmp_path / "1.sifx", [colleague(alex)])
    robin.exchange.receive(tmp_path / "1.sifx")
    for services, title, summary in (
        (alex, "Autumn", "Books are marked. Walls are full. Pupils talk well."),
        (robin, "Spring", "All books are marked. Walls are full. Pupils talk."),
    ):
        with services.context.store.action("Edited") as act:
            act.update(visit, uid, title=title, summary=summary)
    alex.exchange.send(tmp_path / "2.sifx", [colleague(alex)])
    for found in (
        robin.exchange.preview(tmp_path / "2.sifx"),
        robin.exchange.receive(tmp_path / "2.sifx"),
    ):
        assert RecordsRow("Visit", 0, 1) in found.records
        assert (found.conflicts, found.for_me) == (1, 1)
        assert found.merged == 1 and found.merged_texts[0].startswith("Summary, Visit “")
        assert found.merged_texts[0].endswith(", Oakfield")
    [glance] = robin.deciding.to_glance_at()
    assert glance.conflict.now == ("All books are marked. Walls are full. Pupils talk well.",)
    robin.exchange.send(tmp_path / "3.sifx", [colleague(robin)])
    assert alex.exchange.receive(tmp_path / "3.sifx").for_me == 0  # Robin’s school


def test_a_stranger_is_named_and_taken_only_when_vouched_for(office, tmp_path):
    alex, robin = (opened.services for opened in office)
    begin(alex)
    alex.exchange.add_card(robin.exchange.card())
    alex.exchange.send(tmp_path / "1.sifx", [colleague(alex)])
    with pytest.raises(UnknownSender):
        robin.exchange.preview(tmp_path / "1.sifx")
    assert not robin.exchange.receive(tmp_path / "1.sifx", accepted=True).known


def test_a_copied_caseload_says_so_when_it_is_opened(office, tmp_path):
    import shutil

    alex = office[0]
    _ = alex.services
    assert not alex.was_copied
    path = alex.path
    alex.close()
    for suffix in ("", ".key"):
        shutil.copyfile(f"{path}{suffix}", tmp_path / f"Copy.sif{suffix}")
    registry = Registry(paths.frameworks())
    first = caseload.unlock(path, SECRET, registry, date.today)
    assert first.services and not first.was_copied
    first.close()
    copy = caseload.unlock(tmp_path / "Copy.sif", SECRET, registry, date.today)
    assert copy.services and copy.was_copied
    copy.close()


def test_what_was_being_typed_when_a_file_came_stands_beside_what_came_with_it(office, tmp_path):
    """As after a crash: it is on disk as typed, and nobody has looked at the visit since."""
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    uid, item = begin(alex), Item("a.b", "Teaching", ItemKind.TEXT)
    said = Answer("a.b", AnswerState.ANSWERED, "met", "Books are marked weekly.")
    alex.capture.record_answer(uid, "core", item, said)
    alex.exchange.send(tmp_path / "1.sifx", [colleague(alex)], visits=[uid])
    robin.exchange.receive(tmp_path / "1.sifx")
    robin.capture.typing({answer_text(uid, "core", item, "evidence"): "Books are marked daily."})
    again = replace(said, evidence="Books are marked monthly.")
    alex.capture.record_answer(uid, "core", item, again)
    alex.exchange.send(tmp_path / "2.sifx", [colleague(alex)], visits=[uid])
    assert robin.exchange.receive(tmp_path / "2.sifx").conflicts == 1
    robin.capture.settle_visit(uid)
    (asked,) = robin.conflicts.rows()
    assert {version.texts for version in asked.versions} == {
        ("Books are marked daily.",), ("Books are marked monthly.",),
    }  # fmt: skip
