"""Every page opens on an empty and a full caseload, names its controls, is reached by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from sqlalchemy import select

from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.rebuild import disagreements
from sif_desktop.services import caseload
from sif_desktop.tour import SIZE, Tour, stops, tour

TODAY = date(2026, 11, 23)
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


@pytest.fixture(scope="module")
def full(qapp):
    with tour(TODAY) as made:
        yield made


def nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    found = []
    for control in window.findChildren(QWidget):
        if isinstance(control, CONTROLS) and control.isVisible() and not _inner(control):
            words = control.accessibleName() or getattr(control, "text", str)()
            if not words:
                found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def _inner(control: QWidget) -> bool:
    """Parts Qt makes of a control of its own: a combo's list, a table's corner."""
    parent = control.parent()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractItemView):
            return True
        parent = parent.parent()
    return control.objectName().startswith("qt_")


def reached_by_tab(window: QWidget) -> int:
    """How many controls the Tab key reaches."""
    widgets = window.findChildren(QWidget)
    return sum(w.isVisible() and bool(w.focusPolicy() & Qt.FocusPolicy.TabFocus) for w in widgets)


def test_every_page_of_a_full_caseload_opens_names_its_controls_and_is_reached_by_tab(full: Tour):
    faults, unreached = {}, []
    for stop in stops(full):
        shown = stop.show()
        if found := nameless(shown):
            faults[stop.name] = found
        if reached_by_tab(shown) < 3:
            unreached.append(stop.name)
        if shown is not full.desk.window:
            shown.close()
            shown.deleteLater()
    assert (faults, unreached) == ({}, [])


# What no story tells: a letterhead is an authority's own file; the others last but a moment.
UNTOLD = {"house_style", "draft", "sync_waiting"}


def test_the_practice_caseload_holds_each_kind_of_record_and_of_what_is_kept_of_exchange(
    full: Tour,
):
    context = full.desk.context
    with context.services.context.store.read() as connection:
        empty = set()
        for table in metadata.sorted_tables:
            query = select(table)
            if is_synced(table):
                query = query.where(table.c.x_gone == 0)
            if connection.execute(query.limit(1)).first() is None:
                empty.add(table.name)
        assert disagreements(connection) == []
    assert empty == UNTOLD


def test_the_practice_caseload_shows_every_side_of_working_apart(full: Tour):
    services = full.desk.context.services
    kinds = {row.kind for row in services.conflicts.rows()}
    assert kinds == {"value", "text", "group"} and services.conflicts.to_glance_at()
    answers = [
        line.answer.state
        for row in services.documents.documents()
        if row.kind == "note_of_visit"
        for line in services.slips.page(row.uid).lines
    ]
    assert set(answers) == {"agreed", "open", "accepted", "declined"}
    people = services.team.people()
    assert {one.role for one in people} == {"officer", "office", "lead"}
    assert {row.direction for row in services.sending.files()} == {"sent", "received"}
    assert any(one.revoked for one in people) and services.erasing.may_erase()
    assert len(services.erasing.log()) == len(services.hand_over.rows()) == 1
    assert [row for row in services.hand_over.rows() if not row.received]


def test_the_practice_caseload_says_before_a_button_is_pressed_that_nothing_is_sent(full: Tour):
    window = full.desk.window
    window.go("exchange")
    full.calm()
    page = window.page("exchange")
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("Nothing is sent from it or taken into it" in words for words in told)
    assert not page.receive.isEnabled() and not page.card.isEnabled()
    page.dialog = None
    page.primary.click()
    full.calm()
    assert page.dialog.offer_shown.total() > 0 and not page.dialog.verb.isEnabled()
    page.dialog.reject()


def test_nothing_is_wider_than_the_window_at_double_size(full: Tour, qapp):
    window = full.desk.window
    window.resize(*SIZE)
    full.calm()
    assert window.width() == SIZE[0], "a page is wider than the window at normal size"
    window.set_look("light", 2.0)
    try:
        for spec in full.desk.context.pages:
            if spec.in_sidebar:
                window.go(spec.key)
                full.calm()
                widest = {k: p.minimumSizeHint().width() for k, p in window._pages.items()}
                assert window.width() <= SIZE[0], (spec.key, widest)
                room = window.page(spec.key).size()
                assert max(widest.values()) <= room.width(), widest
                assert window.page(spec.key).minimumSizeHint().height() <= room.height(), spec.key
    finally:
        window.set_look("light", 1.0)


def test_every_page_of_an_empty_caseload_says_what_to_do_next(qapp, tmp_path, monkeypatch):
    made = Tour(qapp, tmp_path, TODAY)
    desk = made.desk
    new = caseload.NewCaseload(tmp_path / "Empty.sif", "Robin", "england-2026", "four plain words")
    desk.open(caseload.create(new, desk.registry, lambda: TODAY))
    made.wait(lambda: desk.context is not None and desk.context.opened.loaded)
    shown = []
    monkeypatch.setattr("sif_desktop.ui.messages.show_problem", lambda *a: shown.append(a))
    monkeypatch.setattr("sif_desktop.ui.messages.show_unexpected", lambda *a: shown.append(a))
    for spec in desk.context.pages:
        if spec.in_sidebar:
            desk.window.go(spec.key)
            made.calm()
            assert nameless(desk.window) == [], spec.key
    made.end()
    assert shown == []
