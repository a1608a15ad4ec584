"""Concerns, cases, contacts and support through the window, from the keyboard."""

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.case_lines import CaseFields, StepFields
from sif_desktop.services.contacts import ContactFields
from sif_desktop.services.support import SupportFields
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.care_section import CareSection
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.marks import StatusMark
from tests.ui.office import Ctrl, Key, Office, fill_form

from ..services import caring


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory):
    return caring.registry(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def office(qtbot, tmp_path, rulebooks):
    made = Office(qtbot, tmp_path, caring.PACK, rulebooks)
    with made.services.context.store.action("A maintained school") as act:
        act.update(provider, "oakfield", type="Community school")
        act.create(
            provider, TEAM, "hill-top", name="Hill Top Academy", type="Academy converter",
            type_group="Academies", status="Open",
        )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def another(qtbot, tmp_path, rulebooks):
    """The window under a rulebook the test names."""
    made = []

    def make(pack):
        made.append(Office(qtbot, tmp_path, pack, rulebooks))
        return made[0]

    yield make
    office = made[0]
    office.window.go("cases")
    # The page of the letter is still being laid out.
    office.soon(lambda: not office.jobs.findChildren(Job))
    office.close()


def opened(office, school="oakfield"):
    given = CaseFields("Causing concern", "Results fell", "Kim Rowe", opened_on="2026-09-07")
    return office.services.cases.open(school, given).uid


def answer(office, **given):
    """Fill in the form that is shown, press Ctrl+Enter, and wait until it has gone."""
    dialog = office.dialog()
    fill_form(dialog, **given)
    office.bot.keyClick(dialog.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: not shown(office))
    office.window.activateWindow()
    office.soon(office.window.isActiveWindow)


def shown(office):
    return [one for one in office.window.findChildren(QDialog) if one.isVisible()]


def line(office, parent, text):
    """The line that says `text`, once it is shown."""

    def found():
        lines = parent.findChildren(LineRow)
        return [one for one in lines if one.isVisible() and one.text == text]

    office.soon(lambda: bool(found()))
    return found()[-1]


def test_a_concern_is_logged_in_the_window_and_closed_from_its_list(office):
    page = office.window.go("cases")
    office.bot.keyClick(page, Key.Key_N, Ctrl)
    dialog = office.dialog()
    fill_form(dialog, school="oakfield", source="officer", what="Behaviour at lunch")
    dialog.verb.click()
    office.soon(dialog.fault.isVisible)
    assert "the day the school was told" in dialog.fault.text()
    answer(office, told_school_on="2026-11-23")
    pane = page.tabs["concerns"]
    page.tabs.setCurrentWidget(pane)
    office.soon(lambda: pane.model.rowCount() == 1)
    pane.table.setFocus()
    office.press(Key.Key_C)
    answer(office, outcome="Better supervision")
    office.soon(lambda: pane.model.rowCount() == 0)
    assert office.services.concerns.rows(closed=True)[0].outcome == "Better supervision"


def test_a_school_that_reaches_the_gravest_category_is_proposed_and_taken_up_its_ladder(office):
    office.services.schools.set_category("oakfield", "4a", date(2026, 11, 2), "No progress")
    page = office.window.go("cases", {"list": "proposed"})
    pane = page.tabs["proposed"]
    office.soon(lambda: pane.model.rowCount() == 1)
    pane.table.setFocus()
    office.press(Key.Key_Return)
    dialog = office.dialog()
    assert "most serious" in dialog.fields["why"].toPlainText()
    answer(office)
    office.soon(lambda: office.window.here() == "case")
    case = office.window.page("case")
    office.soon(lambda: case.shown is not None)
    office.bot.keyClick(case, Key.Key_N, Ctrl)
    answer(office, who="Ms Moss")
    office.soon(lambda: [one.state for one in case.shown.steps] == ["taken", "open", "waiting"])
    assert case.shown.powers[0].why_not == "Only after: Formal warning notice."
    register = page.tabs["register"]
    office.window.go("cases")
    office.soon(lambda: [r.last_step for r in register.rows()] == ["Talk with the head"])
    assert pane.model.rowCount() == 0


@pytest.mark.req("MK10-98")
def test_nothing_is_done_to_the_case_before_while_another_is_read(office):
    given = CaseFields("Causing concern", "Results fell", "Kim Rowe", opened_on="2026-09-07")
    uid = office.services.listing.list_school("oakfield", given).uid
    page = office.window.go("case", {"uid": uid})
    office.soon(lambda: page.shown is not None)
    page.show_record({"uid": "another"})
    page.take_next()
    assert page.shown is None
    assert not [one for one in office.window.findChildren(QDialog) if one.isVisible()]


def test_a_setting_in_the_gravest_category_goes_up_its_own_ladder_until_it_leaves_the_directory(
    office,
):
    with office.services.context.store.action("A setting") as act:
        act.create(provider, TEAM, "acorn", name="Acorn Nursery", kind="setting", status="Open")
    office.services.schools.set_category("acorn", "4a", date(2026, 11, 2), "Quality is weak")
    page = office.window.go("cases", {"list": "proposed"})
    pane = page.tabs["proposed"]
    office.soon(lambda: pane.model.rowCount() == 1)
    pane.table.setFocus()
    office.press(Key.Key_O)
    answer(office)
    office.soon(lambda: office.window.here() == "case")
    case = office.window.page("case")
    office.soon(lambda: case.shown is not None)
    assert case.shown.ladder == "Early years settings"
    for done in range(1, 4):
        office.bot.keyClick(case, Key.Key_N, Ctrl)
        answer(office)
        office.soon(lambda done=done: len(case.shown.taken) == done)
    assert case.shown.taken[-1].title == "Removed from the directory"
    assert case.shown.row.next_step == ""


def test_a_power_not_open_to_academies_is_not_offered_and_says_why(office):
    office.window.go("case", {"uid": opened(office, "hill-top")})
    page = office.window.page("case")
    office.soon(lambda: page.shown is not None)
    power = line(office, page.sections, "Appoint additional governors")
    assert power.right == "not open" and "Not for academies" in power.detail
    power.setFocus()
    office.press(Key.Key_Return)
    assert not shown(office)


def test_a_step_out_of_order_is_asked_for_its_reason(office):
    uid = opened(office)
    office.window.go("case", {"uid": uid})
    page = office.window.page("case")
    office.soon(lambda: page.shown is not None)
    page.cases.take(uid, page.shown.steps[1])
    dialog = office.dialog()
    dialog.verb.click()
    office.soon(dialog.fault.isVisible)
    answer(office, why="The head is absent")
    office.soon(lambda: bool(page.shown.taken))
    assert page.shown.taken[0].out_of_order == "The head is absent"


def test_a_case_is_left_by_evidence_into_after_care(office):
    uid = opened(office)
    office.window.go("case", {"uid": uid})
    page = office.window.page("case")
    office.soon(lambda: page.shown is not None)
    page.cases.meet(uid, page.shown.exits[0])
    answer(office, evidence="Report of 3 November")
    office.soon(lambda: bool(page.shown.exits[0].met_on))
    page.close_case()
    answer(office, outcome="Judged good")
    office.soon(lambda: page.shown.row.state == "after_care")
    assert page.shown.row.after_care_until == "2027-05-24"


def test_the_school_page_shows_triggers_concerns_and_the_case_and_judges_a_trigger(office):
    opened(office)
    for number in range(3):
        office.services.concerns.add("oakfield", caring.concern(f"Concern {number}"))
    office.window.go("school", {"uid": "oakfield", "part": "care"})
    page = office.window.page("school")

    def lines():
        parts = [one for one in page.findChildren(CareSection) if one.isVisible()]
        return parts[-1].findChildren(LineRow) if parts else []

    office.soon(lambda: any(one.text == "Concern 0" for one in lines()))
    section = page.findChildren(CareSection)[-1]
    marks = [one.words for one in section.findChildren(StatusMark)]
    assert marks == ["3 concerns are open: the rulebook asks for a review"]
    trigger = next(one for one in lines() if one.text.startswith("Outcomes falling"))
    assert trigger.right == "cannot tell" and "Missing: Progress measure" in trigger.detail
    event = next(one for one in lines() if one.text.startswith("A major event"))
    event.setFocus()
    office.press(Key.Key_Return)
    answer(office, value="met", evidence="The roof has come down")
    office.soon(lambda: any(one.right == "met" for one in lines()))


def test_a_contact_is_answered_and_support_ended_by_their_keys(office):
    office.services.contacts.add("oakfield", ContactFields("A question", "2026-11-10"))
    office.services.support.start(
        "oakfield",
        SupportFields("Coaching", from_date="2026-01-05", exit_condition="Judged good"),
    )
    page = office.window.go("cases", {"list": "contacts"})
    pane = page.tabs["contacts"]
    office.soon(lambda: pane.model.rowCount() == 1)
    assert pane.model.index(0, 0).data().startswith("▲")
    pane.table.setFocus()
    office.press(Key.Key_A)
    answer(office, answer="Sent the guidance")
    office.soon(lambda: pane.model.rowCount() == 0)
    office.window.go("cases", {"list": "support"})
    pane = page.tabs["support"]
    office.soon(lambda: pane.model.rowCount() == 1)
    pane.table.setFocus()
    office.press(Key.Key_D)
    answer(office, impact="strong", words="Books are moderated")
    office.soon(lambda: pane.model.rowCount() == 0)
    pane.which.setCurrentText("To be looked at again")
    pane.which.activated.emit(2)
    office.soon(lambda: pane.model.rowCount() == 1)
    pane.table.setFocus()
    office.press(Key.Key_L)
    answer(office, sustained="yes")
    office.soon(lambda: pane.model.rowCount() == 0)


@pytest.mark.req("R15-06")
def test_what_the_service_s_support_came_to_is_counted_and_goes_out(office, tmp_path):
    support = office.services.support
    given = SupportFields("Coaching", from_date="2026-01-05", exit_condition="Judged good")
    support.end(support.start("oakfield", given).uid, "strong", "Books", date(2026, 3, 2))
    page = office.window.go("cases", {"list": "impact"})
    pane = page.tabs["impact"]
    office.soon(lambda: pane.model.rowCount() == 2)
    headings = [column.label for column in pane.spec.columns]
    line = [pane.model.index(0, n).data() for n in range(len(headings))]
    told = dict(zip(headings, line, strict=True))
    assert (told["Support"], told["Strong"], told["Overdue"]) == ("Coaching", "1", "1")
    page.export_to(tmp_path / "impact.csv")
    office.soon((tmp_path / "impact.csv").exists)
    assert "All support" in (tmp_path / "impact.csv").read_text(encoding="utf-8-sig")


def test_the_list_in_front_is_exported_as_shown(office, tmp_path):
    uid = opened(office)
    office.services.cases.take(uid, StepFields("talk", "2026-09-10"))
    page = office.window.go("cases")
    office.soon(lambda: page.tabs["register"].model.rowCount() == 1)
    page.export_to(tmp_path / "register.csv")
    office.soon((tmp_path / "register.csv").exists)
    assert "Talk with the head" in (tmp_path / "register.csv").read_text(encoding="utf-8-sig")


def test_a_restricted_concern_is_listed_when_asked_for_and_never_exported(office, tmp_path):
    office.services.concerns.add("oakfield", caring.concern())
    office.services.concerns.add("oakfield", caring.concern("Allegation", restricted=True))
    page = office.window.go("cases", {"list": "concerns"})
    pane = page.tabs["concerns"]
    office.soon(lambda: pane.model.rowCount() == 1)
    pane.which.setCurrentText("With restricted ones")
    pane.read()
    office.soon(lambda: pane.model.rowCount() == 2)
    page.export_to(tmp_path / "concerns.csv")
    office.soon((tmp_path / "concerns.csv").exists)
    written = (tmp_path / "concerns.csv").read_text(encoding="utf-8-sig")
    assert "Behaviour at lunch" in written and "Allegation" not in written


@pytest.mark.req("R14-34")
def test_the_last_steps_for_an_academy_write_to_ofsted_and_to_the_department(another):
    office = another("rutland-2014")
    with office.services.context.store.action("An academy") as act:
        act.update(provider, "oakfield", kind="academy")
    uid, page = opened(office), office.window.page("case")
    for number, code in enumerate(("contact_ofsted", "contact_dfe")):
        office.window.go("case", {"uid": uid})
        office.soon(lambda: page.shown is not None)
        office.soon(lambda n=number: len(page.shown.taken) == n)
        title = next(one.title for one in page.shown.steps if one.code == code)
        line(office, page.sections, title).setFocus()
        office.press(Key.Key_L)
        dialog = office.dialog()
        office.soon(lambda dialog=dialog: dialog.chosen() is not None)
        assert (dialog.chosen().letter, dialog.chosen().to) == (
            "academy-concern", code.removeprefix("contact_"),
        )  # fmt: skip
        dialog.verb.click()
        office.soon(lambda: office.window.here() == "composer" and not shown(office))
        office.window.activateWindow()
        step = StepFields(code, "2026-11-23", why="Assurance was refused")
        taken = office.services.cases.take(uid, step).uid
        office.services.cases.settle(taken, "They will look at it")
    letters = office.services.documents.documents()
    done = office.services.cases.page(uid).taken
    assert len(letters) == 2 and [one.outcome for one in done] == ["They will look at it"] * 2
