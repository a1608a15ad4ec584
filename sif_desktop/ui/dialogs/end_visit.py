"""Ending a visit: the time it took, from the visit itself, put right where it differs."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from sif_desktop.services.visit_plan import days_on_site, minutes_between
from sif_desktop.services.visit_record import Visit
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog


class EndVisitDialog(FormDialog):
    def __init__(self, parent: QWidget, visit: Visit, ends: str, open_items: int) -> None:
        """`ends` is "HH:MM"; `open_items` how many mandatory items are still open."""
        minutes = minutes_between(visit.start_time, ends)
        spent = f"{minutes // 60} h {minutes % 60:02} min" if minutes else "less than a minute"
        intro = f"On site from {visit.start_time} to {ends}: {spent}."
        if open_items:
            many = "s" if open_items > 1 else ""
            intro += f" {open_items} mandatory item{many} still open; you can go back in later."
        super().__init__(parent, "End the visit", "End the visit", intro)
        self.preparation = QLineEdit(visit.days_preparation)
        self.on_site = QLineEdit(days_on_site(visit.start_time, ends) or visit.days_on_site)
        self.reporting = QLineEdit(visit.days_reporting)
        for name, field in (
            ("Days of preparation", self.preparation),
            ("Days on site", self.on_site),
            ("Days of reporting", self.reporting),
        ):
            field.setMaximumWidth(theme.current().px(120))
            self.add(name, field)
        self.fit(460, 330)
        self.on_site.setFocus()

    def days(self) -> tuple[str, str, str]:
        return self.preparation.text(), self.on_site.text(), self.reporting.text()
