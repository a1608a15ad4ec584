"""Beginning a series of meetings: about whom, of which kind, and what of the rulebook starts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from sif_desktop.domain.dates import parse_date
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog, on_confirm
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.reason_ticks import ReasonTicks
from sif_desktop.ui.widgets.text import Label

_OFFER = Qt.ItemDataRole.UserRole
_NO_KINDS = "The rulebook has no meetings of that kind here."
BODY = "body:"


class SeriesForm(FormDialog):
    """Asks what the kind chosen needs; `opened` carries what the service gave back."""

    opened = Signal(object)

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        about: Mapping[str, str],
        chosen: str = "",
        kind: str = "",
        case_uid: str = "",
    ) -> None:
        """`about` are schools by uid and bodies by “body:” and uid; `chosen` is one of them,
        `kind` the code of the meetings to begin at."""
        super().__init__(parent, "Begin a series of meetings", "Begin")
        self._context, self._kind, self._case = context, kind, case_uid
        self.about = finder(about, chosen)
        self.kinds = QListWidget()
        self.kinds.setWordWrap(True)
        self.kinds.setStyleSheet("QListWidget::item { padding: 4px; }")
        self._fit_kinds()
        self.told = Label("Choose a school or a body to see its meetings.", "quiet", wrap=True)
        self.reasons = ReasonTicks("Why it begins")
        self.evidence = QPlainTextEdit()
        self.evidence.setTabChangesFocus(True)
        self.evidence.setMaximumHeight(theme.current().px(72))
        self.day = DateField("Opened on", lambda text: parse_date(text, context.today()))
        self.day.set_value(context.today())
        self.place, self.chair = QLineEdit(), QLineEdit()
        self._lay_out()
        self.about.currentIndexChanged.connect(lambda _place: self._ask())
        self.kinds.currentRowChanged.connect(lambda _row: self._tell())
        on_confirm(self, self._save)
        self.fit(680, 660)
        (self.kinds if chosen else self.about).setFocus()
        if chosen:
            self._ask()

    def _lay_out(self) -> None:
        self.add("About", self.about)
        self.add("Meetings", self.kinds)
        self.form.addRow(self.told)
        self.add("Why it begins", self.reasons)
        self.add("What shows it", self.evidence)
        self.add("Opened on", self.day)
        self.add("Place", self.place)
        self.add("Chair", self.chair)
        self.verb.setEnabled(False)
        self._offer_reasons({})

    def chosen(self) -> Any:
        """The kind under the cursor, None where there is none."""
        item = self.kinds.currentItem()
        return item.data(_OFFER) if item else None

    def fields_given(self) -> SeriesFields:
        about, day = str(self.about.currentData() or ""), self.day.value()
        of_body = about.startswith(BODY)
        offer = self.chosen()
        return SeriesFields(
            offer.kind if offer is not None else "",
            provider_uid="" if of_body else about,
            body_uid=about.removeprefix(BODY) if of_body else "",
            start_reasons=self.reasons.ticked(),
            start_evidence=self.evidence.toPlainText(),
            opened_on=day.isoformat() if isinstance(day, date) else self.day.line.text().strip(),
            place=self.place.text(),
            chair=self.chair.text(),
            case_uid=self._case,
        )

    def _ask(self) -> None:
        about, context = str(self.about.currentData() or ""), self._context
        if about:
            context.jobs.run(
                self,
                lambda: _offers(context.services, about),
                lambda found: self._show(about, found),
                self.refuse,
            )

    def _show(self, about: str, offers: Sequence[Any]) -> None:
        if about != self.about.currentData():
            return
        self.kinds.clear()
        for offer in sorted(offers, key=lambda one: not one.required):
            item = QListWidgetItem(_offered(offer))
            item.setData(_OFFER, offer)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, offer.why)
            self.kinds.addItem(item)
        self._fit_kinds()
        wanted = [n for n in range(len(offers)) if self._at(n).kind == self._kind]
        self.kinds.setCurrentRow(next(iter(wanted), 0 if offers else -1))
        self._tell()

    def _at(self, place: int) -> Any:
        return self.kinds.item(place).data(_OFFER)

    def _fit_kinds(self) -> None:
        """As high as the kinds offered, within reason."""
        lines = max(2, min(6, self.kinds.count()))
        one = max(self.kinds.sizeHintForRow(0), self.kinds.fontMetrics().height() + theme.GAP)
        self.kinds.setFixedHeight(lines * one + theme.GAP)

    def _tell(self) -> None:
        offer = self.chosen()
        self.verb.setEnabled(offer is not None)
        self.told.setText(_told(offer) if offer is not None else _NO_KINDS)
        self.told.setVisible(bool(self.told.text()))
        self.place.setPlaceholderText(offer.place if offer is not None else "")
        self.chair.setPlaceholderText(offer.chair if offer is not None else "")
        self._offer_reasons(_reasons(offer.start, offer.paragraph) if offer is not None else {})

    def _offer_reasons(self, choices: Mapping[str, str]) -> None:
        """Reasons and their evidence are asked for only where the rulebook has any."""
        self.reasons.offer(choices)
        self.form.setRowVisible(self.reasons, bool(choices))
        self.form.setRowVisible(self.evidence, bool(choices))

    def _save(self) -> None:
        given, series = self.fields_given(), self._context.services.meeting_series
        self._context.jobs.run(self, lambda: series.open(given), self._done, self.refuse)

    def _done(self, added: Any) -> None:
        self.accept()
        self.opened.emit(added)


class CloseForm(FormDialog):
    """Ending a series: what of the rulebook ends it, with what shows it."""

    def __init__(self, parent: QWidget, page: Any, today: date) -> None:
        """`page` is the services' `SeriesPage`."""
        super().__init__(
            parent, "End these meetings", "End them",
            "Its meetings, minutes and actions stay as they are; it can be opened again.",
        )  # fmt: skip
        self.reasons = ReasonTicks("Why they end")
        kind = page.type
        self.reasons.offer(_reasons(kind.end, kind.paragraph), page.end_reasons)
        self.evidence = QPlainTextEdit(page.end_evidence)
        self.evidence.setTabChangesFocus(True)
        self.evidence.setMaximumHeight(theme.current().px(84))
        self.day = DateField("Ended on", lambda text: parse_date(text, today))
        self.day.set_value(today)
        self.add("Why they end", self.reasons)
        self.form.setRowVisible(self.reasons, bool(kind.end))
        self.add("What shows it", self.evidence)
        self.add("Ended on", self.day)
        self.fit(600, 420)

    def given(self) -> tuple[tuple[str, ...], str, str]:
        """Reasons, evidence and day, as the service takes them."""
        day = self.day.value()
        return self.reasons.ticked(), self.evidence.toPlainText(), day.isoformat() if day else ""


def _offers(services: Any, about: str) -> Sequence[Any]:
    if about.startswith(BODY):
        offers = services.meeting_series.offers(body_uid=about.removeprefix(BODY))
    else:
        offers = services.meeting_series.offers(about)
    return tuple(offers)


def finder(about: Mapping[str, str], chosen: str) -> QComboBox:
    """A long choice, found by typing a part of it."""
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for code, label in about.items():
        made.addItem(label, code)
    completer = made.completer()
    assert completer is not None, "an editable box has one"
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    made.setCurrentIndex(made.findData(chosen) if chosen else -1)
    return made


def _offered(offer: Any) -> str:
    title = f"{offer.title} ({offer.also})" if offer.also else str(offer.title)
    words = "stands open" if offer.open_uid else "required" if offer.required else ""
    return f"{title}: {words}" if words else title


def _told(offer: Any) -> str:
    """Why it is offered, with the paragraph unless the words name it already."""
    source = offer.paragraph if offer.paragraph not in offer.why else ""
    open_words = "Such meetings stand open already." if offer.open_uid else ""
    return " ".join(filter(None, (offer.why, f"Rulebook: {source}." if source else "", open_words)))


def _reasons(reasons: Sequence[Any], paragraph: str) -> dict[str, str]:
    """Each with its paragraph where that is another than the meetings' own."""
    return {
        one.code: f"{one.label} ({one.paragraph})"
        if one.paragraph not in ("", paragraph)
        else one.label
        for one in reasons
    }
