"""Days on the page of one school: what it may count on this year, and what was written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sif_desktop.ui.day_acts import DayActs
from sif_desktop.ui.school_desk import Asks
from sif_desktop.ui.widgets.days_section import DaysSection

if TYPE_CHECKING:
    from sif_desktop.services.day_lines import AccountLine, DayBook, Record
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.page import Page


class DayDesk:
    """The part “Days” of the page `page` of one school."""

    tables = ("support", "visit", "visit_companion", "document", "provider_status", "authority")

    def __init__(self, context: AppContext, page: Page) -> None:
        self._context, self._page = context, page
        self._uid = ""
        self._book: DayBook | None = None
        self.acts = DayActs(context, page, lambda uid: page.go("composer", uid=uid))

    def read(self, uid: str) -> Any:
        return self._context.services.days.of_school(uid)

    def show(self, uid: str, view: Any) -> None:
        self._uid, self._book = uid, view

    def asks(self) -> Asks:
        offered: list[tuple[str, Callable[[], object]]] = [("Record a use of days…", self.use)]
        if self._shown().choices.charges:
            offered.append(("Record a charge…", self.charge))
        if self._shown().has_letter and self._shown().lines:
            offered.append(("Write the letter", self.letter))
        return offered

    def section(self) -> DaysSection:
        made = DaysSection(self._shown(), self._context.today())
        made.account_asked.connect(self._on_account)
        made.record_opened.connect(self._open)
        return made

    def use(self) -> None:
        self.acts.use(self._shown(), self._uid)

    def charge(self) -> None:
        self.acts.charge(self._shown(), self._uid)

    def letter(self) -> None:
        self.acts.letter(self._shown(), self._uid)

    def _on_account(self, key: str, line: AccountLine) -> None:
        book = self._shown()
        if key == "A":
            self.acts.agree(book, line)
        elif key == "N":
            self.acts.answer(book, line)
        else:
            self.acts.use(book, self._uid, line.account.entitlement.id)

    def _open(self, record: Record) -> None:
        if record.given is None:
            self._page.go("visit", uid=record.uid)
        else:
            self.acts.edit(self._shown(), record)

    def _shown(self) -> DayBook:
        assert self._book is not None, "shown before it was read"
        return self._book
