"""Every page opens on an empty and a full caseload, names its controls, is reached by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

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


def test_every_page_of_a_full_caseload_opens_and_names_its_controls(full: Tour):
    faults = {}
    for stop in stops(full):
        shown = stop.show()
        if found := nameless(shown):
            faults[stop.name] = found
        if shown is not full.desk.window:
            shown.close()
            shown.deleteLater()
    assert faults == {}


def test_every_page_has_something_the_tab_key_reaches(full: Tour):
    for stop in stops(full):
        shown = stop.show()
        reached = [
            widget
            for widget in shown.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert len(reached) >= 3, stop.name
        if shown is not full.desk.window:
            shown.close()
            shown.deleteLater()


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
