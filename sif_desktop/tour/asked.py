"""What pages ask before they act: their dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from sif_desktop.tour.parts import Show
from sif_desktop.tour.walk import Tour

if TYPE_CHECKING:
    from sif_desktop.tour.records import Records

_OF_VERSIONS = ("log", "redact", "batch", "save_log", "disclose")
_OF_SCHOOLS = (
    *(("inspections", "record"), ("inspections", "predict")),
    *(("blocks", "record"), ("facts", "add")),
)


def shown(found: Records) -> Iterator[tuple[str, Show]]:
    yield "backups-restore", _restoring
    yield "exchange-send", _sending
    yield "series-begin", partial(_meetings, "desk", "begin", (found.school,))
    yield "report-begin", partial(_meetings, "upward", "write_report", ())
    yield "issue", partial(_issuing, found.with_school)
    for name in _OF_VERSIONS:
        yield f"documents-{name.replace('_', '-')}", partial(_of_version, found.redacted, name)
    for desk, name in _OF_SCHOOLS:
        yield f"{desk}-{name}", partial(_of_school, found.school, desk, name)


def _restoring(tour: Tour) -> QWidget:
    page = tour.page("backups")
    page.ask_restore(page.standing.rows[0])
    tour.calm()
    dialog: QWidget = page.dialog
    return dialog


def _sending(tour: Tour) -> QWidget:
    page = tour.page("exchange")
    page.send()
    tour.calm()
    page.dialog.by_words.setChecked(True)
    tour.calm()
    dialog: QWidget = page.dialog
    return dialog


def _issuing(uid: str, tour: Tour) -> QWidget:
    life = tour.page("composer", {"uid": uid}).life
    life.issue()
    tour.calm()
    dialog: QWidget = life.dialog
    return dialog


def _of_version(version: str, name: str, tour: Tour) -> QWidget:
    copies = tour.page("documents", {"version": version}).copies
    getattr(copies, name)()
    tour.calm()
    if name == "disclose":
        copies.dialog.since.set_value(tour.today - timedelta(days=365))
        copies.dialog.look_up()
        tour.calm()
    dialog: QWidget = copies.dialog
    return dialog


def _of_school(school: str, desk: str, name: str, tour: Tour) -> QWidget:
    page = tour.page("school", {"uid": school})
    getattr(getattr(page, desk), name)()
    return _dialog_on(page, tour)


def _meetings(desk: str, name: str, about: tuple[str, ...], tour: Tour) -> QWidget:
    page = tour.page("meetings")
    getattr(getattr(page, desk), name)(*about)
    return _dialog_on(page, tour)


def _dialog_on(page: QWidget, tour: Tour) -> QWidget:
    tour.calm()
    return next(one for one in page.findChildren(QDialog) if one.isVisible())
