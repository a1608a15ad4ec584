"""Concerns, complaints, contacts and support: logged, answered, closed."""

from dataclasses import replace
from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.contacts import ContactFields
from sif_desktop.services.support import SupportFields

from ..caring import concern

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.req("R14-19", "R14-28")
def test_a_concern_is_logged_with_its_source_and_changes_no_category(services):
    with pytest.raises(Problem, match="where it comes from"):
        services.concerns.add("oakfield", concern(source=""))
    uid = services.concerns.add("oakfield", concern()).uid
    (row,) = services.concerns.rows()
    assert (row.source_label, row.raised_on, row.state) == ("School officer", "2026-11-20", "open")
    assert services.schools.page("oakfield").category == ""
    services.concerns.close(uid, "A plan for lunchtimes works", TODAY)
    (row,) = services.concerns.rows("oakfield", closed=True)
    assert (row.outcome, row.closed_on) == ("A plan for lunchtimes works", "2026-11-23")
    assert not services.concerns.rows()


@pytest.mark.req("R14-36")
def test_a_concern_needs_the_day_the_school_was_told_where_the_rulebook_says_so(services):
    with pytest.raises(Problem, match=r"the day the school was told \(Vale 4\)"):
        services.concerns.add("oakfield", concern(source="other_service", told_school_on=""))
    assert not services.concerns.rows()


def test_a_restricted_concern_stands_in_no_list_and_no_search_unless_asked_for(services):
    secret = concern("Allegation against a colleague", told_school_on="", restricted=True)
    services.concerns.add("oakfield", secret)
    assert not services.concerns.rows() and services.concerns.withheld("oakfield") == 1
    assert services.concerns.rows(restricted=True)[0].restricted
    assert not services.search.find("allegation").lines


def test_the_third_open_concern_asks_for_a_review_which_the_officer_confirms(services):
    for number in range(2):
        services.concerns.add("oakfield", concern(f"Concern {number}"))
    assert not services.concerns.review_wanted("oakfield")
    services.concerns.add("oakfield", concern("Concern 3"))
    assert services.concerns.review_wanted("oakfield") == 3
    assert not services.tasks.rows()
    services.concerns.plan_review("oakfield", "2026-12-04")
    (task,) = services.tasks.rows()
    assert "3 concerns" in task.what and task.due == "2026-12-04"


def test_a_complaint_goes_through_its_stages_each_with_its_time_to_answer(services):
    given = concern("Bullying not dealt with", kind="complaint", source="parent",
                    raised_on="2026-11-02")  # fmt: skip
    uid = services.concerns.add("oakfield", given).uid
    (row,) = services.concerns.rows()
    assert (row.stage_label, row.answer_by, row.overdue) == ("Officer", "2026-11-16", True)
    services.concerns.advance(uid, "director")
    (row,) = services.concerns.rows()
    assert (row.stage_label, row.answer_by, row.overdue) == ("Director", "", False)


def test_a_contact_is_to_be_answered_within_the_rulebook_s_working_days(services):
    given = ContactFields("Question on exclusions", "2026-11-13", "Telephone", "Ms Moss")
    uid = services.contacts.add("oakfield", given).uid
    (row,) = services.contacts.rows()
    assert (row.answer_by, row.overdue) == ("2026-11-20", True)
    services.contacts.answer(uid, "Sent the guidance")
    assert not services.contacts.rows()
    (row,) = services.contacts.rows(answered=True)
    assert (row.answered_by, row.answered_on, row.overdue) == ("Kim Rowe", "2026-11-23", False)


@pytest.mark.req("R14-11", "R14-24", "R15-06")
def test_support_stays_on_the_active_list_until_its_exit_is_recorded(services):
    given = SupportFields(
        "Leadership programme", "agreement", "brokered", "school", "Elm Teaching School",
        from_date="2025-09-01", exit_condition="Judged good", outcomes="Middle leaders lead",
    )  # fmt: skip
    uid = services.support.start("oakfield", given).uid
    (row,) = services.support.rows()
    assert (row.mode, row.commissioner, row.supplier) == (
        "brokered", "school", "Elm Teaching School",
    )  # fmt: skip
    with pytest.raises(Problem, match="impact"):
        services.support.end(uid, "", "Leaders now moderate books")
    with pytest.raises(Problem, match="what shows"):
        services.support.end(uid, "some", " ")
    services.support.end(uid, "some", "Leaders now moderate books")
    assert not services.support.rows()
    services.support.look_again(uid, "partly", date(2026, 11, 23))
    (row,) = services.support.rows(ended=True)
    assert (row.impact_words, row.sustained) == ("Some: Leaders now moderate books", "partly")
    with pytest.raises(Problem, match="what ends"):
        services.support.start("oakfield", SupportFields("Coaching", from_date="2026-11-23"))


PROGRAMME = SupportFields("Coaching", supplier="Elm", from_date="2025-09-01", exit_condition="Good")


@pytest.mark.req("R15-06")
def test_whether_impact_lasted_has_a_day_on_which_to_look_again(services):
    uid = services.support.start("oakfield", PROGRAMME).uid
    with pytest.raises(Problem, match="a day after"):
        services.support.end(uid, "strong", "Books", TODAY, TODAY)
    services.support.end(uid, "strong", "Books", date(2026, 3, 2))
    (row,) = services.support.to_look_at_again()
    assert (row.again_on, row.overdue) == ("2026-09-02", True)  # six months on, if nobody says
    services.support.end(uid, "strong", "Books", date(2026, 3, 2), date(2027, 1, 11))
    assert not services.support.to_look_at_again()[0].overdue
    services.support.look_again(uid, "yes")
    assert not services.support.to_look_at_again()
    assert services.support.rows(ended=True)[0].sustained_on == TODAY.isoformat()


@pytest.mark.req("R15-06")
def test_the_service_sees_what_all_its_support_came_to_and_whether_it_lasted(services):
    assert services.support.impact("title") == ()
    for school, impact, lasted in (
        ("oakfield", "strong", "yes"), ("hill-top", "some", "no"), ("hill-top", "some", ""),
    ):  # fmt: skip
        uid = services.support.start(school, PROGRAMME).uid
        services.support.end(uid, impact, "Books", date(2026, 3, 2))
        if lasted:
            services.support.look_again(uid, lasted)
    services.support.start("oakfield", replace(PROGRAMME, title="Mentoring", supplier="Ash"))
    coaching, mentoring, every = services.support.impact("title")
    assert (coaching.name, coaching.ended, coaching.strong, coaching.some) == ("Coaching", 3, 1, 2)
    assert (coaching.sustained, coaching.lost, coaching.waiting, coaching.late) == (1, 1, 1, 1)
    assert coaching.share == 50 and mentoring.share is None and mentoring.running == 1
    assert (every.name, every.ended, every.running) == ("All support", 3, 1)
    assert [row.name for row in services.support.impact("supplier")][:2] == ["Ash", "Elm"]
    assert services.support.impact("year")[0].name == "2025/26"
