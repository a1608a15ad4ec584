"""Who received a version: marked as sent, put right, added to. Every change can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.copies import EVERY_LABEL, copy_label, route_label
from sif_desktop.domain.dates import parse_date, say
from sif_desktop.services.documents.issue_log import Told
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog, on_confirm
from sif_desktop.ui.dialogs.sheet import flow, set_up, sheet
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.recipient_rows import RouteCombo
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label, caption, quiet


class IssueLogDialog(QDialog):
    """The log of one version. Space marks as sent, Enter changes, N adds."""

    def __init__(self, context: AppContext, parent: QWidget, version: Any, about: str) -> None:
        super().__init__(parent)
        self._context, self._version = context, version
        self._today = context.today()
        title = f"Issue log of version {version.number}"
        set_up(self, title, 860, 480)
        self.model = RowsModel(self._columns(), key=lambda line: line.uid)
        self.table = TableView(
            "Who received it", self.model, keys={" ": self.mark_sent, "n": self.add}
        )
        self.sent = Button("Mark as sent today", self.mark_sent, icon="check")
        self.change_button = Button("Change…", self.change, icon="edit")
        self.add_button = Button("Add somebody…", self.add, icon="add")
        self.form: FormDialog | None = None
        self._lay_out(title, about)
        self.table.chosen.connect(lambda _line: self._enable())
        self.table.opened.connect(lambda _line: self.change())
        self.table.setFocus()
        self.reload()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("role", "Received by", _who, 26),
            Column("copy", "Copy", lambda line: copy_label(line.copy), 13),
            Column("route", "Route", lambda line: route_label(line.route) or "not said", 14),
            Column("sent", "Sent", self._sent, 17, sort=lambda line: line.sent_on),
            Column("note", "Note", lambda line: line.note, 18),
        )

    def _sent(self, line: Any) -> str:
        if not line.sent_on:
            return "not marked as sent"
        return say(date.fromisoformat(line.sent_on), self._today)

    def _lay_out(self, title: str, about: str) -> None:
        close = Button("Close", self.accept)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 0)
        inside.setSpacing(theme.GAP)
        inside.addWidget(Label(title, "title", wrap=True))
        inside.addWidget(quiet(about))
        inside.addWidget(self.table, 1)
        inside.addWidget(flow(self.sent, self.change_button, self.add_button))
        words = caption("Space marks as sent, Enter changes, N adds. Every change can be undone.")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet(body, [close], words))

    def reload(self) -> None:
        context, uid = self._context, self._version.uid
        context.jobs.run(
            self, lambda: context.services.issue_log.lines(version_uid=uid), self._show
        )

    def _show(self, lines: Sequence[Any]) -> None:
        self.model.set_rows(lines)
        if lines and self.table.current_row() is None:
            self.table.select_key(lines[0].uid)
        self._enable()

    def _enable(self) -> None:
        line = self.table.current_row()
        self.change_button.setEnabled(line is not None)
        self.sent.setEnabled(any(not one.sent_on for one in self.table.selected_rows()))

    # Writing -------------------------------------------------------------------------------------

    def mark_sent(self) -> None:
        """Those selected that are not marked yet."""
        uids = [line.uid for line in self.table.selected_rows() if not line.sent_on]
        log, today = self._context.services.issue_log, self._today
        if uids:
            self._write(lambda: log.mark_sent(uids, today), "Marked as sent.")

    def change(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        form = self.form = _LineForm(self, self._today, line)
        on_confirm(form, lambda: self._change(form, line.uid))
        form.open()

    def _change(self, form: _LineForm, uid: str) -> None:
        log, told = self._context.services.issue_log, form.told()
        self._write(
            lambda: log.change(uid, route=told.route, sent_on=told.sent_on, note=told.note),
            "Issue log changed.",
            form,
        )

    def add(self) -> None:
        form = self.form = _LineForm(self, self._today, None)
        on_confirm(form, lambda: self._add(form))
        form.open()

    def _add(self, form: _LineForm) -> None:
        log, told, uid = self._context.services.issue_log, form.told(), self._version.uid
        self._write(lambda: log.add(uid, told), f"{told.role.strip()} added.", form)

    def _write(self, work: Any, words: str, form: FormDialog | None = None) -> None:
        def done(changes: Any) -> None:
            if form is not None:
                form.accept()
            self._context.announce(changes, words)
            self.reload()

        self._context.jobs.run(self, work, done, form.refuse if form is not None else None)


class _LineForm(FormDialog):
    """One line put right, or a new one where `line` is None."""

    def __init__(self, parent: QWidget, today: date, line: Any) -> None:
        title = "Change the issue log" if line else "Somebody else received it"
        intro = _who(line) if line else "For somebody the rulebook does not name."
        super().__init__(parent, title, "Save" if line else "Add", intro)
        self.role, self.name = QLineEdit(), QLineEdit()
        self.copy = QComboBox()
        for code, label in EVERY_LABEL.items():
            self.copy.addItem(label, code)
        self.route = RouteCombo("Route", line.route if line else "")
        self.sent = DateField("Sent on", lambda text: parse_date(text, today, past=True))
        self.sent.set_value(
            date.fromisoformat(line.sent_on) if line and line.sent_on else None if line else today
        )
        self.note = QLineEdit(line.note if line else "")
        if line is None:
            self.role.setPlaceholderText("Diocese, trust, adviser …")
            self.add("Role", self.role)
            self.add("Name", self.name)
            self.add("Copy", self.copy)
        self.add("Route", self.route)
        self.add("Sent on", self.sent)
        self.add("Note", self.note)
        self.fit(480, 330 if line else 460)
        (self.route if line else self.role).setFocus()

    def told(self) -> Told:
        day = self.sent.value()
        return Told(
            self.role.text(),
            self.name.text(),
            str(self.copy.currentData()),
            self.route.value(),
            day.isoformat() if day else "",
            self.note.text(),
        )


def _who(line: Any) -> str:
    return f"{line.role}, {line.name}" if line.name else str(line.role)
