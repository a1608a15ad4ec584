"""Inspections, what they ask for and lead to, and predictions held against them."""

from dataclasses import replace
from datetime import date

import pytest

from sif_desktop.domain.dated_facts import DatedFact
from sif_desktop.domain.inspections import InspectionKind, Response, Window
from sif_desktop.domain.obligations import Anchor, Unit
from sif_desktop.domain.predictions import HEADINGS
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider, provider_link
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.inspection_lines import ImprovementFields, InspectionFields
from sif_desktop.services.predictions import PredictionFields
from sif_desktop.services.provider_facts import FactFields
from sif_desktop.services.provider_rules import EntryFaults
from tests.services.conftest import PACK, TODAY
from tests.services.reading import words_of

OUTCOMES = {"good": "Good", "weak": "Weak", "measures": "Special measures"}
RESPONSES = (
    Response(
        "members", ("weak", "measures"), "Head and chair attend Cabinet", "school", "headteacher",
        within=10, unit=Unit.WORKING_DAY, anchor=Anchor.PUBLICATION, paragraph="E3.3",
    ),
    Response("case", ("measures",), "Open a case", opens_case=True, paragraph="E3.4"),
    Response("praise", ("good",), "Invite the school to be praised", required=False),
)  # fmt: skip
FACTS = (
    DatedFact("governance", "Governance category", {"vc": "Controlled", "academy": "Academy"}),
    DatedFact("programmes", "Programmes", {}, several=True, remind_after_months=12),
    DatedFact("attached_officer", "Attached officer", {}, remind_after_months=36),
)


class OneRulebook:
    """A registry whose every rulebook is this one."""

    def __init__(self, pack) -> None:
        self._pack = pack

    def get(self, _id: str, _version: str = ""):
        return self._pack

    def current(self, _id: str, _version: str = ""):
        return self._pack


@pytest.fixture
def office(services, registry) -> Services:
    """The two schools under a rulebook with inspections, windows, responses and facts."""
    kinds = (
        InspectionKind("graded", "Graded inspection", ("good", "weak", "measures"), {}),
        InspectionKind("card", "Report card", ("good", "weak"), {"inclusion": "Inclusion"}),
    )
    pack = replace(
        registry.get(PACK),
        outcomes=OUTCOMES,
        inspection_kinds=kinds,
        windows=(Window(("good",), 36, 60, paragraph="1.2"),),
        responses=RESPONSES,
        facts=FACTS,
    )
    return Services(services.context.store, OneRulebook(pack), lambda: TODAY)


def graded(day: str, *outcomes: str, **more) -> InspectionFields:
    return InspectionFields("graded", day, outcomes=outcomes, **more)


def inspected(office, day: str, *outcomes: str, school: str = "oakfield", **more) -> str:
    return office.inspections.record(school, graded(day, *outcomes, **more)).uid


def predecessor(office) -> None:
    """Oakfield carries on Old Mill, which had closed."""
    with office.context.store.action("The school before") as act:
        act.create(provider, TEAM, "old-mill", urn="900003", name="Old Mill School",
                   status="Closed", close_date="2024-08-31")  # fmt: skip
        act.create(provider_link, TEAM, provider_uid="oakfield", urn="900003",
                   kind="Predecessor", name="Old Mill School")  # fmt: skip


@pytest.mark.req("R14-22", "R15-51")
def test_an_inspection_is_kept_with_its_days_outcomes_areas_and_what_it_asked_for(office):
    given = InspectionFields(
        "card", "2026-10-06", "2026-10-07", ("weak",), {"inclusion": "weak"}, "not_met",
        "2026-10-07", "2026-11-10", note="Two days.",
        improvements=(ImprovementFields("Reading"), ImprovementFields("Attendance")),
    )  # fmt: skip
    uid = office.inspections.record("oakfield", given).uid
    (line,) = office.inspections.of_school("oakfield").inspections
    assert (line.uid, line.kind, line.outcome) == (uid, "Report card", "Weak")
    assert line.grades[0][0] == "Inclusion" and line.safeguarding == "Not met"
    kept = tuple(replace(one, uid="") for one in line.given.improvements)
    assert replace(line.given, improvements=kept) == given


@pytest.mark.req("R15-51")
def test_each_area_for_improvement_has_a_progress_of_its_own(office):
    asked = (ImprovementFields("Reading"), ImprovementFields("Attendance"))
    inspected(office, "2026-03-03", "weak", improvements=asked)
    reading, _ = office.inspections.of_school("oakfield").to_improve
    office.inspections.progress(reading.uid, "done", "2026-11-01", "Taught daily.")
    reading, attendance = office.inspections.of_school("oakfield").to_improve
    assert (reading.state, reading.progress_on, reading.progress) == (
        "done", "2026-11-01", "Taught daily.",
    )  # fmt: skip
    assert attendance.state == "open"


def test_an_area_left_out_of_a_correction_is_taken_away_and_the_rest_keep_their_progress(office):
    uid = inspected(office, "2026-03-03", "weak", improvements=(ImprovementFields("Reading"),
                    ImprovementFields("Attendance")))  # fmt: skip
    _, attendance = office.inspections.line(uid).given.improvements
    office.inspections.progress(attendance.uid, "under_way", "2026-05-05", "A plan.")
    given = office.inspections.line(uid).given
    office.inspections.edit(uid, replace(given, improvements=given.improvements[1:]))
    (left,) = office.inspections.line(uid).given.improvements
    assert (left.text, left.state, left.progress) == ("Attendance", "under_way", "A plan.")


def test_what_is_wrong_with_an_inspection_is_said_at_once(office):
    with pytest.raises(EntryFaults) as wrong:
        office.inspections.record("oakfield", graded("2026-12-24"))
    assert set(wrong.value.faults) == {"day"}
    with pytest.raises(EntryFaults) as wrong:
        given = InspectionFields(
            "card", "2026-10-06", "2026-10-01", ("measures",), published_on="soon"
        )
        office.inspections.record("oakfield", given)
    assert set(wrong.value.faults) == {"outcomes", "published_on"}


def test_a_school_shows_the_inspections_of_the_school_it_carries_on(office):
    predecessor(office)
    inspected(office, "2023-05-09", "good", school="old-mill")
    inspected(office, "2025-05-09", "weak")
    lines = office.inspections.of_school("oakfield").inspections
    assert [(one.given.day, one.school) for one in lines] == [
        ("2025-05-09", ""),
        ("2023-05-09", "Old Mill School"),
    ]


def test_what_was_written_of_an_inspection_is_found_and_leads_to_the_school(office):
    inspected(office, "2026-03-03", "weak", note="The lead inspector praised the orchard.")
    (hit,) = office.search.find("orchard").lines
    assert (hit.page, dict(hit.params)) == ("school", {"uid": "oakfield", "part": "inspections"})


def test_the_next_inspection_is_expected_in_the_window_the_rulebook_gives(office):
    inspected(office, "2024-05-09", "good")
    window = office.inspections.of_school("oakfield").window
    assert (window.first, window.last, window.paragraph) == ("2027-05-09", "2029-05-09", "1.2")
    inspected(office, "2026-05-09", "weak")
    assert office.inspections.of_school("oakfield").window is None


@pytest.mark.req("R14-22")
def test_schools_are_counted_by_grade_on_any_day(office):
    inspected(office, "2024-05-09", "good")
    inspected(office, "2026-05-12", "weak", "measures")
    inspected(office, "2025-05-09", "good", school="hill-top")

    def counted(*day: int):
        return [(c.label, c.schools) for c in office.predictions.counts(date(*day))]

    assert counted(2026, 11, 1) == [("Good", 1), ("Weak, Special measures", 1)]
    assert counted(2025, 12, 1) == [("Good", 2)]
    assert counted(2024, 12, 1) == [("Good", 1), ("Not inspected", 1)]


@pytest.mark.req("R15-17", "R15-21")
def test_what_follows_is_proposed_with_its_day_and_only_what_is_ticked_becomes_a_task(office):
    uid = inspected(office, "2026-11-03", "weak", "measures", published_on="2026-11-20")
    members, case = office.inspections.responses(uid)
    assert (members.party, members.who, members.due) == ("school", "Headteacher", "2026-12-04")
    assert members.paragraph == "E3.3" and members.required and not members.taken
    assert case.opens_case and case.due == ""
    office.inspections.take_on(uid, ["members"])
    (task,) = office.tasks.rows()
    assert task.what == "Head and chair attend Cabinet (E3.3)"
    assert (task.party, task.due) == ("school", "2026-12-04")
    members, case = office.inspections.responses(uid)
    assert members.taken and not case.taken


@pytest.mark.req("R15-15", "R15-16")
def test_an_invitation_is_proposed_as_one_that_may_be_declined(office):
    uid = inspected(office, "2026-11-03", "good")
    (praise,) = office.inspections.responses(uid)
    assert not praise.required


@pytest.mark.req("R15-41")
def test_a_prediction_is_held_against_the_inspection_that_followed(office):
    record = office.predictions.record
    record("oakfield", PredictionFields("2/RI", ("good", "weak"), "2026-01-05", "Jo Bright"))
    record("hill-top", PredictionFields("at risk of RI/4", ("weak",), "2026-01-05"))
    (line,) = office.inspections.of_school("oakfield").predictions
    assert (line.value, line.allows, line.made_by, line.came) == (
        "2/RI", "Good, Weak", "Jo Bright", "awaited",
    )  # fmt: skip
    inspected(office, "2026-03-03", "weak")
    inspected(office, "2026-03-03", "good", school="hill-top")
    (line,) = office.inspections.of_school("oakfield").predictions
    assert (line.came, line.actual, line.actual_on) == ("as predicted", "Weak", "2026-03-03")
    top, oak = office.predictions.table()
    assert (top.current, top.predicted) == ("Good", "predicted at risk of RI/4 but judged Good")
    assert (oak.predicted, oak.last_on) == ("predicted 2/RI and judged Weak", "2026-03-03")
    assert top.came == "not as predicted"


@pytest.mark.req("R15-41")
def test_the_table_is_printed_in_four_columns_with_the_counts_over_it(office, tmp_path):
    office.predictions.record("oakfield", PredictionFields("2/RI", ("good",), "2026-11-05"))
    inspected(office, "2024-05-09", "good")
    word, page = office.paper.save(office.predictions.printed(), tmp_path)
    words = words_of(word.read_bytes())
    assert "Good: 1; Not inspected: 1" in words
    assert "2/RI" in words_of(page.read_bytes())
    for cell in (*HEADINGS, "2/RI", "9 May 2024", "Hill Top Academy", "None on record"):
        assert cell in words


def test_a_prediction_whose_outcomes_nobody_ticked_cannot_be_compared(office):
    office.predictions.record("oakfield", PredictionFields("perhaps good", (), "2026-01-05"))
    inspected(office, "2026-03-03", "weak")
    (line,) = office.inspections.of_school("oakfield").predictions
    assert line.came == "cannot be compared"


def test_the_table_costs_as_many_statements_for_many_schools_as_for_one(office, count_statements):
    with count_statements() as few:
        office.predictions.table()
    with office.context.store.action("More schools") as act:
        for number in range(30):
            act.create(provider, TEAM, f"s{number}", name=f"School {number}", status="Open")
    with count_statements() as many:
        assert len(office.predictions.table()) == 32
    assert len(many) == len(few)


# Facts with dates ---------------------------------------------------------------------------------


def since(value: str, day: str, **more: str) -> FactFields:
    return FactFields(value, day, **more)


def test_a_fact_a_school_has_once_ends_when_the_next_begins(office):
    office.facts.add("oakfield", "governance", since("vc", "2010-09-01"))
    office.facts.add("oakfield", "governance", since("academy", "2026-09-01", reason="Converted"))
    now, before = office.facts.of_school("oakfield").lines
    assert (now.words, now.holds, now.given.reason) == ("Academy", True, "Converted")
    assert (before.words, before.holds, before.given.until) == ("Controlled", False, "2026-09-01")
    with pytest.raises(EntryFaults, match="later day"):
        office.facts.add("oakfield", "governance", since("vc", "2020-09-01"))
    with pytest.raises(EntryFaults, match="rulebook’s values"):
        office.facts.add("oakfield", "governance", since("unheard of", "2026-10-01"))


@pytest.mark.req("K09-33")
def test_several_programmes_run_at_once_and_end_one_by_one(office):
    challenge = office.facts.add("oakfield", "programmes", since("Challenge", "2026-09-01")).uid
    office.schools.set_category("oakfield", next(iter(office.schools.categories())), TODAY)
    office.facts.add("oakfield", "programmes", since("Reading hub", "2026-10-01"))
    assert [one.holds for one in office.facts.of_school("oakfield").lines] == [True, True]
    office.facts.end(challenge, date(2026, 11, 1), "Ran its year")
    held = {one.words: one.holds for one in office.facts.of_school("oakfield").lines}
    assert held == {"Reading hub": True, "Challenge": False}


def test_what_was_entered_wrongly_is_corrected_and_leaves_no_second_spell(office):
    uid = office.facts.add("oakfield", "governance", since("vc", "2010-09-01")).uid
    office.facts.correct(uid, since("academy", "2011-09-01"))
    (line,) = office.facts.of_school("oakfield").lines
    assert (line.words, line.given.since) == ("Academy", "2011-09-01")
    office.facts.delete(uid)
    assert office.facts.of_school("oakfield").lines == ()


@pytest.mark.req("MK10-21")
def test_a_value_that_has_held_for_long_is_to_be_looked_at_again_the_officer_too(office):
    office.facts.add("oakfield", "programmes", since("Challenge", "2025-11-23"))
    office.facts.add("hill-top", "programmes", since("Challenge", "2025-11-24"))
    office.schools.set_officer("oakfield", "Kim Rowe", date(2023, 9, 1))
    found = office.facts.reminders()
    assert [(one.label, one.words, one.day) for one in found] == [
        ("Programmes", "Challenge", "2026-11-23"),
        ("Attached officer", "Kim Rowe", "2026-09-01"),
    ][::-1]
    (late,) = office.facts.of_school("oakfield").lines
    assert late.late and late.review == "2026-11-23"


@pytest.mark.req("R14-02")
def test_schools_are_counted_by_status_on_any_day(office):
    predecessor(office)
    office.schools.edit("old-mill", {"kind": "maintained_school"})
    office.schools.edit("oakfield", {"kind": "academy", "open_date": "2024-09-01"})
    office.schools.edit("hill-top", {"kind": "maintained_school"})
    office.facts.add("hill-top", "governance", since("vc", "2010-09-01"))

    def counted(code: str, *day: int):
        return [(c.label, c.schools) for c in office.facts.counts(code, date(*day))]

    assert [n for _, n in counted("kind", 2024, 6, 1)] == [2]
    assert [n for _, n in counted("kind", 2026, 11, 1)] == [1, 1]
    assert counted("governance", 2026, 11, 1) == [("Controlled", 1), ("Not on record", 1)]
    assert counted("governance", 2009, 11, 1)[-1] == ("Not on record", 2)
