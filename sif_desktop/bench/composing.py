"""Writing a document of two hundred sentences: what a key, a new line and the spelling cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import Row, percentile, ratio
from sif_desktop.domain import note_edit
from sif_desktop.tour import Tour, tour

SENTENCES, KEYS = 200, 40
LIMIT = 0.05  # seconds: the longest the screen may stand still
WORDS = "Pupils in most rooms knew what they were learning, and teachers checked it often."


def measure(place: Place) -> Iterator[Row]:
    with tour(date(2026, 11, 23)) as made:
        page = _draft(made)
        middles, worst, lines = [], [], []
        for _ in range(max(3, place.pairs - 2)):
            page.sheet.edit_line("own:100")
            mine = _spell(page.sheet.editor)
            page.sheet.finish_editing()
            made.calm()
            bare = QPlainTextEdit(WORDS)
            bare.resize(600, 60)
            bare.show()
            plain = _spell(bare)
            bare.close()
            middles.append(percentile(mine, 0.5) / percentile(plain, 0.5))
            worst.append(percentile(mine, 0.95) / LIMIT)
            lines.append(_new_line(made, page) / LIMIT)
        words = [_check(page.spelling.speller) / LIMIT for _ in range(place.pairs)]
    basis = f"{LIMIT * 1000:.0f} ms"
    draft = f"a draft of {SENTENCES} sentences"
    yield ratio(
        "composing", f"a key in {draft} (p50)", "a bare editor, nothing saved", None, middles
    )
    yield ratio("composing", f"a key in {draft} (p95)", basis, 1, worst)
    yield ratio("composing", f"Enter to a new line in {draft}", basis, 1, lines)
    yield ratio("composing", "spelling of 1,000 words never seen before", basis, 1, words)


def _draft(made: Tour) -> Any:
    """The composer on a long draft, once its dictionary is read."""
    window, context = made.desk.window, made.desk.context
    assert window is not None and context is not None
    documents = context.services.documents.documents()
    window.go("composer", {"uid": next(r.uid for r in documents if r.state == "drafting")})
    page: Any = window.page("composer")
    made.wait(lambda: page.spelling.speller is not None)
    made.calm()
    first = next(line.id for line in page.sheet.lines.lines() if line.kind == "sentence")
    new = [(f"own:{number}", f"{number}. {WORDS}") for number in range(SENTENCES)]
    page.desk.do("More", lambda draft: note_edit.add_sentences(draft, first, new))
    made.calm()
    return page


def _spell(editor: QPlainTextEdit) -> list[float]:
    """Seconds each key took until it was painted."""
    editor.setFocus()
    took = []
    for number in range(KEYS):
        letter = WORDS[number % len(WORDS)]
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        took.append(_timed(lambda event=key: _press(editor, event)))  # type: ignore[misc]
        QCoreApplication.processEvents()
    return took


def _press(editor: QPlainTextEdit, key: QKeyEvent) -> None:
    QCoreApplication.sendEvent(editor, key)
    editor.viewport().repaint()


def _new_line(made: Tour, page: Any) -> float:
    """Seconds from Enter at the end of a sentence until the next one can be typed in."""
    page.sheet.edit_line("own:150")
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    took = _timed(lambda: _press_enter(page, enter))
    page.sheet.finish_editing()
    made.calm()
    return took


def _press_enter(page: Any, enter: QKeyEvent) -> None:
    QCoreApplication.sendEvent(page.sheet.editor, enter)
    page.sheet.viewport().repaint()


def _check(speller: Any) -> float:
    """Seconds to look up a thousand words, none of which was looked up before."""
    fresh = type(speller)(speller._book, frozenset())
    words = [f"{WORDS} {chr(97 + n % 26)}{chr(97 + n // 26)}q" for n in range(72)]
    return _timed(lambda: [fresh.faults(text) for text in words])


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
