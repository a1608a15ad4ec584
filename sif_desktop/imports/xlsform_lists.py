"""The lists of an XLSForm's choices, and what kind of question each makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sif_desktop.domain.forms import Choice, ItemKind, Scale
from sif_desktop.imports.xlsform_sheets import LeftOut, SheetRow
from sif_desktop.imports.xlsform_words import code, words

_READ = ("list_name", "list name", "name", "value", "label")
# The states every answer may have in this program; they are no steps or choices of their own.
_STATES = frozenset(("not_seen", "not_applicable"))
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Lists:
    """The choices by list, and what of their rows cannot be held."""

    choices: dict[str, tuple[Choice, ...]]
    left_out: tuple[LeftOut, ...]


def read_lists(rows: Iterable[SheetRow], language: str) -> Lists:
    """Raises Problem for a choice without a name, or named twice in its list."""
    found: dict[str, dict[str, Choice]] = {}
    left_out: list[LeftOut] = []
    for row in rows:
        name = row.get("list_name") or row.get("list name")
        value = code(row.get("name") or row.get("value"))
        if not name or not value:
            raise row.problem("a choice has no list_name or no name.", "Fill in both.")
        listed = found.setdefault(name, {})
        if value in listed:
            message = f"the list “{name}” has the choice “{value}” already."
            raise row.problem(message, "Give each choice a name of its own.")
        listed[value] = Choice(value, words(row, "label", language) or value)
        left_out += unread(row, _READ)
    return Lists({name: tuple(of.values()) for name, of in found.items()}, tuple(left_out))


def unread(row: SheetRow, read: Sequence[str]) -> list[LeftOut]:
    """The filled cells of columns that are not read; a second language counts as one."""
    plain = [head for head in row.cells if head.split("::")[0] not in read]
    second = [
        head for name in read for head in [h for h in row.cells if h.split("::")[0] == name][1:]
    ]
    return [row.left_out(f"{head}: {row.get(head)}") for head in (*plain, *second)]


def kind_of(name: str, choices: Sequence[Choice], scales: Iterable[Scale]) -> tuple[ItemKind, str]:
    """Yes and no; a grade with the id of the scale the list equals; else a choice."""
    own = [(c.value, c.label) for c in choices if c.value not in _STATES]
    if tuple(value for value, _ in own) == _YES_NO and own == [("yes", "Yes"), ("no", "No")]:
        return ItemKind.YES_NO, ""
    equal = [s.id for s in scales if [(step.value, step.label) for step in s.steps] == own]
    if not equal:
        return ItemKind.CHOICE, ""
    named = (scale for scale in equal if code(scale) == code(name))
    return ItemKind.GRADE, next(named, equal[0])
