"""What each rulebook owes to schools by when, asked through a real caseload."""

from datetime import date

import pytest

from sif_desktop.domain.obligations import DueState
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.calendars import term_date
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.paper import PaperService
from tests.services.conftest import TODAY
from tests.services.test_paper import words


@pytest.fixture
def on(services, registry):
    """`on(pack)`: the caseload of two schools with another rulebook."""

    def changed(pack: str) -> Services:
        mine = services.context.authority()
        version = registry.get(pack).version
        with services.context.store.action("Rulebook") as act:
            act.update(authority, mine.uid, pack=pack, pack_version=version)
            for uid in ("oakfield", "hill-top"):
                act.update(provider, uid, kind="maintained_school", attached_officer="Kim Rowe")
        return Services(services.context.store, registry, lambda: TODAY)

    return changed


def record(services, table, **values):
    with services.context.store.action("Recorded") as act:
        act.create(table, "oakfield", provider_uid="oakfield", **values)


def took_place(services, kind, *days):
    for day in days:
        record(services, event, kind=kind, day=day)


def entered(services, category, day):
    record(services, provider_status, what="category", value=category, from_date=day)


def of(services, obligation, uid="oakfield"):
    return [row for row in services.obligations.cycle(uid) if row.obligation == obligation]


def kept(services, rows_of):
    return {one.name: one for one in getattr(services.obligations.compliance(), rows_of)}


@pytest.mark.req("R14-42")
def test_strategy_meetings_are_due_every_six_weeks_overdue_after_their_tolerance_and_counted(on):
    services = on("rutland-2014")
    entered(services, "scc", "2026-09-07")
    took_place(services, "strategy_meeting", "2026-09-07", "2026-10-12")
    rows = of(services, "strategy-meeting")
    assert [(row.day, row.state) for row in rows[:2]] == [
        (date(2026, 10, 19), DueState.DONE),
        (date(2026, 11, 23), DueState.DUE),
    ]
    (late,) = [
        row
        for row in Services(
            services.context.store, services.context.registry, lambda: date(2026, 12, 14)
        ).obligations.rows(date(2026, 12, 14))
        if row.obligation == "strategy-meeting"
    ]
    assert (late.day, late.state) == (date(2026, 11, 23), DueState.OVERDUE)
    assert kept(services, "schools")["Oakfield Primary School"].in_time >= 1


@pytest.mark.req("R14-38")
def test_the_first_two_weeks_follow_the_authority_s_own_term_and_a_strategy_meeting_will_do(on):
    services = on("rutland-2014")
    with services.context.store.action("Terms") as act:
        for name, start, end in (
            ("autumn", "2026-09-07", "2026-12-18"),
            ("spring", "2027-01-06", "2027-03-25"),
            ("summer", "2027-04-14", "2027-07-21"),
        ):
            act.create(term_date, TEAM, name=name, school_year=2026, start=start, end=end)
    record(services, inspection, day="2026-06-02", outcomes="special_measures")
    took_place(services, "strategy_meeting", "2026-09-15")
    autumn, spring, *_ = of(services, "start-of-term")
    assert (autumn.day, autumn.state, autumn.closed_on) == (
        date(2026, 9, 21),
        DueState.DONE,
        date(2026, 9, 15),
    )
    assert (spring.anchor, spring.day) == (date(2027, 1, 6), date(2027, 1, 20))
    assert not of(services, "start-of-term", "hill-top")


@pytest.mark.req("TW14-35")
def test_a_school_in_category_three_owes_a_review_team_each_half_term_and_a_plan_review_each_term(
    on,
):
    services = on("telford-2014")
    entered(services, "3", "2026-09-07")
    took_place(services, "review_team", "2026-10-08")
    teams = of(services, "review-team")
    assert len(teams) == 6
    assert [row.state for row in teams[:2]] == [DueState.DONE, DueState.DUE]
    assert len(of(services, "plan-review")) == 3
    assert not of(services, "review-team", "hill-top")


@pytest.mark.req("TW14-45")
def test_governors_are_met_each_term_in_the_gravest_category_and_feedback_is_attended(on):
    services = on("telford-2014")
    entered(services, "4b", "2026-09-07")
    (done, *rest) = of(services, "governor-review")
    assert done.noted == "governors_met" and len(rest) == 2
    services.obligations.mark_done("oakfield", done.noted, date(2026, 11, 20))
    assert of(services, "governor-review")[0].state is DueState.DONE
    record(services, inspection, uid="hmi", day="2026-11-10", outcomes="special_measures")
    proposed = services.inspections.responses("hmi")
    assert any("feedback from HMI" in one.task for one in proposed)


@pytest.mark.req("MK10-55", "MK10-60")
def test_every_school_owes_a_termly_visit_and_the_weak_ones_a_half_termly_review(on):
    services = on("milton-keynes-2010")
    entered(services, "LA4a", "2026-09-07")
    for school in ("oakfield", "hill-top"):
        visits = of(services, "sip-visit", school)
        assert [row.visit_type for row in visits] == ["sip_termly"] * 3
    assert len(of(services, "case-review")) == 6 and not of(services, "case-review", "hill-top")
    late = [row for row in services.obligations.rows() if row.state is DueState.OVERDUE]
    assert {(row.obligation, row.provider_uid) for row in late} >= {("case-review", "oakfield")}


@pytest.mark.req("MK10-58")
def test_a_school_s_year_goes_out_as_word_and_pdf_month_by_month(on, tmp_path):
    services = on("milton-keynes-2010")
    year = [r for r in services.obligations.overview().rows if r.provider_uid == "oakfield"]
    printed = services.due_paper.printed(year, "the whole school year")
    said = words(printed)
    assert "Oakfield Primary School, the whole school year" in said
    assert "December 2026" in said and "July 2027" in said
    assert said.count("Visit of the SIP in each term") == 3
    word, pdf = PaperService.save(printed, tmp_path)
    assert word.suffix == ".docx" and pdf.read_bytes().startswith(b"%PDF")


def test_what_is_owed_stands_under_the_officer_who_is_attached(on):
    services = on("rutland-2014")
    assert {row.officer for row in services.obligations.rows()} == {"Kim Rowe"}
