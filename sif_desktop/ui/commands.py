"""What can be done, by name and by key: one list feeds the command box, menus and the F1 page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `title` begins with a verb; `shortcut` is Qt's portable text, several keys
    parted by "; " ("Ctrl++; Ctrl+=")."""

    id: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    group: str = "General"
    enabled: Callable[[], bool] = field(default=lambda: True)


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key that a widget answers itself (digits in a checklist), listed on the F1 page."""

    keys: str
    title: str
    group: str


class Commands:
    """The commands known at the moment. A page adds its own and they go when it goes."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._commands: dict[str, Command] = {}
        self._owners: dict[str, QWidget] = {}
        self._hints: list[KeyHint] = []

    def add(self, command: Command, owner: QWidget | None = None) -> QAction:
        """Register `command`; its shortcut works while `owner` (default the window) is shown."""
        if command.id in self._commands:
            raise ValueError(f"two commands are called {command.id}")
        home = owner or self._window
        action = QAction(command.title, home)
        action.setShortcuts(QKeySequence.listFromString(command.shortcut))
        action.triggered.connect(lambda _checked=False: self.run(command.id))
        home.addAction(action)
        home.destroyed.connect(lambda _=None: self._commands.pop(command.id, None))
        self._commands[command.id] = command
        self._owners[command.id] = home
        return action

    def hint(self, *hints: KeyHint) -> None:
        """List keys that widgets answer themselves."""
        self._hints.extend(hint for hint in hints if hint not in self._hints)

    def run(self, command_id: str) -> None:
        command = self._commands[command_id]
        if command.enabled():
            command.run()

    def find(self, text: str) -> list[Command]:
        """Commands whose title holds every word of `text`, best first."""
        words = text.casefold().split()
        usable = (command for command in self._commands.values() if self._usable(command))
        found = [c for c in usable if all(word in c.title.casefold() for word in words)]
        start = text.casefold()
        return sorted(found, key=lambda c: (not c.title.casefold().startswith(start), c.title))

    def keys(self) -> dict[str, list[tuple[str, str]]]:
        """Group → (keys, what they do), for the list of shortcuts."""
        rows: dict[str, list[tuple[str, str]]] = {}
        for group, keys, title in self._key_rows():
            rows.setdefault(group, []).append((keys, title))
        return rows

    def _key_rows(self) -> Iterable[tuple[str, str, str]]:
        for command in self._commands.values():
            if command.shortcut:
                yield command.group, shown_keys(command.shortcut), command.title
        for hint in self._hints:
            yield hint.group, hint.keys, hint.title

    def _usable(self, command: Command) -> bool:
        owner = self._owners[command.id]
        return command.enabled() and (owner is self._window or owner.isVisible())


def shown_keys(shortcut: str) -> str:
    """A shortcut as this system writes it."""
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(keys.toString(native) for keys in QKeySequence.listFromString(shortcut))
