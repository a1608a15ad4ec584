"""What layouts and letters of a pack have in common, as the program uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sif_desktop.domain.calendar import WorkingDayRule
from sif_desktop.domain.deadlines import Deadline, Unit
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.signing import Printed
from sif_desktop.frameworks import papers
from sif_desktop.frameworks.pack_examples import Expected

Origin = tuple[str, bool]  # source paragraph, supplied by the app
Labels = Mapping[str, str]


def origin_of(row: Any, outer: Origin = ("", False)) -> Origin:
    """The row's own origin if it states one, else that of what encloses it."""
    return (row.source or "", row.app_default) if row.source or row.app_default else outer


def conditions(rows: Iterable[Any]) -> tuple[Condition, ...]:
    return tuple(Condition(row.subject, tuple(row.values)) for row in rows)


def paper(file: Any, labels: Labels) -> dict[str, Any]:
    """What a layout and a letter have in common, as the names of `Paper`'s fields."""
    origin = origin_of(file)
    return {
        "id": file.id,
        "kind": file.kind,
        "title": file.title,
        "file_name": file.file_name,
        "marking": file.marking.text if file.marking else "",
        "retention_years": file.retention.years if file.retention else None,
        "sign_off": _sign_off(file.sign_off, labels, origin) if file.sign_off else None,
        "deadline": _deadline(file.deadline, origin) if file.deadline else None,
        "source": origin[0],
        "app_default": origin[1],
    }


def _sign_off(row: Any, labels: Labels, outer: Origin) -> papers.SignOff:
    rules = (papers.SignerRule(by.role, labels[by.role], conditions(by.when)) for by in row.by)
    printed = Printed(row.printed)
    return papers.SignOff(
        tuple(rules), printed, row.heading, tuple(row.copies), *origin_of(row, outer)
    )


def _deadline(row: Any, outer: Origin) -> Deadline:
    rule = WorkingDayRule(row.working_days)
    return Deadline(row.within, Unit(row.unit), row.after, rule, *origin_of(row, outer))


def offices(rows: Iterable[Any], outer: Origin) -> tuple[papers.Office, ...]:
    return tuple(
        papers.Office(
            row.code,
            row.name,
            tuple(row.lines),
            row.salutation or "",
            row.email or "",
            *origin_of(row, outer),
        )
        for row in rows
    )


def expected(row: Any) -> Expected:
    """What a note's and a letter's example have in common."""
    return Expected(optional(row.recipients), row.file_name, optional(row.signers), row.due)


def optional(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
