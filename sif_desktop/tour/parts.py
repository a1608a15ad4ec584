"""Parts of pages: their tabs, and what is on them after some work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sif_desktop.tour.walk import Tour

if TYPE_CHECKING:
    from sif_desktop.tour.records import Records

Show = Callable[[Tour], QWidget]


def shown(found: Records) -> Iterator[tuple[str, Show]]:
    yield "backups-made", _backed_up
    yield "note-find", partial(_find, found.draft)
    yield "due-month", _month
    for number, name in enumerate(("timeline", "review", "coverage", "agreement"), start=1):
        yield f"plan-{name}", partial(_tab, "plan", {"uid": found.plan}, number)
    yield "due-kept", partial(_tab, "due", {}, 3)
    yield "exchange-people", lambda tour: tour.go("exchange", {"list": "people"})
    yield "meeting-shared", partial(_shared, found.meeting)
    yield "pack-editor-duties", _duties
    for tab, name in enumerate(("officers", "charges", "records"), 1):
        yield f"days-{name}", partial(_tab, "days", {}, tab)


def _tab(key: str, params: dict[str, str], number: int, tour: Tour) -> QWidget:
    tour.page(key, params).tabs.setCurrentIndex(number)
    tour.calm()
    return tour.window


def _backed_up(tour: Tour) -> QWidget:
    page = tour.page("backups")
    page.make()
    tour.calm()
    page.rehearse()
    tour.calm()
    return tour.window


def _find(uid: str, tour: Tour) -> QWidget:
    page = tour.page("composer", {"uid": uid})
    page.finding.open(replacing=True)
    page.composer.find_bar.words.setText("task cards")
    tour.calm()
    return tour.window


def _month(tour: Tour) -> QWidget:
    page = tour.page("due")
    page.tabs.setCurrentIndex(1)
    page.month.grid.turn(1)
    tour.calm()
    return tour.window


def _duties(tour: Tour) -> QWidget:
    tour.page("pack_editor").index.setCurrentRow(2)
    tour.calm()
    return tour.window


def _shared(params: dict[str, str], tour: Tour) -> QWidget:
    """What a meeting shows on a shared screen."""
    page = tour.page("meeting", params)
    page.present()
    tour.calm()
    sheet: QWidget = page.sheet
    page.sheet = None  # it goes once it has been looked at
    return sheet
