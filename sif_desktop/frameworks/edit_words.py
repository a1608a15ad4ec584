"""What differs between two versions of a rulebook, in words an officer reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

_UNTOLD = ("changes.yaml", "examples.yaml", "situations.yaml")
_QUIET = ("source", "app_default", "version")
_SILENT = ("prompts", "cadence", "when", "rhythms")  # what only holds other fields
_NAMES = ("id", "code", "word", "value")
_TITLES = {
    "pack.yaml": "Names",
    "scales.yaml": "Scales",
    "visit_types.yaml": "Kinds of visit",
    "obligations.yaml": "Duties and indicators",
    "meetings.yaml": "Meetings",
    "entitlements.yaml": "Entitlements and charges",
    "words.yaml": "Phrases",
    "texts.yaml": "Reference texts",
}
_WORDS = {
    "every": "every",
    "unit": "counted in",
    "per": "counted in",
    "within": "within",
    "label": "name",
    "title": "name",
    "focus": "focuses",
    "lines": "text",
    "starters": "phrases",
    "retired": "no longer asked",
    "extra_forms": "further checklists",
    "months": "months",
}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """A sentence for everything that was changed, added or left out, file by file."""
    found: list[str] = []
    for file in dict.fromkeys((*old, *new)):
        if file in _UNTOLD:
            continue
        title = _title(file, new.get(file) or old.get(file))
        if file not in old:
            found.append(f"Added: {title}")
        elif file not in new:
            found.append(f"Left out: {title}")
        else:
            found += (f"{title}: {words}" for words in _told(old[file], new[file], ""))
    return tuple(dict.fromkeys(found))


def _title(file: str, content: Any) -> str:
    if file in _TITLES:
        return _TITLES[file]
    name = str(content.get("title", "")) if isinstance(content, dict) else ""
    if file.startswith("forms/"):
        return f"checklist “{name}”"
    return name or file


def _told(old: Any, new: Any, place: str) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            if key not in _QUIET:
                yield from _told(old.get(key), new.get(key), _at(place, key, new))
    elif _rows(old) and _rows(new):
        yield from _told_rows(old or [], new or [], place)
    elif _unnamed(old) or _unnamed(new):
        yield from _told_in_order(old or [], new or [], place)
    elif isinstance(old, list) and isinstance(new, list) and set(old) != set(new):
        gone = [one for one in old if one not in new]
        come = [one for one in new if one not in old]
        parts = [f"added {_say(come)}" if come else "", f"left out {_say(gone)}" if gone else ""]
        yield f"{place}: {', '.join(part for part in parts if part)}"
    else:
        yield f"{place}: {_say(old)} → {_say(new)}" if place else f"{_say(old)} → {_say(new)}"


def _at(place: str, key: str, row: Mapping[str, Any]) -> str:
    """A row's name stands before its field; what only holds rows is not told."""
    word = _WORDS.get(key, key.replace("_", " "))
    if key in _SILENT:
        return place
    if isinstance(row.get(key), (list, dict)) and _rows(row[key]):
        return place
    return f"{place}: {word}" if place else word


def _rows(value: Any) -> bool:
    """Whether this is a list of named rows, or nothing at all."""
    return value is None or (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and any(n in one for n in (*_NAMES, "form")) for one in value)
    )


def _told_rows(old: list[Any], new: list[Any], place: str) -> Iterator[str]:
    before, after = ({_key(one): one for one in rows} for rows in (old, new))
    start = f"{place}: " if place else ""
    for key in dict.fromkeys((*before, *after)):
        if key not in before:
            yield f"{start}added “{_name(after[key])}”"
        elif key not in after:
            yield f"{start}left out “{_name(before[key])}”"
        else:
            yield from _told(before[key], after[key], f"{start}{_name(before[key])}")


def _unnamed(value: Any) -> bool:
    """Whether these are rows without names, such as the rhythms of a kind of meeting."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _told_in_order(old: list[Any], new: list[Any], place: str) -> Iterator[str]:
    """Rows without names are told by whom they are for, else by their order."""
    for before, after in zip_longest(old, new):
        row = after or before
        values = [v for one in row.get("when") or () for v in one.get("values") or ()]
        name = ", ".join(filter(None, (place, *map(str, values))))
        if before is None or after is None:
            yield f"{name}: {_say(before)} → {_say(after)}"
        else:
            yield from _told(before, after, name)


def _key(row: Mapping[str, Any]) -> str:
    named = next((str(row[name]) for name in _NAMES if name in row), "")
    return named or f"{row.get('form')} {row.get('section')}"


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get("label") or row.get("title") or row.get("text") or _key(row))


def _say(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return "; ".join(_say(one) for one in value) or "nothing"
    if isinstance(value, dict):
        return ", ".join(
            f"{_WORDS.get(k, k)} {_say(v)}" for k, v in value.items() if k not in _QUIET
        )
    return f"“{value}”" if isinstance(value, str) else str(value)
