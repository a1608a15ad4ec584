"""What officers do with each other's files holds where one of them works in the office store.

Some of the tests are those of caseloads, with the first of the officers at the office.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import drafts, keyfile
from sif_desktop.models.office import open_office
from sif_desktop.models.tables.log import action, draft
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit
from sif_desktop.models.undo import UndoStack
from sif_desktop.services import caseload
from sif_desktop.services import office as offices
from sif_desktop.services.office_exchange import OfficeLogin
from tests.office.conftest import PACK, begin_again
from tests.office_server import COLLEAGUE, OFFICER, PASSWORD
from tests.services.test_erasing import (
    WHY,
    WORDS,
    record,
    test_nothing_of_it_is_left_but_a_line_of_the_disposal_log,
)
from tests.services.test_exchange import (
    befriend,
    begin,
    colleague,
    retitle,
    test_two_officers_exchange_and_settle_a_conflict,
)
from tests.services.test_hand_over import give, titles
from tests.services.test_moderation import (
    room,
    test_only_what_they_judged_otherwise_is_listed_and_the_agreement_reaches_both,
)
from tests.services.test_team import (
    team,
    test_joining_brings_everybodys_card_and_a_revocation_comes_with_the_next_file,
)

# Run here too, with the fixture `office` below.
__all__ = [
    "room",
    "team",
    "test_joining_brings_everybodys_card_and_a_revocation_comes_with_the_next_file",
    "test_nothing_of_it_is_left_but_a_line_of_the_disposal_log",
    "test_only_what_they_judged_otherwise_is_listed_and_the_agreement_reaches_both",
    "test_two_officers_exchange_and_settle_a_conflict",
]


@pytest.fixture
def office(server, made, registry, tmp_path, request):
    """Alex at the office, the others with caseloads of their own."""
    first, *others = getattr(request, "param", ("Alex", "Robin"))
    today = lambda: date(2026, 11, 20)  # noqa: E731
    begin_again(server, made, first)
    opened = [offices.unlock(str(made), OFFICER.user, PASSWORD, registry, today)]
    for name in others:
        new = caseload.NewCaseload(tmp_path / f"{name}.sif", name, PACK, "four plain words here")
        opened.append(caseload.create(new, registry, today, cost=keyfile.Cost(2**10)))
    yield opened
    for one in opened:
        one.close()


def test_two_versions_are_settled_by_one_of_them_and_a_deleted_record_that_was_changed_is_kept(
    office, tmp_path
):
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    uid = begin(robin)
    give(robin, alex, tmp_path / "1.sifx")
    retitle(robin, uid, "Spring")
    retitle(alex, uid, "Autumn")
    assert give(robin, alex, tmp_path / "2.sifx").conflicts == 1
    [row] = alex.conflicts.rows()
    alex.conflicts.use(row, [v.who for v in row.versions].index("Robin"))
    give(alex, robin, tmp_path / "3.sifx")
    assert titles(alex) == titles(robin) == ["Spring"]
    with alex.context.store.action("Deleted") as act:
        act.delete(visit, uid)
    retitle(robin, uid, "Summer")
    assert give(robin, alex, tmp_path / "4.sifx").conflicts == 1
    [row] = alex.conflicts.rows()
    alex.conflicts.keep(row)
    assert alex.conflicts.count() == 0 and titles(alex) == ["Summer"]


def test_a_school_handed_to_the_office_leaves_the_laptop_and_the_office_keeps_it(
    office, made, tmp_path
):
    alex, robin = (opened.services for opened in office)
    befriend(alex, robin)
    begin(robin)
    with robin.context.store.read() as connection:
        school = connection.execute(select(provider.c.uid)).scalar_one()
    robin.hand_over.send(school, colleague(robin), tmp_path / "1.sifx")
    alex.exchange.receive(tmp_path / "1.sifx")
    assert not robin.hand_over.rows()[0].received
    give(alex, robin, tmp_path / "2.sifx")
    assert robin.hand_over.rows()[0].received
    assert robin.hand_over.remove_from_here(school) == 1
    robin.office.meet(OfficeLogin(str(made), OFFICER.user, PASSWORD))  # nor does it come back so
    assert titles(robin) == [] and titles(alex) == ["Core visit"]
    alex.hand_over.send(school, colleague(alex), tmp_path / "3.sifx")
    with pytest.raises(Problem, match="keeps every school"):
        alex.hand_over.remove_from_here(school)


def test_what_a_colleague_was_typing_in_a_record_that_was_erased_goes_when_they_come_next(
    office, made
):
    """It lies in a schema that nobody else may read."""
    alex = office[0].services
    uid, _ = record(alex)
    lee = open_office(made, COLLEAGUE)
    with lee.action(f"Edited {WORDS}") as act:
        act.update(visit, uid, focus=WORDS)
    drafts.save(lee, "visit", uid, "summary", WORDS)
    alex.erasing.erase("visit", uid, **WHY)
    with pytest.raises(Problem, match="deleted meanwhile"), lee.action("Edited") as act:
        act.update(visit, uid, title=WORDS)
    with pytest.raises(Problem, match="erased since"):
        UndoStack(lee).undo()
    drafts.settle_all(lee)
    lee.engine.dispose()
    again = open_office(made, COLLEAGUE)
    with again.read() as connection:
        assert connection.execute(select(draft)).all() == []
        assert WORDS not in str(connection.execute(select(action)).all())
    again.engine.dispose()
