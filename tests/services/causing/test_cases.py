"""Cases: proposed, opened, taken up the right ladder, escalated, left with evidence."""

from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.models.tables.people import authority
from sif_desktop.services.case_lines import CaseFields, StepFields
from sif_desktop.services.support import SupportFields

from ..caring import concern

TODAY = date(2026, 11, 23)


def opened(services, school="oakfield", **more):
    given = {"level": "High", "opened_on": "2026-09-07", "told_school_on": "2026-09-07",
             "review_on": "2026-11-20"}  # fmt: skip
    fields = CaseFields("Causing concern", "Results fell twice", "Kim Rowe", **{**given, **more})
    return services.cases.open(school, fields).uid


def titles(page, state):
    return [one.title for one in page.steps if one.state == state]


@pytest.mark.req("R14-33", "K09-70")
def test_a_maintained_school_has_its_ladder_and_the_powers_that_apply(services):
    uid = opened(services)
    page = services.cases.page(uid)
    assert page.ladder == "Maintained schools"
    assert titles(page, "open") == ["Talk with the head"]
    with pytest.raises(Problem, match="Only after: Formal warning notice"):
        services.cases.use_power(uid, StepFields("governors", "2026-10-01", why="No response"))
    services.cases.take(uid, StepFields("talk", "2026-09-10", "Ms Moss"))
    services.cases.take(uid, StepFields("warning", "2026-09-21"))
    given = StepFields("governors", "2026-10-01", why="No response", comply_by="2026-10-31")
    used = services.cases.use_power(uid, given).uid
    power = next(one for one in services.cases.page(uid).taken if one.kind == "power")
    assert power.statute == "Education and Inspections Act 2006 s64" and power.late
    services.cases.settle(used, "Two governors appointed", "2026-11-02")
    power = next(one for one in services.cases.page(uid).taken if one.kind == "power")
    assert (power.complied_on, power.late) == ("2026-11-02", False)


def test_a_power_that_is_not_for_academies_says_why(services):
    page = services.cases.page(opened(services, "hill-top"))
    assert page.ladder == "Academies"
    assert "Not for academies" in page.powers[0].why_not


def test_a_step_out_of_order_needs_a_reason_which_is_kept(services):
    uid = opened(services)
    with pytest.raises(Problem, match="comes after: Talk with the head"):
        services.cases.take(uid, StepFields("warning", "2026-09-21"))
    given = StepFields("warning", "2026-09-21", why="The head is absent")
    services.cases.take(uid, given)
    (step,) = services.cases.page(uid).taken
    assert step.out_of_order == "The head is absent"


@pytest.mark.req("K09-75")
def test_a_formal_power_needs_a_reason(services):
    uid = opened(services)
    with pytest.raises(Problem, match="with a reason"):
        services.cases.use_power(uid, StepFields("governors", "2026-10-01"))


@pytest.mark.req("MK10-97")
def test_the_risk_register_is_a_view_of_the_cases_and_exports(services, tmp_path):
    uid = opened(services)
    services.cases.take(uid, StepFields("talk", "2026-09-10"))
    services.cases.escalate(uid, "Pat Lane", "No change since the talk")
    (row,) = services.cases.register()
    assert (row.last_step, row.next_step) == ("Talk with the head", "Formal warning notice")
    assert (row.level, row.owner, row.senior, row.months) == ("High", "Kim Rowe", "Pat Lane", 2)
    assert row.overdue and row.told_school_on == "2026-09-07"
    path = tmp_path / "register.csv"
    assert services.cases.export(path, (row,)) == 1
    assert "Pat Lane" in path.read_text(encoding="utf-8-sig")


def test_open_concerns_belong_to_the_case_and_only_one_is_open(services):
    services.concerns.add("oakfield", concern())
    uid = opened(services)
    assert services.concerns.rows("oakfield")[0].case_uid == uid
    assert services.cases.page(uid).concerns[0].what == "Behaviour at lunch"
    with pytest.raises(Problem, match="A case is open"):
        opened(services)


def test_a_case_is_left_by_evidence_into_after_care_and_then_over(services):
    uid = opened(services)
    with pytest.raises(Problem, match="Not met yet: Judged good"):
        services.cases.close(uid, "Better")
    services.cases.meet(uid, "good", "Report of 3 November", TODAY)
    services.cases.close(uid, "Judged good in November")
    row = services.cases.page(uid).row
    assert (row.state, row.after_care_until) == ("after_care", "2027-05-23")
    services.cases.end_after_care(uid)
    assert services.cases.page(uid).row.state == "closed" and not services.cases.register()
    services.cases.reopen(uid)
    assert services.cases.register()[0].state == "open"


def test_a_case_closed_before_all_is_met_keeps_the_reason(services):
    uid = opened(services)
    services.cases.close(uid, "The school closes", despite="It merges in January")
    assert services.cases.page(uid).taken[0].out_of_order == "It merges in January"


def test_the_rulebook_proposes_a_school_in_its_gravest_category_until_a_case_is_open(services):
    assert not services.cases.proposed()
    services.schools.set_category("oakfield", "4a", date(2026, 9, 1), "No progress")
    (one,) = services.cases.proposed()
    assert one.provider == "Oakfield Primary School"
    assert one.reasons == ("In the most serious category (Vale 5)",)
    opened(services)
    assert not services.cases.proposed()


@pytest.mark.req("MK10-127")
def test_the_trigger_table_says_met_not_met_or_what_is_missing(services, store):
    def words():
        return {one.id: one.word for one in services.triggers.table("oakfield")}

    assert words() == {"T1": "cannot_tell", "T2": "cannot_tell", "T3": "cannot_tell"}
    falling = next(one for one in services.triggers.table("oakfield") if one.id == "T2")
    assert falling.why == ("Missing: Progress measure",)
    with store.action("Figures") as act:
        for year, value in ((2024, "61"), (2025, "58"), (2026, "55")):
            act.create(
                indicator_value, "oakfield", provider_uid="oakfield", code="progress", year=year,
                value=value,
            )  # fmt: skip
    services.triggers.judge("oakfield", "T1", "not_met", "Nothing of the kind")
    services.triggers.judge("oakfield", "T3", "met", "Three referrals since May")
    assert words() == {"T1": "not_met", "T2": "met", "T3": "met"}
    secret = next(one for one in services.triggers.table("oakfield") if one.restricted)
    assert (secret.why, secret.evidence, secret.judged_by) == ((), "", "")


@pytest.mark.req("R14-35")
def test_support_belongs_to_its_case_with_its_impact_and_the_next_step(services):
    uid = opened(services)
    given = SupportFields("Coaching", from_date="2026-09-14", exit_condition="Leaders plan alone")
    support = services.support.start("oakfield", given, uid).uid
    services.support.end(support, "some", "Two subjects improved")
    page = services.cases.page(uid)
    assert (page.support[0].impact_words, page.row.next_step) == (
        "Some: Two subjects improved", "Talk with the head",
    )  # fmt: skip


@pytest.mark.req("R15-03")
def test_a_concern_about_an_academy_is_raised_on_three_levels_each_dated(services, store):
    with store.action("Another rulebook") as act:
        act.update(authority, services.context.authority().uid, pack="rutland-2015")
    uid = opened(services, "hill-top")
    page = services.cases.page(uid)
    assert [one.mode for one in page.steps] == ["meeting", "meeting", "letter"]
    for number, line in enumerate(page.steps, start=1):
        services.cases.take(uid, StepFields(line.code, f"2026-10-0{number}", line.who))
    assert [one.day for one in services.cases.page(uid).taken] == [
        "2026-10-01", "2026-10-02", "2026-10-03",
    ]  # fmt: skip
