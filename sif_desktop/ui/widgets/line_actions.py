"""What can be done with a line of the draft: by key, from the menu, and beside its evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from sif_desktop.domain.note import Flag
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.item_models.note_lines import FILE_ONLY, TOLD, Line, LineKind

GROUP = "Writing a document"
HINTS = (
    KeyHint("Enter", "Edit the sentence, heading or cell; while editing, the next sentence", GROUP),
    KeyHint("Esc", "Leave what is being edited", GROUP),
    KeyHint("Backspace", "At the beginning of a sentence: join it to the one before", GROUP),
    KeyHint("K", "Keep the jotting, or accept a marked sentence as it stands", GROUP),
    KeyHint("Delete", "Take out the sentence or row", GROUP),
    KeyHint("Insert, N", "Add a sentence of your own after this one, or a row", GROUP),
    KeyHint("A", "Add a heading, paragraph, list or table", GROUP),
    KeyHint("L", "Paragraph, bulleted list, numbered list", GROUP),
    KeyHint("T", "Said on the day, or not", GROUP),
    KeyHint("F", "In the file copy only, or in every copy", GROUP),
    KeyHint("E", "Tie your own sentence to evidence", GROUP),
    KeyHint("Ctrl+Up, Ctrl+Down", "Move the sentence, row, area or section", GROUP),
    KeyHint("Ctrl+Shift+Up, Ctrl+Shift+Down", "Move the paragraph, list or table", GROUP),
    KeyHint("Ctrl+V", "Paste lines, or a table from a spreadsheet", GROUP),
    KeyHint("Ctrl+Space, Ctrl+J", "Phrases, while editing; or type a shortcut and Space", GROUP),
    KeyHint("F6", "Next part of the page: draft, evidence, checks, preview", GROUP),
)


@dataclass(frozen=True, slots=True)
class Action:
    """`keys` are shown beside the words in the menu."""

    name: str
    words: str
    keys: str = ""


def offers(line: Line) -> list[tuple[str, str]]:
    """What stands beside the evidence: the few things done most."""
    found = [("edit", "Edit")] if line.kind is not LineKind.EMPTY else []
    if line.is_sentence:
        waits = line.kind is LineKind.OFFERED or line.flag is not Flag.NONE
        found += [("keep", "Keep")] if waits else []
        found += [("remove", "Take out")]
    if line.is_table and line.own:
        return [*found, ("row", "Add a row")]
    return [*found, ("add", "Add a sentence")]


def actions(line: Line) -> list[list[Action]]:
    """Everything, in groups."""
    return [group for group in (_first(line), _marks(line), _order(line), _table(line)) if group]


def add_actions(menu: QMenu, line: Line, act: Callable[[str], object]) -> None:
    """Fill a menu with what can be done with a line."""
    for number, group in enumerate(actions(line)):
        if number:
            menu.addSeparator()
        for action in group:
            words = f"{action.words}\t{action.keys}" if action.keys else action.words
            menu.addAction(words).triggered.connect(lambda _=False, n=action.name: act(n))


def _first(line: Line) -> list[Action]:
    found = [Action("edit", "Edit", "Enter")] if line.kind is not LineKind.EMPTY else []
    if line.is_sentence:
        if line.kind is LineKind.OFFERED or line.flag is not Flag.NONE:
            found.append(Action("keep", "Keep", "K"))
        found.append(Action("remove", "Take out", "Delete"))
    elif line.kind is LineKind.ROW and line.own:
        found.append(Action("remove", "Take out the row", "Delete"))
    elif line.kind is LineKind.COLUMNS:
        found.append(Action("remove-block", "Take out the table"))
    elif line.kind is LineKind.AREA and line.own:
        found.append(Action("remove", "Take out the heading", "Delete"))
    elif line.kind is LineKind.AREA and line.edited:
        found.append(Action("remove", "Use the rulebook’s heading", "Delete"))
    if not line.is_table:
        found.append(Action("add", "Add a sentence", "N"))
    return [*found, Action("add-block", "Add a heading, list or table…", "A")]


def _marks(line: Line) -> list[Action]:
    if line.kind is LineKind.SECTION:
        words = "All of this section was said on the day"
        return [Action("told-section", words), Action("untold-section", "None of it was")]
    if not line.is_sentence or line.kind is LineKind.OFFERED:
        return []
    told = "Not said on the day" if TOLD in line.marks else "Said on the day"
    file_only = "In every copy" if FILE_ONLY in line.marks else "In the file copy only"
    found = [Action("told", told, "T"), Action("file", file_only, "F")]
    return [*found, *([Action("tie", "Tie to evidence…", "E")] if line.own else [])]


def _order(line: Line) -> list[Action]:
    moves = [Action("up", "Move up", "Ctrl+Up"), Action("down", "Move down", "Ctrl+Down")]
    if line.kind in (LineKind.FACT, LineKind.EMPTY, LineKind.COLUMNS):
        moves = []
    elif line.kind is LineKind.OFFERED or (line.kind is LineKind.ROW and not line.own):
        return []
    if not line.block or line.kind in (LineKind.AREA, LineKind.FACT):
        return moves
    what = "table" if line.is_table else "paragraph"
    if line.kind in (LineKind.BULLET, LineKind.NUMBER):
        what = "list"
    moves += [
        Action("block-up", f"Move the {what} up", "Ctrl+Shift+Up"),
        Action("block-down", f"Move the {what} down", "Ctrl+Shift+Down"),
    ]
    if line.is_sentence:
        into = _NEXT_KIND[line.kind]
        moves += [Action("kind", into, "L"), Action("break", "Begin a new paragraph here")]
    return moves


_NEXT_KIND = {
    LineKind.SENTENCE: "Make it a bulleted list",
    LineKind.BULLET: "Make it a numbered list",
    LineKind.NUMBER: "Make it a paragraph",
}


def _table(line: Line) -> list[Action]:
    if not line.is_table or not line.own:
        return []
    found = [Action("row", "Add a row below", "N")]
    found += [Action("column", "Add a column to the right")]
    if len(line.columns) > 1:
        found += [Action("remove-column", "Take out the column")]
    return found


_PLAIN = {
    Qt.Key.Key_K: "keep",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Backspace: "remove",
    Qt.Key.Key_Insert: "add",
    Qt.Key.Key_N: "add",
    Qt.Key.Key_A: "add-block",
    Qt.Key.Key_L: "kind",
    Qt.Key.Key_T: "told",
    Qt.Key.Key_F: "file",
    Qt.Key.Key_E: "tie",
}
_STEPS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}


def key_action(line: Line, event: QKeyEvent) -> str:
    """What a key asks for; "" if that cannot be done with this line."""
    key, held = Qt.Key(event.key()), event.modifiers()
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    if control and key in _STEPS:
        block = "block-" if held & Qt.KeyboardModifier.ShiftModifier else ""
        name = block + _STEPS[key]
    elif held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return ""
    else:
        name = _PLAIN.get(key, "")
    if name == "add" and line.is_table and line.own:
        name = "row"
    possible = {action.name for group in actions(line) for action in group}
    return name if name in possible or (name == "add" and line.is_table) else ""
