"""Concerns, complaints, contacts and support: logged, answered, closed."""

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
        services.support.end(uid, "")
    services.support.end(uid, "Leaders now moderate books")
    assert not services.support.rows()
    services.support.look_again(uid, "partly", date(2026, 11, 23))
    (row,) = services.support.rows(ended=True)
    assert (row.impact, row.sustained) == ("Leaders now moderate books", "partly")
    with pytest.raises(Problem, match="what ends"):
        services.support.start("oakfield", SupportFields("Coaching", from_date="2026-11-23"))
