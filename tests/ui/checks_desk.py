"""A recorded visit with its note, the checks shown beside it, and where they lead."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert
from sqlalchemy import text as sql

from sif_desktop.domain.findings import FindingKind
from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.log import sync_conflict
from sif_desktop.models.tables.providers import provider
from tests.ui import test_composer_page as composer

Key = Qt.Key
TEACHING = composer.TEACHING
FORM = "core-visit"


class Desk:
    """A recorded visit with its note, what is done to them, and the composer that shows it."""

    def __init__(self, bot, window, services, visit: str) -> None:
        self.bot, self.window, self.services, self.visit = bot, window, services, visit
        self.note = services.notes.start(visit).uid
        self.page = window.page("composer")

    def until(self, true: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(true()))

    # What brings a finding about ------------------------------------------------------------------

    def answer(self, item: str, **given: object) -> None:
        form = self.services.context.pack().visit_form("core_visit")
        answer = replace(Answer(item, AnswerState.ANSWERED, "strong"), **given)
        self.services.capture.record_answer(self.visit, FORM, form.item(item), answer)

    def write(self, words: str) -> None:
        self.services.drafts.edit_sentence(self.note, TEACHING, words)

    def another_school(self, **fields: str) -> None:
        with self.services.context.store.action("Another school") as act:
            act.create(provider, TEAM, "hill-top", name="Hill Top Academy", status="Open", **fields)

    def in_two_versions(self, table: str, where: str, field: str) -> str:
        """Two colleagues wrote a field apart from each other; the uid of its row."""
        with self.services.context.store.local() as connection:
            uid = (
                connection.execute(sql(f"select uid from {table} where {where}")).scalars().first()
            )
            asked = {"row": uid, "col": field, "tbl": table, "kind": "value"}
            connection.execute(
                insert(sync_conflict), [asked | {"heads": json.dumps(["a:1", "b:1"])}]
            )
        return uid

    # What the officer does ------------------------------------------------------------------------

    def open(self, document: str) -> None:
        """The composer with everything looked for that is looked for."""
        self.window.go("composer", {"uid": document})
        self.until(lambda: self.page.view is not None and self.page.view.uid == document)
        self.until(lambda: self.page.view.checked and not self.page.desk.busy())

    def shown(self) -> list[FindingKind]:
        checks = self.page.checks.list
        lines = (checks.item(row).data(Qt.ItemDataRole.UserRole) for row in range(checks.count()))
        return [line.finding.kind for line in lines]

    def follow(self, kind: FindingKind) -> None:
        """Go down the list of checks to the first of this kind, and press Enter."""
        checks = self.page.checks.list
        assert checks.isVisible()
        checks.setFocus()
        QTest.keyClick(checks, Key.Key_Home)
        for _ in range(self.shown().index(kind)):
            QTest.keyClick(checks, Key.Key_Down)
        assert self.page.checks.current().finding.kind is kind
        QTest.keyClick(checks, Key.Key_Return)


# Where a finding leads ----------------------------------------------------------------------------


@dataclass(frozen=True)
class InDraft:
    """The line that is the current one, in the draft that has the keyboard."""

    line: str

    def reached(self, desk: Desk) -> bool:
        sheet = desk.page.sheet
        return sheet.hasFocus() and sheet.current_line().id == self.line


@dataclass(frozen=True)
class InVisit:
    """The item of the form that has the keyboard."""

    item: str

    def reached(self, desk: Desk) -> bool:
        page = desk.window.page("visit")
        if desk.window.here() != "visit" or not page.whole or page.control.uid != desk.visit:
            return False
        checklist, held = page.checklist, QApplication.focusWidget()
        at_hand = checklist.form.row(self.item).isAncestorOf(held)
        return at_hand and checklist.current() == self.item


@dataclass(frozen=True)
class AtJotting:
    """The jotting that is chosen in the visit's list, which has the keyboard."""

    words: str

    def reached(self, desk: Desk) -> bool:
        page = desk.window.page("visit")
        if desk.window.here() != "visit" or not page.whole or not page.rooms.view.hasFocus():
            return False
        (chosen,) = page.rooms.chosen()
        jottings = page.control.capture.record.jottings
        return next(j.text for j in jottings if j.uid == chosen).startswith(self.words)


@dataclass(frozen=True)
class OnPage:
    """The page of the visit or of the school."""

    key: str

    def reached(self, desk: Desk) -> bool:
        return desk.window.here() == self.key


@dataclass(frozen=True)
class InField:
    """The field of a letter that has the keyboard."""

    code: str

    def reached(self, desk: Desk) -> bool:
        control, held = desk.page.letter.form.control(self.code), QApplication.focusWidget()
        return held is control or control.isAncestorOf(held)


@dataclass(frozen=True)
class ToSign:
    """The sign-off of whoever is next, asked for."""

    words: str

    def reached(self, desk: Desk) -> bool:
        dialog = desk.page.letter.dialog
        return dialog is not None and dialog.isVisible() and self.words in dialog.windowTitle()


@dataclass(frozen=True)
class AmongAnswers:
    """What the school answered, so many of them to decide."""

    many: int

    def reached(self, desk: Desk) -> bool:
        dialog = desk.page.life.slips.dialog
        shown = dialog is not None and dialog.isVisible() and dialog.page is not None
        return shown and dialog.model.rowCount() == self.many


Way = InDraft | InVisit | AtJotting | OnPage | InField | ToSign | AmongAnswers
