"""Changes to a rulebook as data: a place in its files and what stands there from now on.

Pure: works on the mappings as read from YAML, so that nothing a form does not show is lost.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
Raw = Mapping[str, Any]  # file name -> its content as read

_ORIGIN = ("source", "app_default")
_NAMED = ("id", "code", "word", "form", *_ORIGIN)
_CHANGED = "changed by the authority"


@dataclass(frozen=True, slots=True)
class Edit:
    """`value` None takes out what stands at `path`; a place one past a list's end adds to it.

    An empty path is the whole file.
    """

    file: str
    path: Path
    value: Any


def applied(raw: Raw, edits: Iterable[Edit], day: str = "") -> dict[str, Any]:
    """A copy of the files with the edits made. With `day` (in words) each changed row says in
    its `source` that the authority changed it then."""
    made = deepcopy(dict(raw))
    for edit in edits:
        if not edit.path:
            _set_file(made, edit, day)
            continue
        root = made.setdefault(edit.file, {})
        _set(root, edit.path, deepcopy(edit.value))
        if day:
            _mark(root, edit.path, day)
    return made


def _set_file(made: dict[str, Any], edit: Edit, day: str) -> None:
    if edit.value is None:
        made.pop(edit.file, None)
        return
    made[edit.file] = deepcopy(edit.value)
    if day and isinstance(edit.value, dict):
        _say_changed(made[edit.file], day)


def _set(root: Any, path: Path, value: Any) -> None:
    trail = [root]
    for step, following in itertools.pairwise(path):
        trail.append(_inside(trail[-1], step, [] if isinstance(following, int) else {}))
    _put(trail[-1], path[-1], value)
    if value is None:
        _prune(trail, path)


def _inside(holder: Any, step: str | int, empty: Any) -> Any:
    if isinstance(holder, dict):
        return holder.setdefault(step, empty)
    if step == len(holder):
        holder.append(empty)
    return holder[step]


def _put(holder: Any, step: Any, value: Any) -> None:
    if value is None and isinstance(holder, dict):
        holder.pop(step, None)
    elif value is None:
        del holder[step]
    elif isinstance(holder, list) and step == len(holder):
        holder.append(value)
    else:
        holder[step] = value


def _prune(trail: list[Any], path: Path) -> None:
    """A mapping left with nothing but its origin says nothing: take it out too."""
    for depth in range(len(trail) - 1, 0, -1):
        inner, outer, step = trail[depth], trail[depth - 1], path[depth - 1]
        if isinstance(inner, dict) and isinstance(outer, dict) and not set(inner) - set(_ORIGIN):
            outer.pop(step, None)


def _mark(root: Any, path: Path, day: str) -> None:
    """Say so in the innermost row on the way that can say where it comes from."""
    here, row = root, None
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError):
            break
        if isinstance(here, dict) and any(name in here for name in _NAMED):
            row = here
    if row is not None:
        _say_changed(row, day)


def _say_changed(row: dict[str, Any], day: str) -> None:
    before = str(row.get("source", "")).split(f"; {_CHANGED}")[0]
    if row.pop("app_default", False) or not before or before.startswith("The authority"):
        row["source"] = f"The authority’s own, {day}"
    else:
        row["source"] = f"{before}; {_CHANGED} {day}"


def going_back(then: Raw, now: Raw) -> dict[str, Any]:
    """The files of an earlier version, with what came since kept but no longer asked: ids are
    permanent, because notes on record refer to them."""
    made = deepcopy(dict(then))
    for file, content in now.items():
        if not file.startswith("forms/"):
            continue
        if file not in made:
            made[file] = deepcopy(content)
            continue
        sections = {one["id"]: one for one in made[file]["sections"]}
        held = {item["id"] for one in sections.values() for item in one["items"]}
        for section in content["sections"]:
            late = [item for item in section["items"] if item["id"] not in held]
            kept = [{**deepcopy(item), "retired": True} for item in late]
            if section["id"] in sections:
                sections[section["id"]]["items"] += kept
            elif kept:
                made[file]["sections"].append({**deepcopy(section), "items": kept})
    return made
