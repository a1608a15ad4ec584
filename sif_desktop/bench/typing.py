"""Typing in a note: what saving costs each key, and how soon what was typed is on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import Row, percentile, ratio
from sif_desktop.bench.saving import graded
from sif_desktop.services.capture import visit_text
from sif_desktop.ui import messages, theme
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit
from sif_desktop.ui.widgets.draft_saver import DraftSaver

WORDS = 2000
KEYS, PAUSE = 60, 0.03  # keys in one spell, seconds between them
LATEST = 0.5  # seconds until what was typed is on the disk
_LETTERS = "pupils read widely and often "


class _Note:
    """A note of two thousand words, saved while it is typed or not."""

    def __init__(self, keep: Callable[[Mapping[Any, str]], object] | None) -> None:
        self.edit = AutosaveTextEdit("Note", "reading and writing " * (WORDS // 3))
        self.jobs = Jobs(messages.report_failure)
        self.kept: dict[str, float] = {}  # text -> when it was on the disk
        if keep is not None:
            saver = DraftSaver(self.jobs, lambda texts: self._keep(keep, texts), self.edit)
            self.edit.settled.connect(lambda text: saver.put("note", text))
        self.edit.resize(900, 500)
        self.edit.show()
        self.edit.setFocus()
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def _keep(self, keep: Callable[[Mapping[Any, str]], object], texts: Mapping[Any, str]) -> None:
        keep(texts)
        moment = time.perf_counter()
        self.kept.update(dict.fromkeys(texts.values(), moment))

    def spell(self) -> tuple[list[float], dict[str, float]]:
        """Type for a while; seconds each key took to show, and {text: when it was typed}."""
        took, typed = [], {}
        for number in range(KEYS):
            letter = _LETTERS[number % len(_LETTERS)]
            began = time.perf_counter()
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(self.edit, key)
            self.edit.viewport().repaint()
            took.append(time.perf_counter() - began)
            typed[self.edit.toPlainText()] = began
            _idle(PAUSE)
        _idle(0.4)
        return took, typed

    def delays(self, typed: Mapping[str, float]) -> list[float]:
        """Seconds from each key until a text that holds it was on the disk."""
        moments = sorted(self.kept.items(), key=lambda pair: pair[1])
        found = []
        for text, began in typed.items():
            later = (at for kept, at in moments if len(kept) >= len(text) and at >= began)
            found.append(next(later, began + 60) - began)
        return found

    def close(self) -> None:
        self.edit.close()
        self.jobs.close()
        self.edit.deleteLater()


def _idle(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        QCoreApplication.processEvents()
        time.sleep(min(left, 0.002))


def measure(place: Place) -> Iterator[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", 1.0)
    services = place.writable
    field = visit_text(graded(services).visit, "summary")
    saving = _Note(lambda texts: services.capture.typing({field: texts["note"]}))
    plain = _Note(None)
    middles, worst, delays = [], [], []
    plain.spell()
    for _ in range(max(5, place.pairs - 2)):
        took, typed = saving.spell()
        alone, _typed = plain.spell()
        middles.append(percentile(took, 0.5) / percentile(alone, 0.5))
        worst.append(percentile(took, 0.99) / percentile(alone, 0.99))
        delays.append(percentile(saving.delays(typed), 0.99) / LATEST)
    saving.close()
    plain.close()
    basis = "the same note without saving"
    yield ratio("typing", "a key in a note of 2,000 words (p50)", basis, 1.25, middles)
    yield ratio("typing", "a key in a note of 2,000 words (p99)", basis, 2, worst)
    yield ratio("typing", "from key to disk (p99)", "half a second", 1, delays)
