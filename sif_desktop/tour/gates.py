"""What stands before a caseload is open."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from sif_desktop.tour.parts import Show
from sif_desktop.tour.walk import Tour


def _first_run(step: int, tour: Tour) -> QWidget:
    gate = tour.gate(None)
    page = gate.first_run
    page.name.setText("Robin Practice")
    page.choose_first()
    page.authority.setText("Hill and Vale Council")
    for _ in range(step):
        page.next_button.click()
    page.passphrase.setText("four unrelated words here")
    tour.calm()
    return gate


def _unlock(tour: Tour) -> QWidget:
    gate = tour.gate(tour.folder / "Hill and Vale.sif")
    tour.calm()
    return gate


def _damaged(tour: Tour) -> QWidget:
    """What the gate offers for a caseload that cannot be read."""
    context = tour.desk.context
    assert context is not None
    path, key = context.opened.path, context.opened.key
    gate = tour.gate(path)
    gate.offer_backups(path, key, f"{path.name} cannot be read.")
    tour.calm()
    return gate.dialog


SHOWN: tuple[tuple[str, Show], ...] = (
    *((f"first-run-{step + 1}", partial(_first_run, step)) for step in range(3)),
    ("unlock", _unlock),
    ("damaged", _damaged),
)
