"""Rules of a category scheme: what they propose, on which lines, and what would change it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.categories import (
    EXTENDED,
    Category,
    Criterion,
    Gate,
    Scheme,
    clock,
    propose,
    watches,
)
from sif_desktop.domain.criteria import (
    AllOf,
    AtLeast,
    FigureIs,
    FindingIs,
    Happened,
    InCategory,
    Inspected,
    Not,
    ProviderIs,
    Verdict,
    answer,
    any_of,
)
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Event, Figure, Finding, Held, Inspection, Known

TODAY = date(2026, 11, 26)
IDS = tuple(f"S1.{n}" for n in range(1, 7))
UNMET = tuple(FindingIs(name, ("not_met",), f"Criterion {name}", "4") for name in IDS)
SERIOUS = FindingIs("serious", ("met",), "Serious concerns", "5.3")


def scheme(**more) -> Scheme:
    """Four steps: two unmet criteria make 2; a year in 2 without progress, or serious concerns, 3;
    an inspection 4."""
    slow = AllOf(
        (InCategory(("2",), 12, "A year in 2", "5.3"), FindingIs("slow", ("met",), "Slow"))
    )
    categories = (
        Category("1", "One", 0),
        Category("2", "Two", 1, AtLeast(2, UNMET)),
        Category("3", "Three", 2, any_of(slow, SERIOUS), exit_months=12, paragraph="5.3"),
        Category("4b", "Four b", 3, Inspected(("SM", "SW"), text="Judged so", paragraph="5.4")),
    )
    criteria = tuple(Criterion(name, f"Criterion {name}") for name in (*IDS, "serious", "slow"))
    return Scheme("test", "Test", categories, criteria, otherwise="1", **more)


def known(unmet=(), *, judged=IDS, serious=Finding.NOT_MET, slow=Finding.NOT_MET, **more) -> Known:
    findings = {name: Finding.NOT_MET if name in unmet else Finding.MET for name in judged}
    findings |= {"serious": serious, "slow": slow}
    more.setdefault("inspections", (Inspection(date(2023, 5, 1), ("good",)),))
    return Known(TODAY, findings=findings, **more)


def lines(reasons) -> list[str]:
    return [reason.criterion for reason in reasons]


def test_exactly_at_the_threshold_proposes_and_one_below_does_not():
    at = propose(scheme(), known(IDS[:2]))
    assert (at.category, lines(at.reasons)) == ("2", ["S1.1", "S1.2"])
    assert at.reasons[0].paragraph == "4"
    below = propose(scheme(), known(IDS[:1]))
    assert below.category == "1" and "No rule" in below.reasons[0].text


def test_what_nobody_has_judged_is_neither_met_nor_unmet():
    found = propose(scheme(), known(IDS[:1], judged=IDS[:5]))
    assert found.category == ""
    assert lines(found.open) == ["S1.1", "S1.6"] or "S1.6" in lines(found.open)


def test_the_single_change_that_would_alter_it_is_named():
    found = propose(scheme(), known(IDS[:1]))
    turned = {(c.criterion, c.proposal) for c in found.would_change}
    assert ("S1.2", "2") in turned and ("serious", "3") in turned
    assert ("S1.1", "1") not in turned


def test_one_criterion_alone_is_flagged_where_the_rulebook_says_so():
    found = propose(scheme(flag_single="1, 4"), known(serious=Finding.MET))
    assert found.category == "3"
    assert (found.notes[0].criterion, found.notes[0].paragraph) == ("serious", "1, 4")
    assert not propose(scheme(), known(serious=Finding.MET)).notes


def test_a_year_in_a_category_counts_from_its_first_entry():
    a_year = (Held("2", date(2025, 11, 26)), Held("2", date(2026, 9, 1)))
    assert propose(scheme(), known(slow=Finding.MET, categories=a_year)).category == "3"
    day_short = (Held("1", date(2024, 1, 1)), Held("2", date(2025, 11, 27)))
    assert propose(scheme(), known(slow=Finding.MET, categories=day_short)).category == "1"


def test_the_latest_inspection_decides_and_an_older_one_does_not():
    older = (Inspection(date(2020, 1, 1), ("SM",)), Inspection(date(2024, 1, 1), ("good",)))
    assert propose(scheme(), known(inspections=older)).category == "1"
    assert propose(scheme(), known(inspections=older[:1])).category == "4b"
    nothing = propose(scheme(), known(inspections=()))
    assert nothing.category == "" and lines(nothing.open) == ["inspection"]


def test_a_later_survey_or_visit_without_a_judgement_leaves_the_last_judgement_standing():
    judged = Inspection(date(2024, 1, 1), ("SM",))
    visit = Inspection(date(2025, 1, 1), ())
    survey = Inspection(date(2026, 1, 1), ("survey_weak",), interim=True)
    assert propose(scheme(), known(inspections=(judged, visit, survey))).category == "4b"
    weak = Inspected(("survey_weak",))
    assert answer(weak, known(inspections=(judged, survey))).verdict is Verdict.YES
    better = Inspection(date(2026, 5, 1), ("good",))
    after = known(inspections=(judged, survey, better))
    assert propose(scheme(), after).category == "1"
    assert answer(weak, after).verdict is Verdict.NO


def test_what_has_an_answer_is_not_shown_as_open_whether_graded_measured_or_inspected():
    graded = FindingIs("leadership", ("4",), "Leadership")
    rule = AtLeast(3, (graded, Inspected(("SM",)), InCategory(("2",)), UNMET[0], SERIOUS))
    asks = Scheme("s", "S", (Category("9", "Nine", 9, rule),), (Criterion("leadership", "L"),))
    facts = Known(
        TODAY,
        findings={"leadership": "4", "S1.1": Finding.NOT_JUDGED},
        inspections=(Inspection(date(2024, 1, 1), ("SM",)),),
        categories=(Held("1", date(2024, 1, 1)),),
    )
    assert lines(propose(asks, facts).open) == ["S1.1", "serious"]


def test_the_time_in_a_category_is_watched_where_a_rule_of_another_asks_for_it():
    (watch,) = watches(scheme(), known(categories=(Held("2", date(2026, 1, 31)),)))
    assert (watch.towards, watch.months, watch.day) == ("3", 12, date(2027, 1, 31))
    assert watches(scheme(), known(categories=(Held("3", date(2026, 1, 31)),))) == ()
    assert watches(scheme(), known()) == ()


def test_a_longer_time_holds_for_the_stay_in_which_it_was_given():
    given = Event(EXTENDED, date(2026, 8, 1), "2027-06-30")
    here = (Held("3", date(2026, 3, 2)),)
    ends = clock(scheme(), known(categories=here, events=(given,)))
    assert (ends.expected, ends.extended) == (date(2027, 6, 30), True)
    again = (*here, Held("2", date(2026, 9, 1)), Held("3", date(2026, 10, 1)))
    later = clock(scheme(), known(categories=again, events=(given,)))
    assert (later.expected, later.extended) == (date(2027, 10, 1), False)


GATE = Gate(
    "A review meeting comes first.",
    leaving=("3", "4b"),
    entering=("3", "4b"),
    events=("review_team",),
    exempt_first=True,
    paragraph="3/4 Meetings",
)


def test_a_gate_is_shut_until_its_meeting_and_open_for_a_first_entry():
    gated = scheme(gates=(GATE,))
    history = (Held("3", date(2026, 3, 2)),)
    shut = propose(gated, known(categories=history))
    assert (shut.category, [r.text for r in shut.blocked_by]) == ("1", [GATE.text])
    before = (Event("review_team", date(2026, 2, 1)),)
    assert propose(gated, known(categories=history, events=before)).blocked_by
    met = (Event("review_team", date(2026, 11, 1)),)
    assert not propose(gated, known(categories=history, events=met)).blocked_by
    first = propose(gated, known(serious=Finding.MET, categories=(Held("1", date(2025, 9, 1)),)))
    assert (first.category, first.blocked_by) == ("3", ())


def test_only_an_inspection_opens_a_gate_that_says_so():
    gate = Gate("Removed by the inspectorate.", leaving=("4b",), outcomes=("removed",))
    history = (Held("4b", date(2026, 1, 10)),)
    shut = propose(scheme(gates=(gate,)), known(categories=history))
    assert shut.category == "1" and shut.blocked_by
    removed = (Inspection(date(2026, 10, 1), ("removed",)),)
    opened = propose(scheme(gates=(gate,)), known(categories=history, inspections=removed))
    assert not opened.blocked_by


def test_the_clock_of_a_category_runs_from_its_entry():
    running = clock(scheme(), known(categories=(Held("3", date(2026, 3, 2)),)))
    assert running.expected == date(2027, 3, 2)
    assert clock(scheme(), known(categories=(Held("2", date(2026, 3, 2)),))) is None
    assert clock(scheme(), known()) is None


# --- tests of the closed set ----------------------------------------------------------------------


def figures(*values: float, code: str = "cva", group: str = "", comparator: float = 100.0):
    years = range(2027 - len(values), 2027)
    return tuple(
        Figure(code, year, value, group, comparator)
        for year, value in zip(years, values, strict=True)
    )


@pytest.mark.parametrize(
    ("test", "values", "verdict"),
    [
        (FigureIs("cva", "below", years=2), (101, 99, 98), Verdict.YES),
        (FigureIs("cva", "below", years=2), (99, 100, 98), Verdict.NO),
        (FigureIs("cva", "below", years=2), (98,), Verdict.UNKNOWN),
        (FigureIs("cva", "below", value=80), (80,), Verdict.NO),
        (FigureIs("cva", "below", value=80), (79.9,), Verdict.YES),
        (FigureIs("cva", "above"), (100.1,), Verdict.YES),
        (FigureIs("cva", "falling", years=2), (9, 8, 7), Verdict.YES),
        (FigureIs("cva", "falling", years=2), (9, 8, 8), Verdict.NO),
        (FigureIs("cva", "rising", years=1), (7, 8), Verdict.YES),
        (FigureIs("cva", "falling", years=3), (9, 8, 7), Verdict.UNKNOWN),
    ],
)
def test_a_measure_is_looked_at_over_the_years_the_rule_names(test, values, verdict):
    assert answer(test, Known(TODAY, figures=figures(*values))).verdict is verdict


def test_a_missing_year_or_comparator_leaves_it_open():
    gap = (Figure("cva", 2023, 9, "", 10), Figure("cva", 2025, 9, "", 10))
    assert (
        answer(FigureIs("cva", "below", years=2), Known(TODAY, figures=gap)).verdict
        == "cannot_tell"
    )
    bare = (Figure("cva", 2026, 9),)
    assert answer(FigureIs("cva", "below"), Known(TODAY, figures=bare)).verdict == "cannot_tell"


def test_one_group_is_enough_where_any_may_be_and_it_is_named():
    found = figures(101) + figures(95, group="FSM") + figures(102, group="SEN")
    outcome = answer(
        FigureIs("cva", "below", any_group=True, text="A group"), Known(TODAY, figures=found)
    )
    assert outcome.verdict is Verdict.YES and outcome.reasons[0].text == "A group (FSM)"


def test_a_validated_figure_stands_before_a_provisional_one():
    both = (Figure("cva", 2026, 90, "", 100), Figure("cva", 2026, 105, "", 100, validated=False))
    for order in (both, both[::-1]):
        assert answer(FigureIs("cva", "below"), Known(TODAY, figures=order)).verdict is Verdict.YES


def test_a_look_back_reaches_so_many_months_and_no_further():
    test = Inspected(("removed",), within_months=24)
    for day, verdict in ((date(2024, 11, 26), Verdict.YES), (date(2024, 11, 25), Verdict.NO)):
        assert (
            answer(test, Known(TODAY, inspections=(Inspection(day, ("removed",)),))).verdict
            is verdict
        )


def test_what_happened_what_it_is_and_what_it_is_not():
    census = Known(TODAY, {"provider.kind": "setting"}, events=(Event("census", date(2026, 1, 9)),))
    assert answer(Happened(("census",)), census).verdict is Verdict.YES
    assert answer(Happened(("census",), within_months=6), census).verdict is Verdict.NO
    kind = ProviderIs(Condition("provider.kind", ("setting",)))
    assert answer(kind, census).verdict is Verdict.YES
    assert answer(Not(kind), census).verdict is Verdict.NO
    assert answer(kind, Known(TODAY)).verdict is Verdict.UNKNOWN


def test_a_criterion_with_a_figure_is_answered_unless_judged_by_hand():
    below = FigureIs("results", "below", text="Below the floor")
    measured = Scheme(
        "m",
        "Measured",
        (Category("r", "Red", 1, FindingIs("floor", ("met",), "Floor", "T19")),),
        (Criterion("floor", "Below floor", test=below),),
        otherwise="r",
    )
    low = Known(TODAY, figures=figures(90, code="results"))
    assert propose(measured, low).reasons[0].finding == "met"
    by_hand = Known(TODAY, findings={"floor": "not_met"}, figures=low.figures)
    assert "No rule" in propose(measured, by_hand).reasons[0].text


# --- properties -----------------------------------------------------------------------------------

FINDINGS = st.fixed_dictionaries({name: st.sampled_from(Finding) for name in (*IDS, "serious")})


@given(FINDINGS)
def test_no_proposal_is_without_a_reason(findings):
    found = propose(scheme(), Known(TODAY, findings=findings))
    assert found.reasons or not found.category
    assert found.category or found.open


@given(FINDINGS, st.sampled_from(IDS))
def test_another_unmet_criterion_never_lowers_what_is_proposed(findings, criterion):
    severity = {one.code: one.severity for one in scheme().categories} | {"": -1}
    inspected = (Inspection(date(2023, 5, 1), ("good",)),)
    before = propose(scheme(), Known(TODAY, findings=findings, inspections=inspected))
    worse = {**findings, criterion: Finding.NOT_MET}
    after = propose(scheme(), Known(TODAY, findings=worse, inspections=inspected))
    assert severity[after.category] >= severity[before.category] or before.category == "1"


@given(FINDINGS)
def test_each_change_that_is_named_does_lead_there(findings):
    held = Known(TODAY, findings=findings, inspections=(Inspection(TODAY, ("good",)),))
    for change in propose(scheme(), held).would_change:
        turned = {**findings, change.criterion: change.finding}
        again = propose(scheme(), Known(TODAY, findings=turned, inspections=held.inspections))
        assert again.category == change.proposal
