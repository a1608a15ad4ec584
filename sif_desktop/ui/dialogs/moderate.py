"""Two officers agree on the judgements that differ; each needs a reason to be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.text import Label, quiet

if TYPE_CHECKING:
    from sif_desktop.services.moderation import ModerationRow

_INTRO = (
    "Only the items you judged differently are here. Choose what you agree on and say why; the "
    "reason is recorded with the evidence. What you leave open stays open."
)


class ModerateDialog(FormDialog):
    """Emits `confirmed`; `agreed()` is what was chosen."""

    def __init__(self, parent: QWidget, found: Sequence[ModerationRow]) -> None:
        super().__init__(parent, "Agree on judgements", "Record what was agreed", _INTRO)
        self.parts = [_Part(one) for one in found]
        for part in self.parts:
            self.form.addRow(part)
        self.fit(640, 240 + 190 * min(len(found), 3))
        self.parts[0].choices.button(0).setFocus()

    def agreed(self) -> list[tuple[str, str, str]]:
        """(item, what was agreed, why). Raises Problem where a reason is missing, or where
        nothing was chosen."""
        chosen = [part for part in self.parts if part.choices.checkedId() >= 0]
        if not chosen:
            raise Problem("Choose a judgement for at least one item.")
        for part in chosen:
            if not part.reason.text().strip():
                part.reason.setFocus()
                raise Problem(f"Say why you agreed on {part.found.label}.")
        return [
            (one.found.item, one.found.choices[one.choices.checkedId()][0], one.reason.text())
            for one in chosen
        ]


class _Part(QWidget):
    """One item: who judged what, what is agreed, and why."""

    def __init__(self, found: ModerationRow) -> None:
        super().__init__()
        self.found = found
        self.choices = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GROUP)
        column.setSpacing(theme.HALF)
        column.addWidget(Label(found.label, "strong", wrap=True))
        said = [*([("Me", found.mine)] if found.mine else []), *found.theirs]
        column.addWidget(quiet("; ".join(f"{who}: {words}" for who, words in said)))
        for number, (_value, words) in enumerate(found.choices):
            button = QRadioButton(words)
            button.setAccessibleName(f"{found.label}: agreed on {words}")
            self.choices.addButton(button, number)
            column.addWidget(button)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why you agreed on it")
        self.reason.setAccessibleName(f"Why you agreed on {found.label}")
        column.addWidget(self.reason)
