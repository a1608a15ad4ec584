"""Checks of the kinds of plan: every name one of them uses is a name of the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, fact_condition_faults
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced
from sif_desktop.frameworks.rule_checks import Names, listed_faults, names_of, test_faults

_AGREED = (
    ("approvals", "approval"),
    ("contributors", "contributor"),
    ("stages", "stage"),
    ("sign_offs", "sign-off"),
)


def plan_faults(raw: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Faults of reference in plans.yaml."""
    names = names_of(raw, known)
    templates = top("plans.yaml", raw.get("plans.yaml")).rows("templates")
    yield from duplicates(templates, "id", "kind of plan")
    ids = {row.text("id") for row in templates}
    owed = top("obligations.yaml", raw.get("obligations.yaml")).rows("obligations")
    obligations = {row.text("id") for row in owed}
    for row in templates:
        yield from unsourced(row, "kind of plan")
        yield from _conditions(row, known)
        yield from test_faults(row.row("owed_when"), names)
        yield from _agreed_faults(row, names)
        yield from _part_faults(row, names)
        yield from listed_faults(row, "aligned_with", ids, "kind of plan")
        deadline, closes = row.text("deadline"), row.text("closes")
        yield from unknown(row.at("deadline"), row, deadline, obligations, "obligation")
        yield from unknown(row.at("closes"), row, closes, names.events, "kind of event")


def _agreed_faults(row: Row, names: Names) -> Iterator[Fault]:
    people = names.known.roles | names.known.offices
    for key, what in _AGREED:
        rows = row.rows(key)
        yield from duplicates(rows, "code", what)
        for one in rows:
            yield from _conditions(one, names.known)
            yield from unknown(one.at("role"), one, one.text("role"), people, "role or addressee")


def _part_faults(row: Row, names: Names) -> Iterator[Fault]:
    people = names.known.roles | names.known.offices
    for key in ("roles", "recipients"):
        yield from listed_faults(row, key, people, "role or addressee")
    yield from duplicates(row.rows("texts"), "code", "text")
    yield from _role_text_faults(row)
    areas = {area.text("code") for area in row.rows("areas")}
    for one in row.rows("required"):
        yield from _conditions(one, names.known)
        yield from unknown(one.at("area"), one, one.text("area"), areas, "area of this plan")


def _role_text_faults(row: Row) -> Iterator[Fault]:
    """A role's part in the plan is kept as a text under the role's code, so no text may bear it."""
    roles = {code for _, code in row.texts("roles")}
    for text in row.rows("texts"):
        if text.text("code") in roles and text.data.get("on", "plan") == "plan":
            message = (
                f"“{text.text('code')}” is a role of this plan too. Give the text another code."
            )
            yield text.fault("code", message)


def _conditions(row: Row, known: Known) -> Iterator[Fault]:
    for condition in row.rows("when"):
        yield from fact_condition_faults(condition, known)
