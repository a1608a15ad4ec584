"""An entry of the rulebook to change or to add; what the checker finds is said at its field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.edit_fields import EditFieldBox, first_open


class PackEntryDialog(FormDialog):
    """Emits `confirmed`; `values()` are in the order of the fields."""

    def __init__(
        self, parent: QWidget, title: str, verb: str, fields: Iterable[Any], intro: str = ""
    ) -> None:
        super().__init__(parent, title, verb, intro)
        self.boxes = [EditFieldBox(field) for field in fields]
        for box in self.boxes:
            self.add(box.field.label, box)
        self.confirmed.connect(self._begin)
        self.fit(600, 620)
        if all(box.field.locked for box in self.boxes):
            self._only_show()
        if (first := first_open(self.boxes)) is not None:
            first.widget.setFocus()

    def _only_show(self) -> None:
        """Nothing here can be changed: the reason most fields have is said once, at the foot."""
        self.verb.hide()
        reasons = [box.field.locked for box in self.boxes]
        common = max(reasons, key=reasons.count)
        for box in self.boxes:
            if box.field.locked == common:
                box.hide_words()
        self.fault.setText(common)
        self.fault.set_look("quiet")
        self.fault.show()
        for button in self.findChildren(Button):
            if button is not self.verb:
                button.setText("Close")
                button.setAccessibleName("Close")

    def values(self) -> list[Any]:
        return [box.value() for box in self.boxes]

    def named(self) -> dict[str, Any]:
        """The values by the last step of each field's place: the keys of a new row."""
        return {str(b.field.places[0][1][-1]): b.value() for b in self.boxes}

    def refuse_faults(self, faults: Sequence[Any], fields: Sequence[Any]) -> None:
        """Say each fault at the field it is about, the others at the foot; `fields` are the
        dialog's own in their order, at the places they have in the files."""
        left = []
        wrong: EditFieldBox | None = None
        for fault in faults:
            box = next((b for b, f in zip(self.boxes, fields, strict=True) if f.holds(fault)), None)
            if box is None:
                left.append(str(fault))
            else:
                box.refuse(fault.message)
                wrong = wrong or box
        told = "This cannot be kept yet." if wrong else ""
        self.fault.setText("\n".join(part for part in (told, *left[:4]) if part))
        self.fault.show()
        self.verb.setEnabled(True)
        (wrong.widget if wrong else self.verb).setFocus()

    def _begin(self) -> None:
        for box in self.boxes:
            box.forgive()
