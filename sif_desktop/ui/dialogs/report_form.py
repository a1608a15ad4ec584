"""Which report to write: about one school or all of them, of which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from sif_desktop.domain.dates import parse_date, say_long, stored_day
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog, on_confirm
from sif_desktop.ui.dialogs.series_form import finder
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label

ALL = "all"  # no school's uid
_OFFER = Qt.ItemDataRole.UserRole


class ReportForm(FormDialog):
    """`begun` carries the services' `Started` once there is a draft."""

    begun = Signal(object)

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        schools: Mapping[str, str],
        about: str = ALL,
        report: str = "",
        meeting_uid: str = "",
    ) -> None:
        """`about` is a school's uid or ALL, `report` the id of the one to begin at; it is put
        before the meeting `meeting_uid`."""
        super().__init__(parent, "Write a report", "Begin the report")
        self._context, self._wanted, self._meeting = context, report, meeting_uid
        self.about = finder({ALL: "All schools", **schools}, about)
        self.reports = QListWidget()
        self.reports.setWordWrap(True)
        self.reports.setStyleSheet("QListWidget::item { padding: 4px; }")
        self.reports.setMinimumHeight(self.reports.fontMetrics().height() * 7)
        self.told = Label("", "quiet", wrap=True)
        self.period = QComboBox()
        self.since = self._day("From", "Left empty: the day after the last one")
        self.until = self._day("Until", "For example: today, end of autumn term")
        self.until.set_value(context.today())
        self.add("About", self.about)
        self.add("Report", self.reports)
        self.form.addRow(self.told)
        self.add("How often", self.period)
        self.add("Tells of the days from", self.since)
        self.add("Until", self.until)
        self.about.currentIndexChanged.connect(lambda _place: self._ask())
        self.reports.currentRowChanged.connect(lambda _row: self._tell())
        self.reports.itemActivated.connect(lambda _item: self._confirm())
        on_confirm(self, self._begin)
        self.fit(660, 560)
        self.reports.setFocus()
        self._ask()

    def chosen(self) -> Any:
        """The report under the cursor, None where there is none."""
        item = self.reports.currentItem()
        return item.data(_OFFER) if item else None

    def _day(self, name: str, hint: str) -> DateField:
        today = self._context.today()
        return DateField(name, lambda text: parse_date(text, today, past=True), hint=hint)

    def _ask(self) -> None:
        about, upward = self.about.currentData(), self._context.services.upward
        if about:
            self._context.jobs.run(
                self,
                lambda: upward.offers("" if about == ALL else about),
                lambda found: self._show(about, found),
                self.refuse,
            )

    def _show(self, about: str, offers: Sequence[Any]) -> None:
        if about != self.about.currentData():
            return
        self.reports.clear()
        for offer in offers:
            named = not offer.body or offer.body in offer.title
            words = offer.title if named else f"{offer.title} (to: {offer.body})"
            item = QListWidgetItem(words)
            item.setData(_OFFER, offer)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, offer.purpose)
            self.reports.addItem(item)
        wanted = [n for n, one in enumerate(offers) if one.report == self._wanted]
        self.reports.setCurrentRow(next(iter(wanted), 0 if offers else -1))
        self._tell()

    def _tell(self) -> None:
        offer = self.chosen()
        self.verb.setEnabled(offer is not None)
        self.period.clear()
        if offer is None:
            self.told.setText("The rulebook has no report about them.")
            return
        told = stored_day(offer.last_until)
        last = f" The last one told of the days until {say_long(told)}." if told else ""
        draft = " One is being written already: open it from the list." if offer.draft_uid else ""
        self.told.setText(f"{offer.purpose} Rulebook: {offer.source}.{last}{draft}")
        for code, words in offer.periods:
            self.period.addItem(words, code)
        self.form.setRowVisible(self.period, len(offer.periods) > 1)

    def _begin(self) -> None:
        offer, about = self.chosen(), self.about.currentData()
        if offer is None or not about:
            return
        upward = self._context.services.upward
        period = str(self.period.currentData() or "")
        since, until = _given(self.since), _given(self.until)
        self._context.jobs.run(
            self,
            lambda: upward.begin(
                offer.report, "" if about == ALL else about, period=period, since=since,
                until=until, meeting_uid=self._meeting,
            ),
            self._done, self.refuse,
        )  # fmt: skip

    def _done(self, started: Any) -> None:
        self.accept()
        self.begun.emit(started)


def _given(field: DateField) -> str:
    day = field.value()
    return day.isoformat() if day else field.line.text().strip()
