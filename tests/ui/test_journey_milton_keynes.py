"""The autumn round of the framework of 2010, from the keyboard: a difference of opinion, kept open
over days, told by letter; and the letter that a later change queues by itself."""

import pytest

from sif_desktop.models.tables.providers import provider
from sif_desktop.reports.docx_check import docx_text
from sif_desktop.services.provider_rules import PersonFields
from tests.services.test_letters import pdf_text
from tests.ui.journey import (
    SCHOOL,
    active,
    asked,
    confirmed,
    fill,
    marks,
    open_decision,
    press_button,
    working_by,
)
from tests.ui.office import Ctrl, Key, Shift


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "milton-keynes-2010", kind="maintained_school") as made:
        with made.services.context.store.action("Another school") as act:
            act.create(
                provider, SCHOOL, "hill-top", urn="900002", name="Hill Top Primary School",
                kind="maintained_school", status="Open", phase="Primary",
            )  # fmt: skip
        for role, name in (("headteacher", "Mrs Asha Verma"), ("chair", "Mr Tomasz Lew")):
            person = PersonFields(role, name, from_date="2025-01-01")
            made.services.schools.add_person(SCHOOL, person)
        yield made


def by_command(office, words, page):
    """Go to a page by the box of commands."""
    box = office.window.command_box
    box.setFocus()
    office.bot.keyClicks(box, words)
    office.bot.keyClick(box, Key.Key_Return)
    office.soon(lambda: office.window.here() == page)
    return office.window.page(page)


def stages_filled(office, form):
    """Date what was agreed; say of the rest when it follows."""
    for row in form.stages:
        if row.title.startswith("Agreed"):
            fill(office, row.day.line, "24 November 2026")
        else:
            fill(office, row.words, "Follows with the autumn report")


def waiting(office):
    """What Today says of letters, once it has been worked out."""
    today = by_command(office, "today", "today")
    office.soon(lambda: today.letters.line is not None)
    return today.letters.line


def the_round(office, words):
    page = by_command(office, "categories", "category_round")
    office.soon(lambda: words in page._subtitle.text())
    return page


@pytest.mark.req("MK10-05", "MK10-77", "MK10-99")
def test_an_autumn_round_with_a_difference_of_opinion_goes_through_to_the_letters(office):
    overview = by_command(office, "categories", "category_round")
    office.soon(lambda: overview.model.rowCount() == 2)
    overview.table.setFocus()
    office.press(Key.Key_Down)
    office.press(Key.Key_Return)
    page = office.window.page("category")
    office.soon(lambda: page._view is not None and page._view.uid == SCHOOL)
    # The school sees it otherwise: its view and evidence are taken down, and it is slept on.
    form = open_decision(office)
    fill(office, form.category, "LA3")
    fill(office, form.reasons, "Expected progress in all year groups.")
    fill(office, form.school_view, "LA2")
    fill(office, form.school_evidence, "Autumn assessments are up.")
    office.press(Key.Key_S, Ctrl)
    active(office)
    office.soon(lambda: page._view.draft is not None)
    assert page._view.present == "" and not page._view.history
    assert "Not in force" in marks(page.panel)
    # Another day it is gone on with: what was typed stands, what was missing is asked for.
    form = open_decision(office)
    assert form.category.currentText() == "LA3: Satisfactory"
    assert form.school_evidence.toPlainText() == "Autumn assessments are up."
    office.press(Key.Key_Return, Ctrl)
    office.soon(form.fault.isVisible)
    assert "Capacity to improve" in form.fault.text()
    fill(office, form.capacity, "3")
    stages_filled(office, form)
    confirmed(office, form, page, 1)
    kept = page._view.history[0]
    assert (kept.label, kept.school_view) == ("LA3: Satisfactory", "LA2: Good")
    assert page._view.present == "LA3" and page._view.draft is None
    assert "stands, the school’s beside it" in page._view.prevails
    agreed = [stage.passed_on for stage in kept.stages if stage.code.startswith("agreed")]
    assert agreed == ["2026-11-24"] * 2
    # On to the next school that is not decided.
    office.press(Key.Key_N, Ctrl | Shift)
    office.soon(lambda: page._view is not None and page._view.uid == "hill-top")
    form = open_decision(office)
    fill(office, form.category, "LA4a")
    fill(office, form.reasons, "Attendance.")
    fill(office, form.capacity, "3")
    stages_filled(office, form)
    confirmed(office, form, page, 1)
    # Two letters wait, on Today and among the categories, until they are made or dropped.
    line = waiting(office)
    assert line.text == "2 letters about categories wait to be written"
    line.setFocus()
    office.press(Key.Key_Return)
    office.soon(lambda: office.window.here() == "category_round")
    overview = office.window.page("category_round")
    office.soon(lambda: {row.letter for row in overview.model.rows()} == {"waiting"})
    office.soon(lambda: "1 seen otherwise by the school, 2 letters waiting" in told(overview))
    overview.table.setFocus()
    overview.table.select_key("hill-top")
    office.press(Key.Key_Return)
    office.soon(lambda: page._view is not None and page._view.uid == "hill-top")
    office.soon(lambda: "Letter waiting" in marks(page.panel))
    press_button(office, "Drop the letter…", page.panel)
    asked(office, reason="Told at the meeting of governors.")
    office.soon(lambda: "No letter: Told at the meeting of governors." in page.panel.words)
    overview = the_round(office, "1 letter waiting")
    press_button(office, "Draft the letters", overview)
    office.soon(lambda: "letter" not in told(overview))
    # The letter prints the school's own category, the day and its evidence; the decision stands.
    (letter,) = office.services.documents.documents()
    office.services.filling.fill(letter.uid, {"_signatory": "Jo Bright"})
    issued = office.services.documents.issue(
        letter.uid, office.services.documents.recipients(letter.uid)
    )
    word = " ".join(docx_text(office.services.documents.docx_of(issued.version_uid)))
    sheet = pdf_text(office.services.documents.pdf_of(issued.version_uid))
    for printed in (" ".join(word.split()), " ".join(sheet.split())):
        assert "Category LA3: Satisfactory" in printed
        assert (
            "Where opinions differ, the judgement of the School Improvement Partner stands. Your "
            "view is recorded with its evidence: LA2: Good, recorded on 24 November 2026. Autumn "
            "assessments are up."
        ) in printed


@pytest.mark.req("MK10-99")
def test_a_change_of_category_queues_its_letter_by_itself(office):
    page = office.window.go("category", {"uid": SCHOOL})
    office.soon(lambda: page._view is not None and page._view.uid == SCHOOL)
    for count, (code, says) in enumerate((("LA3", False), ("LA3", False), ("LA2", True)), start=1):
        form = open_decision(office)
        fill(office, form.category, code)
        fill(office, form.reasons, "The evidence of the half-term.")
        fill(office, form.capacity, "3")
        if form.overruled.isVisible():
            fill(office, form.overruled, "Improvement has lasted.")
        stages_filled(office, form)
        confirmed(office, form, page, count)
        if count == 1:
            office.services.rounds.write_letter(page._view.history[0].uid)
        found = office.services.category_letters.waiting()
        assert [one.category for one in found] == (["LA2: Good"] if says else [])
    assert waiting(office).text == "1 letter about a category waits to be written"
    assert "1 letter waiting" in told(the_round(office, "1 of 2 decided"))


def told(page):
    return page._subtitle.text()
