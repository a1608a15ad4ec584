"""Categories through the window: findings by single keys, the gate, the round, the letter."""

import csv

import pytest
from sqlalchemy import select

from sif_desktop.models.tables.cases import case_file, step
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.providers import provider
from tests.ui.journey import category, judge
from tests.ui.office import TODAY, Ctrl, Key, Office

SCHOOL = "oakfield"


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    with made.services.context.store.action("Another school") as act:
        act.update(provider, SCHOOL, kind="maintained_school")
        act.create(
            provider, SCHOOL, "hill-top", urn="900002", name="Hill Top Primary School",
            kind="maintained_school", status="Open", phase="Primary",
        )  # fmt: skip
    yield made
    made.close()


def work_by(office, pack):
    store = office.services.context.store
    with store.read() as connection:
        uid = connection.execute(select(authority.c.uid)).scalar_one()
    with store.action("Another rulebook") as act:
        act.update(authority, uid, pack=pack, pack_version="1")


def decide(office, page, **given):
    """Fill the form as it stands and press its verb."""
    office.press(Key.Key_D, Ctrl)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    if "category" in given:
        form.category.setCurrentIndex(form.category.findData(given["category"]))
    form.reasons.setFocus()
    office.type(given.get("reasons", "As the evidence shows."))
    return form


def confirmed(office, form, page, count):
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: len(page._view.history) == count)
    office.window.activateWindow()  # as a desktop does when a dialog closes
    office.soon(office.window.isActiveWindow)


def test_space_takes_a_finding_back_and_the_proposal_with_it(office):
    work_by(office, "telford-2014")
    page = category(office)
    judge(office, page, "serious_concerns", Key.Key_M, "met")
    assert page._view.proposal.category == "3"
    judge(office, page, "serious_concerns", Key.Key_Space, "not_met")  # presumed again
    assert page._view.proposal.category == ""


def test_a_notice_on_record_opens_the_gate(office):
    work_by(office, "telford-2014")
    with office.services.context.store.action("Recorded") as act:
        case = act.create(case_file, SCHOOL, provider_uid=SCHOOL)
        act.create(step, SCHOOL, case_uid=case, code="warning_notice", day="2026-11-20")
    page = category(office)
    form = decide(office, page, category="4a")
    assert not form.overruled.isVisible()
    confirmed(office, form, page, 1)


def test_after_deciding_the_letter_is_one_key_away(office):
    page = category(office)
    form = decide(office, page, category="universal")
    form.capacity.setCurrentIndex(1)
    form.stages[0].day.set_value(TODAY)
    form.stages[2].words.setText("With the letter")
    confirmed(office, form, page, 1)
    office.soon(lambda: page.panel.letter is not None and page.panel.letter.hasFocus())
    office.press(Key.Key_Return)
    office.soon(lambda: office.window.here() == "composer")
    letter = office.window.page("composer")
    office.soon(lambda: letter.view is not None and not letter.page._rendering)


def test_a_criterion_alone_is_flagged_and_evidence_is_typed_without_leaving_the_list(office):
    work_by(office, "telford-2014")
    page = category(office)
    judge(office, page, "serious_concerns", Key.Key_M, "met")
    assert "one criterion alone" in page.panel.words
    office.press(Key.Key_E)
    office.type("Two complaints were upheld.", enter=True)
    line = lambda: page._line_of("serious_concerns")  # noqa: E731
    office.soon(lambda: line().evidence == "Two complaints were upheld.")
    assert page.criteria.table.hasFocus()


def test_a_decision_that_was_kept_open_can_be_thrown_away(office):
    page = category(office)
    decide(office, page, category="targeted")
    office.press(Key.Key_S, Ctrl)
    office.soon(lambda: page._view.draft is not None)
    assert page._view.draft.reasons == "As the evidence shows." and not page._view.history
    office.window.go("category_round")
    overview = office.window.page("category_round")
    rows = lambda: {row.uid: row.begun for row in overview.model.rows()}  # noqa: E731
    office.soon(lambda: rows() == {SCHOOL: True, "hill-top": False})
    page = category(office)
    page.panel.discard_wanted.emit()
    office.soon(lambda: page._view.draft is None)
    office.context.undo()
    office.soon(lambda: page._view.draft is not None)


def test_the_round_is_exported_as_shown_and_narrows_to_what_is_not_decided(office, tmp_path):
    page = category(office)
    form = decide(office, page, category="targeted")
    form.capacity.setCurrentIndex(1)
    form.stages[0].day.set_value(TODAY)
    form.stages[2].words.setText("With the letter")
    confirmed(office, form, page, 1)
    office.window.go("category_round")
    overview = office.window.page("category_round")
    office.soon(lambda: "1 of 2 decided" in overview._subtitle.text())
    overview.export_to(tmp_path / "round.csv")
    office.soon((tmp_path / "round.csv").exists)
    with (tmp_path / "round.csv").open(encoding="utf-8-sig") as stream:
        assert "✓ Targeted support" in [row["Decided"] for row in csv.DictReader(stream)]
    overview.which.setCurrentIndex(1)
    overview._filter()
    assert [row.uid for row in overview.model.rows()] == ["hill-top"]


@pytest.mark.req("MK10-86")
def test_what_a_category_asks_for_is_begun_from_where_it_was_decided(office):
    work_by(office, "milton-keynes-2010")
    page = category(office)
    office.soon(lambda: page._wanted is not None)
    assert not page.begin_wanted.isVisible()
    office.services.schools.set_category(SCHOOL, "LA4b", TODAY)
    page.refresh(None)
    office.soon(page.begin_wanted.isVisible)
    page.begin_wanted.click()
    form = office.dialog()
    assert form.fields["series:tig"].isChecked()
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: bool(office.services.meeting_series.rows()))
    (series,) = office.services.meeting_series.rows()
    plans = {one.template for one in office.services.plans.rows()}
    assert series.kind == "tig" and {"Improvement plan", "LA Action Plan"} <= plans
    office.soon(lambda: not page.begin_wanted.isVisible())


def test_a_finding_is_linked_to_the_visit_it_rests_on_and_opens_it(office):
    visit = office.planned("2026-11-20")
    office.services.visits.start(visit)
    office.services.visits.end(visit)
    page = category(office)
    row = next(one for one in page._view.criteria if not one.options)
    judge(office, page, row.id, Key.Key_M, "met")
    office.press(Key.Key_L)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    box = form.fields["record"]
    box.setCurrentIndex(box.findData(visit))
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: page._line_of(row.id).link is not None)
    link = page._line_of(row.id).link
    assert link.uid == visit and "November" in link.words
    assert page._line_of(row.id).value == "met"  # the finding stands
    assert page.criteria.open.isVisible() and page.criteria.open.text() == f"Open: {link.words}"
    office.window.activateWindow()
    page.criteria.table.select_key(row.id)
    office.bot.keyClick(page.criteria.table, Key.Key_O)
    office.soon(lambda: office.window.here() == "visit")


@pytest.mark.req("R15-23")
def test_categories_of_the_rulebook_before_are_carried_over_on_the_screen(office):
    work_by(office, "telford-2014")
    office.services.schools.set_category(SCHOOL, "3", TODAY)
    work_by(office, "england-2026")
    page = office.window.go("category_round")
    office.soon(page.carry.isVisible)
    page.carry.click()
    form = office.dialog()
    office.soon(form.isActiveWindow)
    box = form.fields["old0"]
    assert box.currentText() == "Leave it for now"
    box.setCurrentIndex(box.findData("targeted"))
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: not page.carry.isVisible())
    row = next(one for one in page.model.rows() if one.uid == SCHOOL)
    assert row.present == row.decided == "Targeted support"
