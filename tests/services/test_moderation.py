"""Two laptops in a staff room: one visit exchanged, only what differs moderated, and recorded."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.models.changes import TEAM, jottings_part
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import answer, jotting, visit
from tests.services.test_exchange import befriend, colleague, office  # noqa: F401

A = AnswerState.ANSWERED
KIND = "core_visit"


def judge(services, uid: str, item: str, value: str, evidence: str = "", state=A) -> None:
    pack = services.context.pack()
    form = pack.visit_form(KIND)
    given = Answer(item, state, value, evidence)
    services.capture.record_answer(uid, form.id, form.item(item), given)


@pytest.fixture
def room(office, tmp_path):  # noqa: F811
    """Both have the visit; each has judged it and jotted in a room of their own."""
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    pack = alex.context.pack()
    with alex.context.store.action("Began") as act:
        school = act.create(provider, TEAM, name="Oakfield", urn="100001")
        other = act.create(provider, TEAM, name="Hill Top", urn="100002")
        act.create(visit, other, provider_uid=other, title="Elsewhere")
        uid = act.create(
            visit, school, provider_uid=school, title="Core visit", visit_type=KIND,
            pack=pack.id, pack_version=pack.version,
        )  # fmt: skip
    exchange(alex, robin, tmp_path / "0.sifx", uid)
    return alex, robin, uid


def exchange(one, other, path, uid):
    one.exchange.send_visit(path, [colleague(one)], uid)
    return other.exchange.receive(path)


def graded(services) -> list[str]:
    """Items that are judged on a scale."""
    pack = services.context.pack()
    return [item.id for item in pack.visit_form(KIND).items() if item.scale]


def test_only_the_one_visit_goes_with_its_jottings(room, tmp_path):
    alex, robin, uid = room
    with alex.context.store.action("Jotted") as act:
        act.create(jotting, jottings_part(uid), visit_uid=uid, text="In 3B", at="10:00")
    exchange(alex, robin, tmp_path / "1.sifx", uid)
    with robin.context.store.read() as connection:
        assert connection.execute(select(visit.c.title)).scalars().all() == ["Core visit"]
        assert connection.execute(select(jotting.c.text)).scalars().all() == ["In 3B"]
    for unknown in ("", "nothing"):
        with pytest.raises(Problem):
            alex.exchange.send_visit(tmp_path / "x.sifx", [colleague(alex)], unknown)


def test_only_what_they_judged_otherwise_is_listed_and_the_agreement_reaches_both(room, tmp_path):
    alex, robin, uid = room
    same, differ, mine = graded(alex)[:3]
    steps = [step.value for step in scale_of(alex, differ).steps]
    for services, value in ((alex, steps[0]), (robin, steps[1])):
        judge(services, uid, same, steps[0])
        judge(services, uid, differ, value)
    judge(alex, uid, mine, steps[0])
    exchange(alex, robin, tmp_path / "1.sifx", uid)
    [row] = robin.moderation.rows(uid)
    labels = {step.value: step.label for step in scale_of(alex, differ).steps}
    assert (row.item, row.mine, row.theirs) == (
        differ, labels[steps[1]], (("Alex", labels[steps[0]]),)
    )  # fmt: skip
    for agreed, why in ((steps[0], " "), ("nonsense", "We looked again")):
        with pytest.raises(Problem):
            robin.moderation.settle(uid, differ, agreed, why)
    robin.moderation.settle(uid, differ, steps[0], "Books of both classes show it")
    assert robin.moderation.rows(uid) == () and robin.conflicts.count() == 0
    exchange(robin, alex, tmp_path / "2.sifx", uid)
    assert alex.moderation.rows(uid) == ()
    with alex.context.store.read() as connection:
        query = select(answer.c.value, answer.c.evidence).where(answer.c.item == differ)
        found = connection.execute(query).one()
    assert found.value == steps[0] and "Books of both classes" in found.evidence
    with pytest.raises(Problem, match="nothing differs"):
        alex.moderation.settle(uid, differ, steps[0], "Again")


def test_not_seen_beside_a_grade_is_a_difference_said_in_words(room, tmp_path):
    alex, robin, uid = room
    item = graded(alex)[0]
    judge(alex, uid, item, scale_of(alex, item).steps[0].value)
    judge(robin, uid, item, "", state=AnswerState.NOT_SEEN)
    exchange(alex, robin, tmp_path / "1.sifx", uid)
    [row] = robin.moderation.rows(uid)
    assert row.mine == "Not seen"


def scale_of(services, item: str):
    pack = services.context.pack()
    return pack.scales[pack.visit_form(KIND).item(item).scale]


def test_a_restricted_visit_does_not_go_with_its_school(room, tmp_path):
    from sif_desktop.models.changes import restricted_part

    alex, _, _ = room
    with alex.context.store.action("Restricted") as act:
        school = act.connection.execute(select(visit.c.provider_uid)).scalars().first()
        hidden = act.create(visit, restricted_part("r"), provider_uid=school, title="Hidden")
    with pytest.raises(Problem, match="restricted"):
        alex.exchange.send_visit(tmp_path / "x.sifx", [colleague(alex)], hidden)
