"""Term dates are given in a dialog: filled in, refused with the field named, kept."""

from datetime import date

import pytest

from .office import Office


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def dialog(office):
    settings = office.window.go("settings")
    settings.terms.click()
    made = office.dialog()
    office.soon(lambda: bool(made.fields["autumn", "First day"].text()))
    return made


def test_the_dialog_begins_with_the_usual_dates_and_keeps_what_is_changed(office, dialog):
    assert "Assumed" in dialog.state.text()
    dialog.fields["autumn", "First day"].setText("7 Sep 2026")
    dialog.inset.setPlainText("8 Sep 2026\n4 Jan 2027")
    dialog.verb.click()
    office.soon(lambda: office.services.term_dates.year(2026).given)
    found = office.services.term_dates.year(2026)
    assert found.terms[0].start == date(2026, 9, 7)
    assert found.inset == (date(2026, 9, 8), date(2027, 1, 4))


def test_what_is_no_date_is_named_with_its_field_and_nothing_is_kept(office, dialog):
    dialog.fields["spring", "Last day"].setText("when the snow melts")
    dialog.verb.click()
    office.soon(lambda: bool(dialog.fault.text()))
    assert "Spring term: last day" in dialog.fault.text()
    assert not office.services.term_dates.year(2026).given
    dialog.reject()


def test_another_year_is_shown_when_chosen(office, dialog):
    dialog.year.setCurrentIndex(2)
    dialog.year.activated.emit(2)
    office.soon(lambda: dialog.fields["autumn", "First day"].text().endswith("2027"))
    dialog.reject()
