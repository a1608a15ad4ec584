"""What is to be erased for good, chosen; then everything that goes with it, before it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.asked import found_by_typing
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.lists import KeyValues
from sif_desktop.ui.widgets.text import Label, Paragraph

if TYPE_CHECKING:
    from sif_desktop.services.erasable import Erasable, ErasableKind
    from sif_desktop.services.erasing import ErasePlan

_INTRO = (
    "For what the law or your retention rules want gone. What is only wrong or finished with is "
    "deleted or closed where it stands, which can be undone."
)
_NO_SCHOOL = "Of no school: the team’s lists"
_FOR_GOOD = (
    "This cannot be undone. It goes from this caseload, its history and its undo, and from every "
    "colleague’s with your next file to them."
)
_NOT_REACHED = (
    "Not reached: backups made before today, here and in the second place, exchange files on "
    "sticks and shares, and documents already saved or sent. Deal with those by your own "
    "procedure."
)
_LOGGED = (
    "The disposal log keeps who, when, what kind, how many, the ground and the reason; nothing of "
    "what was said."
)


class EraseDialog(FormDialog):
    """`ask_kinds(school)` and `ask_records(school, kind)` are called when one is chosen, and
    answered by `show_kinds` and `show_records`."""

    def __init__(
        self,
        parent: QWidget,
        schools: Mapping[str, str],
        ask_kinds: Callable[[str], object],
        ask_records: Callable[[str, str], object],
    ) -> None:
        super().__init__(parent, "Erase a record for good", "Look at what goes", _INTRO)
        self._ask_kinds, self._ask_records = ask_kinds, ask_records
        self.school = found_by_typing()
        for uid, name in {**schools, "": _NO_SCHOOL}.items():
            self.school.addItem(name, uid)
        self.kind = QComboBox()
        self.record = found_by_typing()
        self.ground = QLineEdit()
        self.ground.setPlaceholderText("the rule or the request, and who instructs it")
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText("why; without repeating what is erased")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(theme.current().px(84))
        self.add("Of which school", self.school)
        self.add("What kind", self.kind)
        self.add("Which record", self.record)
        self.add("Ground, on whose instruction", self.ground)
        self.add("Reason", self.reason)
        self.school.setCurrentIndex(-1)
        self.school.currentIndexChanged.connect(self._on_school)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.fit(640, 520)
        self.school.setFocus()

    def choose(self, school: str) -> None:
        """Of this school."""
        self.school.setCurrentIndex(self.school.findData(school))

    def _on_school(self) -> None:
        self.kind.clear()
        if self.school.currentIndex() >= 0:
            self._ask_kinds(str(self.school.currentData()))

    def show_kinds(self, kinds: Sequence[ErasableKind]) -> None:
        self.kind.blockSignals(True)
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(f"{kind.title} ({kind.count:,})", kind.table)
        self.kind.blockSignals(False)
        self._on_kind()

    def _on_kind(self) -> None:
        self.record.clear()
        if self.kind.currentIndex() >= 0:
            self._ask_records(str(self.school.currentData()), str(self.kind.currentData()))

    def show_records(self, records: Sequence[Erasable]) -> None:
        self.record.clear()
        for one in records:
            self.record.addItem(one.name, one.uid)
        self.record.setCurrentIndex(0 if len(records) == 1 else -1)

    def chosen(self) -> tuple[str, str]:
        """Its kind and uid. Raises Problem where nothing is chosen."""
        place = self.record.findText(self.record.currentText())
        if place < 0 or self.kind.currentIndex() < 0:
            raise Problem("Choose the record that is to be erased.")
        return str(self.kind.currentData()), str(self.record.itemData(place))

    def why(self) -> dict[str, str]:
        """The ground and the reason. Raises Problem where one is missing."""
        given = {"ground": self.ground.text(), "reason": self.reason.toPlainText()}
        if not all(text.strip() for text in given.values()):
            raise Problem(
                "Say on what ground, on whose instruction, and why.",
                "Both stay in the disposal log, so do not repeat what is erased.",
            )
        return {name: text.strip() for name, text in given.items()}


class ConfirmErasing(FormDialog):
    """Everything that goes, by kind and number; the verb works once it was read and ticked."""

    def __init__(self, parent: QWidget, name: str, plan: ErasePlan, why: Mapping[str, str]) -> None:
        super().__init__(parent, "Erase this for good?", "Erase for good")
        self.plan = plan
        self.form.addRow(Label(f"{plan.record}: {name}", "strong", wrap=True))
        lines = [(title, f"{count:,}") for title, count in plan.records]
        if plan.files:
            lines.append(("Attachments and issued files", f"{plan.files:,}"))
        self.goes = KeyValues(lines)
        self.add("What goes", self.goes)
        self.add("Ground", Paragraph(why["ground"]))
        self.add("Reason", Paragraph(why["reason"]))
        self.warning = Label(_FOR_GOOD, "bad", wrap=True)
        self.form.addRow(self.warning)
        self.form.addRow(Paragraph(_NOT_REACHED))
        self.form.addRow(Label(_LOGGED, "quiet", wrap=True))
        self.read = QCheckBox("I have read this and am instructed to erase it")
        self.form.addRow(self.read)
        self.verb.setEnabled(False)
        self.read.toggled.connect(self.verb.setEnabled)
        self.fit(640, 620)
        self.read.setFocus()

    def refuse(self, error: BaseException) -> None:
        super().refuse(error)
        self.verb.setEnabled(self.read.isChecked())
