"""What of a rulebook can be changed by hand: areas of entries, each with its fields.

A field knows its place in the files, so that a fault the checker finds there is said beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sif_desktop.frameworks.edits import Edit, Path, Raw
from sif_desktop.frameworks.faults import Fault, dotted

FieldKind = Literal["line", "text", "lines", "number", "whole", "choice", "tick"]
Options = tuple[tuple[str, str], ...]

PROGRAM = "the program’s own, where the rulebook is silent"
IDS_STAY = "Records refer to this code, so it stays as it is."
BY_LAW = "Set by law ({source}); a change in the law comes with a new version of the rulebook."
RULES_STAY = "A rule other rules and records stand on; it is changed in the rulebook’s own files."


@dataclass(frozen=True, slots=True)
class EditField:
    """`places` are all the places one value stands in; `locked` says why it cannot be changed."""

    places: tuple[tuple[str, Path], ...]
    label: str
    kind: FieldKind
    value: Any = None
    options: Options = ()
    locked: str = ""
    hint: str = ""

    def holds(self, fault: Fault) -> bool:
        """Whether the checker's fault is about this field."""
        for file, path in self.places:
            mine = dotted(path)
            inner = fault.path.startswith((f"{mine}.", f"{mine}["))
            if fault.file == file and (fault.path == mine or inner):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a name that can be opened and changed. `new_row`: it is not in the file yet;
    what begins the row that is added at the fields' common place."""

    id: str
    title: str
    detail: str
    fields: tuple[EditField, ...]
    source: str = ""
    new_row: Mapping[str, Any] | None = None
    row: tuple[str, Path] = ("", ())


@dataclass(frozen=True, slots=True)
class Adding:
    """Something that can be added: `fields` have the key of the new row as their only place."""

    id: str
    verb: str
    fields: tuple[EditField, ...]


@dataclass(frozen=True, slots=True)
class Area:
    id: str
    title: str
    intro: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    addings: tuple[Adding, ...] = ()
    form: str = ""  # the checklist this area is about


def rows(raw: Raw, file: str, key: str) -> list[dict[str, Any]]:
    """The rows of a list in a file; none where the file or the list is missing."""
    content = raw.get(file)
    found = content.get(key) if isinstance(content, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def source_of(raw: Raw, file: str, row: Mapping[str, Any]) -> str:
    """The paragraph that covers a row, or that it is the program's own."""
    whole = raw.get(file)
    for one in (row, whole if isinstance(whole, dict) else {}):
        if one.get("app_default") is True:
            return PROGRAM
        if one.get("source"):
            return str(one["source"])
    return ""


_STATUTE = re.compile(r"\bAct \d{4}|\bSI \d{4}/\d|\breg(ulation)?s?\.? \d|\bRegulations \d{4}")


def statutory(raw: Raw, file: str, row: Mapping[str, Any]) -> str:
    """The law a row stands on; empty where the authority may settle it."""
    source = str(row.get("source") or (raw.get(file) or {}).get("source") or "")
    by_rule = row.get("working_days") in ("inspection", "foi")
    return source or "the law’s own way of counting days" if by_rule else (
        source if _STATUTE.search(source) else ""
    )  # fmt: skip


def field(
    file: str, path: Path, label: str, kind: FieldKind = "line", value: Any = None, **more: Any
) -> EditField:
    return EditField(((file, path),), label, kind, value, **more)


def code_field(file: str, path: Path, value: Any) -> EditField:
    return field(file, path, "Code", value=value, locked=IDS_STAY)


def edits_of(entry: Entry, values: Sequence[Any]) -> tuple[Edit, ...]:
    """The edits that bring an entry's fields to these values, in the fields' order."""
    pairs = list(zip(entry.fields, values, strict=True))
    changed = [(one, value) for one, value in pairs if not one.locked and value != one.value]
    if entry.new_row is not None:
        file, path = entry.row
        given = {one.places[0][1][-1]: v for one, v in pairs if not one.locked and v is not None}
        return (Edit(file, path, {**entry.new_row, **given}),) if changed else ()
    return tuple(Edit(file, path, value) for one, value in changed for file, path in one.places)


def code_for(label: str, taken: Iterable[str], joint: str = "_") -> str:
    """A code made of the words of `label` that nothing in `taken` has yet."""
    words = re.findall(r"[a-z0-9]+", label.casefold().replace("’", ""))[:5] or ["own"]
    if not words[0][0].isalpha():
        words.insert(0, "own")
    base, held = joint.join(words), set(taken)
    tries = (base if n == 1 else f"{base}{joint}{n}" for n in range(1, len(held) + 2))
    return next(one for one in tries if one not in held)
