"""The round of an autumn: what waits to be decided, decisions kept open, letters that wait."""

from dataclasses import replace
from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.provider_rules import EntryFaults
from tests.services.categories.conftest import LEVEL, PLAIN, SCHOOL
from tests.services.conftest import TODAY

# --- the round ------------------------------------------------------------------------------------


def test_the_round_tells_what_is_decided_and_who_sees_it_otherwise(services):
    services.categories.decide(SCHOOL, LEVEL)
    found = services.rounds.round()
    assert (found.label, found.decided, len(found.rows)) == ("2026/27", 1, 2)
    rows = {row.uid: row for row in found.rows}
    assert rows[SCHOOL].decided == "Targeted support"
    assert rows[SCHOOL].school_view == "Universal support" and rows[SCHOOL].moved
    assert not rows["hill-top"].decided
    assert services.rounds.round(2025).decided == 0


def test_the_round_takes_as_many_statements_for_many_schools_as_for_two(services, count_statements):
    with count_statements() as counted:
        services.rounds.round()
    assert len(counted) <= 24


def test_letters_are_drafted_once_for_each_school_decided_on_with_its_reasons(services):
    services.categories.decide(SCHOOL, LEVEL)
    drafted = services.rounds.draft_letters(2026)
    assert drafted.count == 1
    assert services.rounds.draft_letters(2026).count == 0
    row = next(r for r in services.rounds.round().rows if r.uid == SCHOOL)
    assert row.letter == "drafting"
    (uid,) = drafted.changes.rows["document"]
    draft = services.documents.open(uid).draft
    words = " ".join(sentence.text for _, _, sentence in draft.sentences())
    assert "Two criteria are not met." in words


@pytest.mark.req("TW14-36")
def test_a_longer_time_in_a_category_needs_a_later_day_and_a_reason_that_is_kept(telford):
    categories = telford.categories
    with pytest.raises(Problem, match="sets no time"):
        categories.extend(SCHOOL, date(2027, 12, 31), "So it is.")
    categories.decide(SCHOOL, replace(PLAIN, category="3", on=date(2026, 9, 7)))
    with pytest.raises(EntryFaults) as refused:
        categories.extend(SCHOOL, date(2027, 9, 7), " ")
    assert set(refused.value.faults) == {"until", "reason"}
    categories.extend(SCHOOL, date(2027, 12, 31), "The head was ill for a term.")
    view = categories.view(SCHOOL)
    assert (view.exit_by, view.extended) == ("2027-12-31", "The head was ill for a term.")
    assert "exceptional" in view.extension
    assert next(r for r in telford.rounds.round().rows if r.uid == SCHOOL).exit_by == "2027-12-31"
    telford.undo.undo()
    assert categories.view(SCHOOL).exit_by == "2027-09-07"


@pytest.mark.req("TW14-30")
def test_the_twelve_months_of_category_two_are_watched_on_the_page_and_in_the_round(telford):
    telford.categories.decide(SCHOOL, replace(PLAIN, on=date(2025, 11, 25)))
    (watch,) = telford.categories.view(SCHOOL).watches
    row = next(one for one in telford.rounds.round().rows if one.uid == SCHOOL)
    assert (watch.label, watch.day, watch.paragraph) == (
        "Category Three", row.watch_on, "5, Category Three",
    )  # fmt: skip
    assert watch.passed is row.watch_passed is (watch.day <= TODAY.isoformat())


def test_every_gate_that_is_shut_is_told_not_the_last_alone(telford):
    telford.categories.decide(SCHOOL, replace(PLAIN, category="3", on=date(2026, 9, 7)))
    with pytest.raises(EntryFaults, match=r"review meeting.*formal warning notice"):
        telford.categories.decide(SCHOOL, replace(PLAIN, category="4a"))


# --- a decision kept open -------------------------------------------------------------------------


def test_a_decision_is_kept_open_over_days_and_only_then_made(services):
    begun = replace(LEVEL, category="", reasons="Draft.", capacity="", school_evidence="")
    services.categories.keep_open(SCHOOL, replace(begun, on=date(2026, 11, 2)))
    services.categories.keep_open(SCHOOL, replace(begun, reasons="Better words.", stages=()))
    view = services.categories.view(SCHOOL)
    assert view.draft.reasons == "Better words." and view.draft_by == "Kim Rowe"
    assert not view.draft.stage("discussed").passed_on, "a stage taken back is taken back"
    assert (view.present, view.history) == ("", ())
    row = next(one for one in services.rounds.round().rows if one.uid == SCHOOL)
    assert row.begun and not row.decided
    made = services.categories.decide(SCHOOL, LEVEL)
    view = services.categories.view(SCHOOL)
    assert view.draft is None and [one.uid for one in view.history] == [made.uid]
    services.undo.undo()
    assert services.categories.view(SCHOOL).draft.reasons == "Better words."


def test_a_decision_kept_open_is_thrown_away_with_its_stages(services):
    services.categories.keep_open(SCHOOL, LEVEL)
    services.categories.discard(SCHOOL)
    assert services.categories.view(SCHOOL).draft is None
    with pytest.raises(Problem, match="kept open"):
        services.categories.discard(SCHOOL)


# --- letters that wait ----------------------------------------------------------------------------


@pytest.mark.req("MK10-99")
def test_a_decision_queues_its_letter_until_it_is_begun_and_again_if_that_is_deleted(services):
    made = services.categories.decide(SCHOOL, LEVEL)
    (one,) = services.category_letters.waiting()
    assert (one.judgement, one.school, one.category) == (
        made.uid, "Oakfield Primary School", "Targeted support",
    )  # fmt: skip
    assert services.categories.view(SCHOOL).letter == "waiting"
    services.rounds.write_letter(made.uid)
    assert services.category_letters.waiting() == ()
    assert services.categories.view(SCHOOL).letter == "drafting"
    services.undo.undo()
    assert len(services.category_letters.waiting()) == 1


def test_a_letter_begun_from_the_list_of_letters_tells_of_the_decision_that_waits(services):
    services.categories.decide(SCHOOL, LEVEL)
    services.letters.begin(SCHOOL, "support-allocation")
    assert len(services.category_letters.waiting()) == 1
    services.letters.begin(SCHOOL, "level-of-support")
    assert services.category_letters.waiting() == ()


@pytest.mark.req("MK10-99")
def test_a_letter_is_dropped_only_with_a_reason_which_is_kept(services):
    made = services.categories.decide(SCHOOL, LEVEL)
    with pytest.raises(Problem, match="with a reason"):
        services.category_letters.drop(made.uid, " ")
    services.category_letters.drop(made.uid, "Told at the meeting.")
    view = services.categories.view(SCHOOL)
    assert (view.letter, view.letter_dropped) == ("dropped", "Told at the meeting.")
    assert services.category_letters.waiting() == ()
    assert services.rounds.draft_letters(2026).count == 0


class Letterless:
    """A registry whose one rulebook has no letters."""

    def __init__(self, pack) -> None:
        self._pack = replace(pack, letters=())

    def current(self, *_names: str):
        return self._pack

    get = current


def test_where_the_rulebook_has_no_category_letter_none_waits(telford):
    context = telford.context
    telford = Services(context.store, Letterless(context.pack()), context.today)
    telford.categories.decide(SCHOOL, PLAIN)
    assert telford.category_letters.waiting() == ()
    assert telford.categories.view(SCHOOL).letter == ""
