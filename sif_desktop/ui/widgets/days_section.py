"""What a school may count on this year and what went of it, on the school's page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.dates import say
from sif_desktop.services.day_lines import VISIT, AccountLine, ChargeLine, DayBook, Record
from sif_desktop.services.day_paper import amount_words, given_words
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.day_lists import days_words, mark, record_words
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import caption, quiet


class DaysSection(QWidget):
    """Each line says by a signal what should open."""

    account_asked = Signal(str, object)  # U, A or N; an AccountLine
    record_opened = Signal(object)

    def __init__(self, book: DayBook, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in self._parts(book):
            column.addWidget(widget)

    def _parts(self, book: DayBook) -> list[QWidget]:
        found: list[QWidget] = [caption(book.year.label)]
        if book.lines:
            found.append(FewRows(self._account, book.lines, few=8))
        else:
            found.append(quiet("The rulebook names no entitlement of such a school."))
        written = [record for record in book.records if record.kind != VISIT]
        if written:
            found.append(caption("Written down"))
            found.append(FewRows(self._record, written, few=4))
        charges = [line for line in book.charges if line.provider_uid]
        if charges:
            found.append(caption("Charged"))
            found.extend(quiet(_charge(line)) for line in charges)
        return found

    def _account(self, line: AccountLine) -> QWidget:
        account = line.account
        given = given_words(line)
        title = account.entitlement.title
        went = days_words(account)
        detail = (line.charge, account.entitlement.paragraph, went)
        keys = {"U": "record a use", "A": "agree days"}
        if line.answer is not None:
            keys["N"] = "accepted or declined"
        row = LineRow(
            f"{title}: {given}" if given else title,
            " · ".join(filter(None, detail)),
            mark(line),
            keys=keys,
            status=Status.OVERDUE if account.is_over else None,
        )
        row.activated.connect(lambda: self.account_asked.emit("U", line))
        row.asked.connect(lambda key: self.account_asked.emit(key, line))
        return row

    def _record(self, record: Record) -> QWidget:
        when = say(date.fromisoformat(record.day), self._today) if record.day else ""
        row = LineRow(f"{record.kind_words}: {record.title}", record_words(record), when)
        row.activated.connect(lambda: self.record_opened.emit(record))
        return row


def _charge(line: ChargeLine) -> str:
    return f"{line.basis}: {amount_words(line)}"
