"""Categories through the window: a school from Two to 4a, and the round of an autumn."""

import csv

import pytest
from sqlalchemy import select

from sif_desktop.models.tables.cases import case_file, step
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.providers import provider
from tests.ui.office import TODAY, Ctrl, Key, Office, Shift

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


def category(office, uid=SCHOOL):
    office.window.go("category", {"uid": uid})
    page = office.window.page("category")
    office.soon(lambda: page._view is not None and page._view.uid == uid)
    page.criteria.table.setFocus()
    return page


def judge(office, page, criterion, key, value):
    page.criteria.table.setFocus()
    page.criteria.table.select_key(criterion)
    office.press(key)
    office.soon(lambda: page._line_of(criterion).value == value)


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


@pytest.mark.req("TW14-02", "TW14-29", "TW14-38")
def test_a_school_goes_from_category_two_to_4a_by_its_gate_with_reasons(office):
    work_by(office, "telford-2014")
    page = category(office)
    judge(office, page, "S1.3", Key.Key_N, "not_met")
    judge(office, page, "S2.2", Key.Key_N, "not_met")
    assert page._view.proposal.label == "Category Two"
    office.press(Key.Key_E)
    office.type("Seen in four of six lessons.", enter=True)
    office.soon(lambda: page._line_of("S2.2").evidence == "Seen in four of six lessons.")
    assert page.criteria.table.hasFocus()
    form = decide(office, page)
    assert form.category.currentText() == "Category Two"
    confirmed(office, form, page, 1)
    judge(office, page, "inadequate_despite_support", Key.Key_M, "met")
    assert page._view.proposal.category == "4a"
    assert "formal warning notice" in page.panel.words
    form = decide(office, page)
    office.press(Key.Key_Return, Ctrl)
    office.soon(form.fault.isVisible)
    assert "formal warning notice" in form.fault.text() and form.overruled.isVisible()
    form.overruled.setFocus()
    office.type("Served by hand today; the copy is being filed.")
    confirmed(office, form, page, 2)
    assert page._view.history[0].label == "Category Four, 4a"
    school = office.services.schools.page(SCHOOL)
    assert school.facts["category"] == "4a" and school.category_since == TODAY.isoformat()


@pytest.mark.req("TW14-36")
def test_category_three_sets_a_clock_that_the_page_shows(office):
    work_by(office, "telford-2014")
    page = category(office)
    judge(office, page, "serious_concerns", Key.Key_M, "met")
    assert "one criterion alone" in page.panel.words
    confirmed(office, decide(office, page), page, 1)
    assert page._view.exit_by == "2027-11-24" and not page._view.exit_passed


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


@pytest.mark.req("MK10-05", "MK10-77", "MK10-99")
def test_an_autumn_round_is_worked_from_the_keyboard_with_a_difference_of_opinion(office, tmp_path):
    work_by(office, "milton-keynes-2010")
    office.window.go("category_round")
    page = office.window.page("category_round")
    office.soon(lambda: page.model.rowCount() == 2)
    page.table.setFocus()
    office.press(Key.Key_Down)
    office.press(Key.Key_Return)
    one = office.window.page("category")
    office.soon(lambda: one._view is not None and one._view.uid == SCHOOL)
    form = decide(office, one, category="LA3")
    form.capacity.setCurrentIndex(form.capacity.findData("3"))
    form.school_view.setCurrentIndex(form.school_view.findData("LA2"))
    form.school_evidence.setFocus()
    office.type("Autumn assessments are up.")
    for row in form.stages:
        if row.title.startswith("Agreed"):
            row.day.set_value(TODAY)
        else:
            row.words.setText("Follows with the autumn report")
    confirmed(office, form, one, 1)
    kept = one._view.history[0]
    assert (kept.label, kept.school_view) == ("LA3: Satisfactory", "LA2: Good")
    assert one._view.present == "LA3" and "Autumn assessments are up." in one.panel.words
    agreed = [stage.passed_on for stage in kept.stages if stage.code.startswith("agreed")]
    assert agreed == [TODAY.isoformat()] * 2
    office.press(Key.Key_N, Ctrl | Shift)
    office.soon(lambda: one._view is not None and one._view.uid == "hill-top")
    office.window.go("category_round")
    office.soon(lambda: "1 of 2 decided" in page._subtitle.text())
    assert "1 seen otherwise by the school" in page._subtitle.text()
    page.letters.click()
    office.soon(lambda: {row.letter for row in page.model.rows()} == {"", "drafting"})
    page.export_to(tmp_path / "round.csv")
    office.soon((tmp_path / "round.csv").exists)
    with (tmp_path / "round.csv").open(encoding="utf-8-sig") as stream:
        assert "✓ LA3: Satisfactory" in [row["Decided"] for row in csv.DictReader(stream)]
    page.which.setCurrentIndex(1)
    page._filter()
    assert [row.uid for row in page.model.rows()] == ["hill-top"]


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
