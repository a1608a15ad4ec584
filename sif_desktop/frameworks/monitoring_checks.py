"""Checks of a pack's file on monitoring: where it names key tasks, all its work belongs to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced

_FILE = "monitoring.yaml"
# key of a task, file and list that define its codes, what one is called, whether each needs a task
_WORK = (
    ("visits", "visit_types.yaml", "visit_types", "visit type", True),
    ("support", "entitlements.yaml", "catalogue", "kind of support", True),
    ("events", "obligations.yaml", "events", "kind of event", False),
)
_LISTS = (
    ("key_tasks", "key task"),
    ("risk_levels", "level of risk"),
    ("statutory", "statutory check"),
    ("aspects", "aspect"),
)


def monitoring_faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    if _FILE not in raw:
        return
    file = top(_FILE, raw.get(_FILE))
    for key, what in _LISTS:
        rows = file.rows(key)
        yield from duplicates(rows, "code", what)
        for row in rows:
            yield from unsourced(row, what)
    linked = file.row("self_evaluation")
    if linked is not None:
        name = linked.text("criterion")
        yield from unknown(linked.at("criterion"), linked, name, _criteria(raw), "criterion")
    tasks = file.rows("key_tasks")
    rest, known = file.text("support_otherwise"), [task.text("code") for task in tasks]
    yield from unknown(file.at("support_otherwise"), file, rest, known, "key task")
    for key, source, listed, what, every in _WORK if tasks else ():
        yield from _work_faults(tasks, key, _codes(raw, source, listed), what, every=every)


def _work_faults(
    tasks: list[Row], key: str, codes: list[str], what: str, *, every: bool
) -> Iterator[Fault]:
    """Faults of codes that are unknown, stand under two key tasks, or under none."""
    seen: dict[str, str] = {}
    for task in tasks:
        for path, code in task.texts(key):
            yield from unknown(path, task, code, codes, what)
            first = seen.setdefault(code, task.text("code"))
            if first != task.text("code"):
                message = f"“{code}” belongs to “{first}” already. Let it stand under one task."
                yield Fault(task.file, path, task.id, message)
    missing = [code for code in codes if code not in seen] if every else []
    if missing:
        names = ", ".join(f"“{code}”" for code in missing)
        message = f"The {what} {names} belongs to no key task. Name it under one."
        yield tasks[0].fault(key, message)


def _codes(raw: Mapping[str, Any], name: str, key: str) -> list[str]:
    return [row.text("code") for row in top(name, raw.get(name)).rows(key)]


def _criteria(raw: Mapping[str, Any]) -> list[str]:
    schemes = (top(name, data) for name, data in raw.items() if name.startswith("categories/"))
    return [row.text("id") for scheme in schemes for row in scheme.rows("criteria")]
