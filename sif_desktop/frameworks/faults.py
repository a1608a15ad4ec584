"""What is wrong with a pack, in words an officer can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sif_desktop.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: which file, where in it, the nearest id, and what to do."""

    file: str  # relative to the pack's folder: "forms/review-visit.yaml"
    path: str  # "sections[2].items[0].scale"; empty for the file as a whole
    id: str  # nearest enclosing id; empty where there is none
    message: str

    def __str__(self) -> str:
        named = f"({self.id})" if self.id else ""
        place = " ".join(part for part in (self.file, self.path, named) if part)
        return f"{place}: {self.message}" if place else self.message


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by file and then by place, the tenth entry after the second."""

    def place(fault: Fault) -> tuple[str, list[tuple[int, str]], str]:
        parts = re.findall(r"[0-9]+|[^0-9]+", fault.path)
        path = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
        return fault.file, path, fault.message

    return sorted(set(faults), key=place)


class PackFaults(Problem):
    """A pack cannot be used; `faults` lists everything that is wrong with it."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(
            f"The rulebook pack “{name}” has {count}. First: {faults[0]}",
            "Correct the files named, or ask for a corrected pack, and try again.",
        )
        self.faults = tuple(faults)


def nearest(word: str, known: Iterable[str], fallback: str = "") -> str:
    """A half-sentence naming the nearest known word, or all of them if they are few."""
    choices = sorted(set(known))
    close = get_close_matches(word, choices, n=1, cutoff=0.5)
    if close:
        return f"Did you mean “{close[0]}”?"
    if not choices:
        return fallback or "None is defined."
    shown = ", ".join(choices[:12]) + (" …" if len(choices) > 12 else "")
    return f"Use one of: {shown}."


def dotted(location: Iterable[str | int]) -> str:
    """("sections", 2, "items", 0) becomes "sections[2].items[0]"."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def nearest_id(raw: Any, location: Iterable[str | int]) -> str:
    """The innermost id, code or word on the way to `location`."""
    found = ""
    for part in (None, *location):
        if part is not None:
            try:
                raw = raw[part]
            except (KeyError, IndexError, TypeError):
                break
        if isinstance(raw, dict):
            name = next((raw[key] for key in ("id", "code", "word", "name") if key in raw), found)
            found = str(name)
    return found


def shape_faults(file: str, raw: Any, model: type[Any]) -> tuple[Any, list[Fault]]:
    """The validated model, or None with every fault of the file's shape."""
    from pydantic import ValidationError

    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        return None, [_fault(file, raw, model, problem) for problem in error.errors()]
    except RecursionError:
        return None, [Fault(file, "", "", "The file is nested too deeply to be read.")]


def _fault(file: str, raw: Any, model: type[Any], problem: Any) -> Fault:
    location = tuple(problem["loc"])
    return Fault(
        file, dotted(location), nearest_id(raw, location), _plain(location, model, problem)
    )


def _plain(location: Sequence[str | int], model: type[Any], problem: Any) -> str:
    """One validation error of pydantic as a sentence with a remedy."""
    kind, given, context = problem["type"], problem.get("input"), problem.get("ctx", {})
    name = str(location[-1]) if location else "the file"
    match kind:
        case "missing":
            return f"“{name}” is missing. Add it."
        case "extra_forbidden":
            known = nearest(name, _fields(model, location))
            return f"“{name}” is not something this part of a pack may hold. {known}"
        case "literal_error":
            expected = re.findall(r"'([^']*)'", context["expected"])
            return f"“{name}” cannot be {_what(given)}. {nearest(str(given), expected)}"
        case "id":
            return str(problem["msg"])
        case "blank" | "cadence":
            return f"“{name}” {problem['msg']}"
        case "one_of":
            return f"This entry {problem['msg']}"
        case "too_short":
            return f"“{name}” needs at least {context['min_length']} entries. Add them."
        case "too_long":
            return f"“{name}” may hold at most {context['max_length']} entries. Remove some."
    if given is None:
        return f"“{name}” is empty. Write its value or leave the line out."
    rule = _PLAIN[kind].format(**context) if kind in _PLAIN else f"is not right: {problem['msg']}"
    return f"“{name}” {rule}; it is {_what(given)}."


_PLAIN = {
    "string_type": "must be text (in quotation marks if need be)",
    "list_type": "must be a list, one “- ” line for each entry",
    "dict_type": "must be a set of “name: value” lines",
    "model_type": "must be a set of “name: value” lines",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "date_type": "must be a date such as 2015-09-04",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
}


def _what(given: Any) -> str:
    if isinstance(given, dict):
        return "a set of lines"
    if isinstance(given, list):
        return "a list"
    return f"“{given}”"


def _fields(model: type[Any], location: Sequence[str | int]) -> list[str]:
    """The names allowed where `location` ends, found by walking the models."""
    from typing import get_args

    from pydantic import BaseModel

    def model_in(annotation: Any) -> type[BaseModel] | None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        return next(filter(None, map(model_in, get_args(annotation))), None)

    current: type[Any] = model
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        field = current.model_fields.get(part)
        inner = model_in(field.annotation) if field else None
        if inner is None:
            return []
        current = inner
    return [field.alias or name for name, field in current.model_fields.items()]
