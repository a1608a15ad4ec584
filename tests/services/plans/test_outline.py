"""What is in a plan, through the store."""

from datetime import date

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_status import status_of_plan
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.plans import plan_action
from sif_desktop.services.plan_rows import read_plan
from sif_desktop.services.plans import PlanFields
from tests.services.conftest import TODAY

FIELDS = PlanFields("Improvement plan", "2026-09-07", "2027-03-23")


@pytest.fixture
def plan(services) -> str:
    return services.plans.begin("oakfield", "improvement-plan", FIELDS).uid


def test_a_plan_is_read_with_the_same_statements_however_long_it_is(
    services, plan, count_statements
):
    def statements() -> int:
        with count_statements() as counted:
            services.plans.page(plan)
        return len(counted)

    before = statements()
    rows = [("priority", {"title": f"Priority {n}"}) for n in range(5)]
    rows += [("action", {"what": f"Action {n}"}) for n in range(100)]
    services.plan_outline.add_many(plan, rows)
    assert statements() == before
    found = services.plans.plan(plan)
    assert [one.title for one in found.priorities] == [f"Priority {n}" for n in range(5)]
    assert [one.what for one in found.actions] == [f"Action {n}" for n in range(100)]
    assert {one.priority_uid for one in found.actions} == {found.priorities[-1].uid}


def test_rows_are_moved_among_their_like_and_to_another_priority(services, plan):
    outline = services.plan_outline
    first = outline.add(plan, "priority", {"title": "Reading"}).uid
    second = outline.add(plan, "priority", {"title": "Attendance"}, index=0).uid
    assert [one.uid for one in services.plans.plan(plan).priorities] == [second, first]
    names = "abc"
    made = [outline.add(plan, "action", {"what": n}, priority_uid=first).uid for n in names]
    outline.move("action", made[2], 0)
    outline.move("action", made[0], 0, second)
    found = services.plans.plan(plan)
    assert [one.what for one in found.actions_of(first)] == ["c", "b"]
    assert [one.what for one in found.actions_of(second)] == ["a"]


def test_a_priority_is_copied_and_deleted_with_all_under_it(services, plan):
    outline = services.plan_outline
    top = outline.add(plan, "priority", {"title": "Reading"}).uid
    outline.add(plan, "action", {"what": "Train", "due": "2026-12-01"}, priority_uid=top)
    outline.add(plan, "milestone", {"what": "80% secure"}, priority_uid=top)
    outline.add(plan, "criterion", {"what": "All read well"}, priority_uid=top)
    copy = outline.duplicate("priority", top).uid
    found = services.plans.plan(plan)
    assert [one.uid for one in found.priorities] == [top, copy]
    assert [one.what for one in found.actions_of(copy)] == ["Train"]
    outline.delete("priority", top)
    found = services.plans.plan(plan)
    assert {one.priority_uid for one in (*found.followed, *found.criteria)} == {copy}


def test_a_row_past_its_date_is_overdue_and_so_is_the_plan(services, plan):
    services.plan_outline.add(plan, "action", {"what": "Train", "due": "2026-11-20"})
    assert status_of_plan(services.plans.plan(plan), TODAY) == "overdue"


def test_actions_cannot_wait_for_one_another_in_a_ring(services, plan):
    outline = services.plan_outline
    a, b, c = (outline.add(plan, "action", {"what": name}).uid for name in "abc")
    outline.follow(b, [a])
    outline.follow(c, [b])
    with pytest.raises(Problem, match="wait for itself"):
        outline.follow(a, [c])
    outline.delete("action", b)
    waits = {one.uid: one.after for one in services.plans.plan(plan).actions}
    assert waits == {a: (), c: ()}


@pytest.mark.parametrize("amount", ["-5", "a lot", "1e99", "NaN", ""])
def test_an_amount_that_is_none_is_refused(services, plan, amount):
    action = services.plan_outline.add(plan, "action", {"what": "Train"}).uid
    with pytest.raises(Problem):
        services.plan_outline.set_cost(action, "Cover", amount, "school")
    assert services.plans.plan(plan).costs == ()


def test_a_plan_stays_under_the_rulebook_it_was_begun_under(services, plan, store):
    top = services.plan_outline.add(plan, "priority", {"title": "Reading"}).uid
    with store.read() as connection:
        mine = connection.execute(select(authority.c.uid)).scalar_one()
    with store.action("Another rulebook") as act:
        act.update(authority, mine, pack="rutland-2014", pack_version="1")
    view = services.plan_view.read(plan)
    assert view.page.template.title == "Improvement plan"
    assert view.words.next.code == "governing_body"
    services.plan_following.evaluate(plan, top, "2026-autumn", "school", "on_track", "It goes well")
    (row,) = services.plans.rows("oakfield")
    assert (row.template, row.unapproved[0]) == ("Improvement plan", "Governing body")
    due = {one.who for one in services.plan_following.due(date(2026, 12, 31))}
    assert due == {"Authority", "Agreed"}, "what its own rulebook asks for"


def test_a_restricted_plan_lies_apart_and_is_listed_only_when_asked_for(services, store):
    uid = services.plans.begin("oakfield", "individual-support", PlanFields("Ms A")).uid
    action = services.plan_outline.add(uid, "action", {"what": "Observe with a colleague"}).uid
    assert services.plans.rows("oakfield") == ()
    assert [row.uid for row in services.plans.rows("oakfield", restricted=True)] == [uid]

    with store.read() as connection:
        assert read_plan(connection, uid).restricted
        query = select(plan_action.c.x_part).where(plan_action.c.uid == action)
        assert connection.scalar(query).startswith("restricted")


def test_what_is_due_is_found_by_its_index_however_much_is_done(services, plan, store):
    services.plan_outline.add(plan, "action", {"what": "Train", "due": "2026-11-20"})
    with store.read() as connection:
        statement = (
            "EXPLAIN QUERY PLAN SELECT * FROM plan_action WHERE coalesce(plan_action.status, '')"
            " NOT IN ('met', 'partly_met', 'not_met') AND plan_action.x_gone = 0"
            " AND due > '' AND due <= '2026-12-31'"
        )
        told = " ".join(row[3] for row in connection.exec_driver_sql(statement))
    assert "ix_plan_action_due" in told
    assert [row.what for row in services.plan_following.due(TODAY)] == ["Train"]
