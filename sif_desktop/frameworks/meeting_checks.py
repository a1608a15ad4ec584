"""Checks of meetings, bodies and reports upward: every name they use is a name of the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sif_desktop.frameworks.document_checks import (
    deadline_faults,
    placeholder_faults,
    sign_off_faults,
)
from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, fact_condition_faults
from sif_desktop.frameworks.rows import Row, duplicates, top, unknown, unsourced
from sif_desktop.frameworks.rule_checks import Names, listed_faults, names_of
from sif_desktop.frameworks.vocabulary import FILE_NAME_PLACEHOLDERS, TEXT_PLACEHOLDERS

_FILE = "meetings.yaml"
_PARTS_OF_TYPE = (
    ("seats", "role", "seat"),
    ("agenda", "id", "item of the agenda"),
    ("start", "code", "start criterion"),
    ("end", "code", "end criterion"),
)


@dataclass(frozen=True, slots=True)
class _Meetings:
    """What meetings and reports may name."""

    names: Names
    people: frozenset[str]  # roles and addressees
    types: Mapping[str, Row]
    bodies: frozenset[str]


def meeting_faults(raw: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Faults of reference in meetings.yaml and reports/."""
    file = top(_FILE, raw.get(_FILE))
    bodies, types = file.rows("bodies"), file.rows("types")
    held = _Meetings(
        names_of(raw, known),
        known.roles | known.offices,
        {row.text("code"): row for row in types},
        frozenset(row.text("code") for row in bodies),
    )
    yield from duplicates(bodies, "code", "body")
    yield from duplicates(types, "code", "kind of meeting")
    for key in ("minutes", "agenda"):
        if (paper := file.row(key)) is not None:
            yield from unsourced(paper, "paper")
            yield from _name_faults(paper)
    for row in bodies:
        yield from _body_faults(row, held)
    for row in types:
        yield from _type_faults(row, held)
    yield from _unheard_faults(types)
    yield from _reports(raw, held)


def _name_faults(paper: Row) -> Iterator[Fault]:
    yield from placeholder_faults(paper, "file_name", FILE_NAME_PLACEHOLDERS)
    yield from placeholder_faults(paper, "title", TEXT_PLACEHOLDERS)


def _conditions(row: Row, held: _Meetings) -> Iterator[Fault]:
    for condition in row.rows("when"):
        yield from fact_condition_faults(condition, held.names.known)


def _role(row: Row, key: str, held: _Meetings) -> Iterator[Fault]:
    if roles := held.names.known.roles:
        yield from unknown(row.at(key), row, row.text(key), roles, "role")


# --- bodies and kinds of meeting ------------------------------------------------------------------


def _body_faults(row: Row, held: _Meetings) -> Iterator[Fault]:
    yield from unsourced(row, "body")
    for key, what in (("constituencies", "constituency"), ("recommends", "recommendation")):
        yield from duplicates(row.rows(key), "code", what)
    yield from unknown(row.at("refers_to"), row, row.text("refers_to"), held.bodies, "body")


def _type_faults(row: Row, held: _Meetings) -> Iterator[Fault]:
    yield from unsourced(row, "kind of meeting")
    yield from _about_faults(row, held)
    yield from _conditions(row, held)
    yield from _role(row, "chair", held)
    for key, code, what in _PARTS_OF_TYPE:
        yield from duplicates([one for one in row.rows(key) if not one.rows("when")], code, what)
        for one in row.rows(key):
            yield from unsourced(one, what)
            yield from _conditions(one, held)
            yield from _role(one, "role", held)
    for rhythm in row.rows("rhythms"):
        yield from unsourced(rhythm, "rhythm")
        yield from _conditions(rhythm, held)
    yield from _agenda_faults(row, held)
    for key in ("events", "begins", "ends"):
        yield from listed_faults(row, key, held.names.events, "kind of event")
    for key in ("required_in", "offered_in"):
        yield from listed_faults(row, key, held.names.categories, "category")
    yield from listed_faults(row, "contributions", held.names.known.roles, "role")
    if (told := row.row("minutes_to")) is not None:
        yield from unsourced(told, "distribution of minutes")
        yield from _recipient_faults(told, held)


def _about_faults(row: Row, held: _Meetings) -> Iterator[Fault]:
    """A meeting is about a school or is a body's, and leads to a meeting there is."""
    body = row.text("body")
    yield from unknown(row.at("body"), row, body, held.bodies, "body")
    if row.text("about") == "body" and not body:
        yield row.fault("body", "It is a body's meeting and names no body. Name it in “body”.")
    if row.text("about") != "body" and body:
        yield row.fault("about", "It names a body. Write “about: body”, or leave the body out.")
    if row.rows("rhythms") and row.data.get("single") is True:
        yield row.fault("rhythms", "It is held once and has a rhythm. Leave one of them out.")
    for key in ("of", "reports_to"):
        yield from unknown(row.at(key), row, row.text(key), held.types, "kind of meeting")
    if row.text("of") == row.text("code"):
        yield row.fault("of", "It is held in its own series. Leave “of” out.")
    to = held.types.get(row.text("reports_to"))
    if to is not None and to.text("about") != "body":
        yield row.fault("reports_to", f"“{to.id}” is no body's meeting. Name one that is.")


def _unheard_faults(types: list[Row]) -> Iterator[Fault]:
    """A body's meeting counts for the schools whose meetings are reported to it."""
    heard = {row.text("reports_to") for row in types}
    for row in types:
        alone = row.text("about") == "body" and row.text("code") not in heard
        if alone and row.texts("events"):
            message = "No meeting is reported to it, so it counts for no school. Leave this out."
            yield row.fault("events", message)


def _agenda_faults(row: Row, held: _Meetings) -> Iterator[Fault]:
    for item in row.rows("agenda"):
        yield from listed_faults(item, "figures", held.names.indicators, "indicator")
        kind = item.text("kind")
        if kind == "figures" and not item.texts("figures"):
            yield item.fault("figures", "It shows figures and names none. Name their codes.")
        if kind == "funding" and not row.text("fund"):
            message = "Funding is decided here, of money without a name. Name it in “fund”."
            yield item.fault("kind", message)


def _recipient_faults(row: Row, held: _Meetings) -> Iterator[Fault]:
    for to in row.rows("to"):
        yield from _conditions(to, held)
        if held.names.known.roles:
            name = to.text("role")
            yield from unknown(to.at("role"), row, name, held.people, "role or addressee")


# --- reports --------------------------------------------------------------------------------------


def _reports(raw: Mapping[str, Any], held: _Meetings) -> Iterator[Fault]:
    papers = [top(name, data) for name, data in raw.items() if "/" in name]
    reports = [row for row in papers if row.file.startswith("reports/")]
    others = {r.text("id") for r in papers if r.file.startswith(("documents/", "letters/"))}
    yield from duplicates(reports, "id", "report")
    for row in reports:
        if row.text("id") in others:
            yield row.fault("id", "A layout or letter has this id. Give the report its own.")
        yield from _report_faults(row, held)


def _report_faults(row: Row, held: _Meetings) -> Iterator[Fault]:
    yield from unsourced(row, "report")
    yield from _name_faults(row)
    yield from sign_off_faults(row, held.names.known)
    yield from deadline_faults(row, ())
    yield from _conditions(row, held)
    yield from unknown(row.at("body"), row, row.text("body"), held.bodies, "body")
    yield from listed_faults(row, "authors", held.names.known.roles, "role")
    yield from _recipient_faults(row, held)
    yield from duplicates(row.rows("parts"), "id", "part")
    for part in row.rows("parts"):
        yield from unsourced(part, "part of the report")
        yield from listed_faults(part, "figures", held.names.indicators, "indicator")
        yield from _if_no_faults(part, held)


def _if_no_faults(part: Row, held: _Meetings) -> Iterator[Fault]:
    follows = part.row("if_no")
    if follows is None:
        return
    if part.text("kind") != "question":
        yield part.fault("if_no", "Only a question can be answered no. Make it one.")
    yield from _role(follows, "role", held)
    event = follows.text("event")
    yield from unknown(follows.at("event"), follows, event, held.names.events, "kind of event")
