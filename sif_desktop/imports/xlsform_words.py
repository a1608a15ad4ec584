"""The words of an XLSForm: names, labels in one language, types and conditions."""

from __future__ import annotations

import re

from sif_desktop.domain.forms import Condition
from sif_desktop.imports.xlsform_sheets import SheetRow

_LIST_TYPES = {"select one": "select_one", "select multiple": "select_multiple"}
_EQUAL = r"\$\{\s*([\w.-]+)\s*\}\s*=\s*(?:'([^']*)'|\"([^\"]*)\")"
_SELECTED = r"selected\(\s*\$\{\s*([\w.-]+)\s*\}\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)"
_TEST = re.compile(f"(?:{_EQUAL}|{_SELECTED})")
_YES = frozenset(("yes", "true", "true()", "1"))
_NO = frozenset(("", "no", "false", "false()", "0"))


def code(name: str) -> str:
    """A name as packs write it: lower-case letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def hyphened(name: str) -> str:
    return code(name).replace("_", "-")


def words(row: SheetRow, heading: str, language: str) -> str:
    """The text under `heading`: as it stands, else in the form's own language, else the first."""
    own = f"{heading}::{' '.join(language.lower().split())}"
    translated = (cell for head, cell in row.cells.items() if head.startswith(f"{heading}::"))
    return row.get(heading) or row.get(own) or next(translated, "")


def type_of(row: SheetRow) -> tuple[str, str, bool]:
    """The type, the list it chooses from, and whether “other” may be written in."""
    text = " ".join(row.get("type").split())
    for spoken, written in _LIST_TYPES.items():
        text = re.sub(f"^{spoken}(?= )", written, text)
    text = re.sub(r"^(begin|end)[ _](group|repeat)$", r"\1_\2", text)
    kind, _, rest = text.partition(" ")
    chosen = re.sub(r" (or_other|or specify other)$", "", rest)
    return kind, chosen, chosen != rest


def required(cell: str) -> bool | None:
    """Whether an answer is required; None for a rule that only a form tool can work out."""
    lower = cell.lower().replace(" ", "")
    return True if lower in _YES else False if lower in _NO else None


def condition(cell: str) -> Condition | None:
    """The condition as the workbook names it: one question, any of some values; else None."""
    tests = [_test(part) for part in re.split(r"\s+or\s+", cell.strip())]
    found = [test for test in tests if test is not None]
    if len(found) < len(tests) or len({name for name, _ in found}) != 1:
        return None
    return Condition(found[0][0], tuple(dict.fromkeys(value for _, value in found)))


def _test(part: str) -> tuple[str, str] | None:
    match = _TEST.fullmatch(part.strip())
    if match is None:
        return None
    name, value = (group for group in match.groups() if group is not None)
    return name, value
