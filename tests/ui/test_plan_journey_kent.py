"""A pupil referral unit in special measures: its statement within ten days, signed in order."""

from datetime import date

import pytest
from PySide6.QtWidgets import QMessageBox

from tests.ui.journey import (
    SCHOOL,
    active,
    inspection_form,
    lines,
    recorded,
    settled,
    working_by,
)
from tests.ui.office import Key
from tests.ui.plan_journey import (
    added,
    asked_for_word,
    begun,
    chosen,
    due_of,
    lens,
    plan,
    pulled,
    tells,
    word_given,
    word_line,
)

CONSULTED = {
    "partner": "Improvement partner",
    "senior_phase_adviser": "Senior Adviser (Phase)",
    "senior_adviser_ia": "Senior Adviser Inclusion and Achievement",
    "acso": "Area Children Services Officer",
    "lcsp_manager": "LCSP Managers",
    "pru_manager": "PRU Manager",
    "management_committee": "Management Committee",
    "parents": "Parents",
    "head_abs": "Head of the Attendance and Behaviour Service",
}


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "kent-2009", kind="pru_conventional") as made:
        yield made


@pytest.mark.req("K09-63", "K09-64", "K09-65")
def test_the_statement_of_a_unit_goes_through_contributors_and_signatures_and_is_frozen(
    office, monkeypatch
):
    # The inspection comes in; its statement is owed within ten days of the report.
    form = inspection_form(office, "Oakfield Primary School")
    form.outcomes.tick("special_measures")
    form.asked.show_lines([("", "Attendance")])
    follows = recorded(office, form, day="3 November 2026", published="20 November 2026")
    follows.reject()
    active(office)
    (owed,) = due_of(office, "statement-of-action")
    assert owed.day == date(2026, 11, 30)
    school = office.window.go("school", {"uid": SCHOOL, "part": "plans"})

    def missing():
        return [one for one in lines(school) if one.right == "missing"]

    office.soon(lambda: bool(missing()))
    assert missing()[0].text == "CFE Statement of Action"
    missing()[0].setFocus()
    office.press(Key.Key_Return)
    office.dialog()
    page = begun(office)
    pulled(office, page)
    office.soon(lambda: [one.title for one in plan(page).priorities] == ["Attendance"])
    chosen(office, page, plan(page).priorities[0].uid)
    added(office, page, "action", "Ring home on the first day", party="school", lead="Ms Rye")
    # Its day is told with what it is counted from.
    agreement = lens(office, page, "agreement")
    deadline = page.view.words.deadline
    assert (deadline.day, page.view.words.overdue) == (date(2026, 11, 30), False)
    tells(office, agreement, deadline.what, deadline.rule, "9.1", "Next: Improvement partner")
    tells(office, agreement, "Counted from Fri 20 November.")
    # Each contributor of such a unit is heard, with the day.
    for code, label in CONSULTED.items():
        word_given(office, page, "consulted", code, label, day="2026-11-23", who="N. N.")
    tells(office, agreement, "Next: Senior Adviser for Inclusion and Achievement")
    # The head of service cannot sign before the others without a reason.
    asked_for_word(office, page, "Head of Service")
    form = office.dialog()
    form.fields["who"].setText("Mr Oak")
    form.verb.click()
    refused = settled(office, form, lambda: not form.isVisible())
    assert "comes after: Senior Adviser for Inclusion and Achievement" in refused
    form.reject()
    active(office)
    assert plan(page).said("sign_off", "head_of_service") is None
    signed = {
        "senior_adviser_ia": "Senior Adviser for Inclusion and Achievement",
        "acso": "Area Children Services Officer",
        "head_of_service": "Head of Service",
    }
    for code, label in signed.items():
        assert not page.view.words.frozen
        word_given(office, page, "sign_off", code, label, place=-1, day="2026-11-24", who="Mr Oak")
    office.soon(lambda: page.view.words.frozen)
    tells(office, agreement, "Signed off: it stays as it was signed.")
    assert not due_of(office, "statement-of-action"), "what the rulebook waits for is done"
    # Now it stays as it was signed: neither a row nor its words can be changed.
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))
    monkeypatch.setattr(QMessageBox, "open", lambda box, *_a: boxes.append(box.text()))
    outline = chosen(office, page, plan(page).actions[0].uid)
    outline.tree.setFocus()
    office.press(Key.Key_A)
    office.soon(lambda: any("stays as it was signed" in words for words in boxes))
    assert len(plan(page).actions) == 1
    tells(office, outline.panel, "Take the last sign-off back to change it.")
    assert not outline.panel.fields["lead"].isEnabled()
    # Taking the last signature back opens it again, and the duty with it.
    word_line(office, page, "Head of Service").setFocus()
    office.press(Key.Key_T)
    office.soon(lambda: not page.view.words.frozen)
    assert due_of(office, "statement-of-action")
