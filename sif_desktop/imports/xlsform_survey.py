"""The survey sheet of an XLSForm, row by row: sections, their items, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Choice, Condition, Item, ItemKind, Scale, Section
from sif_desktop.imports.xlsform_lists import kind_of, unread
from sif_desktop.imports.xlsform_sheets import LeftOut, SheetRow
from sif_desktop.imports.xlsform_words import code, condition, required, type_of, words

_READ = ("type", "name", "label", "hint", "required", "relevant")
_KINDS = {
    "text": ItemKind.TEXT,
    "integer": ItemKind.NUMBER,
    "decimal": ItemKind.NUMBER,
    "date": ItemKind.DATE,
    "note": ItemKind.NOTE,
}
_LISTS = ("select_one", "select_multiple")
_KEPT = ("provider", "visit")  # ids that begin so are facts
_BALANCE = "Let every begin_group have its end_group, and every begin_repeat its end_repeat."


@dataclass(slots=True)
class _Open:
    """A section that is being filled."""

    row: SheetRow
    id: str
    title: str
    intro: str = ""
    only_if: Condition | None = None
    items: list[Item] = field(default_factory=list)


class Survey:
    """Takes the rows in order with `read`; `sections` gives the result once all are read."""

    def __init__(
        self,
        lists: Mapping[str, Sequence[Choice]],
        scales: Sequence[Scale],
        facts: Mapping[str, str],
        language: str,
    ) -> None:
        self._lists, self._scales, self._facts = lists, scales, facts
        self._language = language
        self._begun: list[tuple[str, SheetRow]] = []
        self._sections: list[_Open] = []
        self._loose: _Open | None = None  # the section of questions that stand in no group
        self._items: dict[str, Item] = {}  # by their name in the workbook
        self.left_out: list[LeftOut] = []

    def read(self, row: SheetRow) -> None:
        kind, chosen, other = type_of(row)
        side, _, what = kind.partition("_")
        if side == "begin" and what in ("group", "repeat"):
            self._begin(what, row)
        elif side == "end" and what in ("group", "repeat"):
            self._end(what, row)
        elif self._in_repeat() or row.get("disabled").lower() in ("yes", "true"):
            why = "in a repeat" if self._in_repeat() else "disabled"
            self._leave(row, f"{_named(row)} ({why})")
        else:
            self._question(row, kind, chosen, other)

    def sections(self) -> tuple[Section, ...]:
        """Raises Problem for a group that is still open, or a survey without a question."""
        if self._begun:
            what, row = self._begun[-1]
            raise row.problem(f"the {what} “{row.get('name')}” is never ended.", _BALANCE)
        for empty in (section for section in self._sections if not section.items):
            self._leave(empty.row, f"the group “{empty.title}”, of which no question is left")
        filled = [section for section in self._sections if section.items]
        if not filled:
            message = "Sheet survey, row 2: no row is a question a checklist can hold."
            raise Problem(message, "Use text, integer, decimal, date, note or select questions.")
        return tuple(
            Section(s.id, s.title, tuple(s.items), only_if=s.only_if, intro=s.intro) for s in filled
        )

    def _leave(self, row: SheetRow, what: str) -> None:
        self.left_out.append(row.left_out(what))

    def _in_repeat(self) -> bool:
        return any(what == "repeat" for what, _ in self._begun)

    def _begin(self, what: str, row: SheetRow) -> None:
        outermost = not self._begun
        inside_repeat = self._in_repeat()
        self._begun.append((what, row))
        if what == "repeat" or inside_repeat:
            self._leave(row, _named(row))
        elif outermost:
            self._open(row)
        else:
            self._leave(row, f"the heading of the inner group “{row.get('name')}”")
            self.left_out += unread(row, ("type", "name", "label"))

    def _open(self, row: SheetRow) -> None:
        self._loose = None
        name = code(row.get("name")).removeprefix("section_")
        if not name:
            raise row.problem("the group has no name.", "Give it one.")
        title = words(row, "label", self._language) or name.replace("_", " ")
        intro = words(row, "hint", self._language)
        opened = _Open(row, self._new_id(row, name), title, intro, self._only_if(row))
        self._sections.append(opened)
        self.left_out += unread(row, _READ)

    def _new_id(self, row: SheetRow, name: str) -> str:
        own = name if name[0].isalpha() and name not in _KEPT else f"s_{name}"
        if any(section.id == own for section in self._sections):
            raise row.problem(f"there is a group “{own}” already.", "Give it another name.")
        return own

    def _end(self, what: str, row: SheetRow) -> None:
        if not self._begun or self._begun[-1][0] != what:
            raise row.problem(f"this end_{what} ends no {what}.", _BALANCE)
        self._begun.pop()

    def _question(self, row: SheetRow, kind: str, chosen: str, other: bool) -> None:
        name = row.get("name")
        if kind not in _KINDS and kind not in _LISTS:
            self._leave(row, _named(row))
            return
        if not code(name):
            raise row.problem("the question has no name.", "Give it one.")
        if name in self._facts:
            self._leave(row, f"{_named(row)}: the program knows this without asking")
            return
        if other:
            self._leave(row, "or_other: an answer outside the list")
        self._add(row, name, self._item(row, kind, chosen))

    def _add(self, row: SheetRow, name: str, item: Item) -> None:
        if name in self._items or any(old.id == item.id for old in self._items.values()):
            raise row.problem(f"there is a question “{name}” already.", "Give it another name.")
        self._items[name] = item
        self._section(row).items.append(item)
        self.left_out += unread(row, _READ)

    def _section(self, row: SheetRow) -> _Open:
        """The section the row stands in; one of its own for questions outside every group."""
        if self._begun:
            return self._sections[-1]
        if self._loose is None:
            taken = {section.id for section in self._sections}
            numbers = (f"questions_{n}" if n else "questions" for n in (0, *range(2, 10_000)))
            own = next(name for name in numbers if name not in taken)
            self._loose = _Open(row, own, "Questions")
            self._sections.append(self._loose)
        return self._loose

    def _item(self, row: SheetRow, kind: str, chosen: str) -> Item:
        section = self._section(row).id
        own = code(row.get("name"))
        label = words(row, "label", self._language) or own.replace("_", " ")
        what, scale, choices = self._answers(row, kind, chosen)
        return Item(
            f"{section}.{own.removeprefix(f'{section}_')}",
            label,
            what,
            prompt=words(row, "hint", self._language),
            scale=scale,
            choices=choices,
            required=self._required(row, what),
            only_if=self._only_if(row),
        )

    def _answers(
        self, row: SheetRow, kind: str, chosen: str
    ) -> tuple[ItemKind, str, tuple[Choice, ...]]:
        if kind in _KINDS:
            return _KINDS[kind], "", ()
        choices = tuple(self._lists.get(chosen, ()))
        if not choices:
            message = f"there is no list “{chosen}” on the sheet choices."
            raise row.problem(message, "Add the list, or name one that is there.")
        if len(choices) < 2:
            message = f"the list “{chosen}” has one choice only."
            raise row.problem(message, "Give the list at least two choices.")
        if kind == "select_multiple":
            return ItemKind.CHOICES, "", choices
        what, scale = kind_of(chosen, choices, self._scales)
        return what, scale, choices if what is ItemKind.CHOICE else ()

    def _required(self, row: SheetRow, kind: ItemKind) -> bool:
        cell = row.get("required")
        must = required(cell)
        if must is None or (must and kind is ItemKind.NOTE):
            self._leave(row, f"required: {cell}")
            return False
        return must

    def _only_if(self, row: SheetRow) -> Condition | None:
        """The row's condition on an earlier question or a fact; left out if it is another."""
        cell = row.get("relevant")
        if not cell:
            return None
        asked = condition(cell)
        found = self._resolved(asked) if asked else None
        if found is None:
            self._leave(row, f"relevant: {cell}")
        return found

    def _resolved(self, asked: Condition) -> Condition | None:
        if asked.subject in self._facts:
            return Condition(self._facts[asked.subject], asked.values)
        item = self._items.get(asked.subject)
        if item is None or item.kind is ItemKind.NOTE or "" in asked.values:
            return None
        allowed = self._values(item)
        values = tuple(code(v) for v in asked.values) if allowed else asked.values
        return Condition(item.id, values) if not allowed or set(values) <= allowed else None

    def _values(self, item: Item) -> set[str]:
        """The values an answer may have; none where any text may stand."""
        if item.kind is ItemKind.YES_NO:
            return {"yes", "no"}
        steps = [step.value for s in self._scales if s.id == item.scale for step in s.steps]
        return {*steps, *(choice.value for choice in item.choices)}


def _named(row: SheetRow) -> str:
    return " ".join(filter(None, (row.get("type") or "a row without a type", row.get("name"))))
