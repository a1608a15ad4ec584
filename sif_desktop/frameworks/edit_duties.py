"""How often, how long and for how much: cadences, days, entitlements, rates, as they may be
changed. What the law sets is shown with its reason and stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sif_desktop.domain.dates import MONTHS
from sif_desktop.domain.obligations import Unit
from sif_desktop.frameworks.edit_shape import (
    BY_LAW,
    RULES_STAY,
    Adding,
    Area,
    EditField,
    Entry,
    FieldKind,
    Options,
    code_field,
    field,
    rows,
    source_of,
    statutory,
)
from sif_desktop.frameworks.edits import Path, Raw

VISITS, DUTIES, ENTITLED = "visit_types.yaml", "obligations.yaml", "entitlements.yaml"
UNITS: Options = tuple((unit.value, unit.value.replace("_", " ")) for unit in Unit)
SPANS: Options = tuple(one for one in UNITS if one[0] not in ("day", "working_day"))
RATES: Options = (("day", "a day"), ("visit", "a visit"), ("year", "a year"))
_LINES = "One to a line"
_DAYS = (
    ("preparation", "Days to prepare"),
    ("on_site", "Days there"),
    ("reporting", "Days to report"),
)
_AMOUNTS: tuple[tuple[str, str, str, FieldKind], ...] = (
    ("days", "exactly", "Days, exactly", "number"),
    ("days", "up_to", "Days, up to", "number"),
    ("days", "base", "Days to begin with", "number"),
    ("visits", "exactly", "Visits", "whole"),
    ("visits", "extra", "Further visits", "whole"),
)


def visits(raw: Raw) -> Area:
    entries = tuple(_visit(raw, n, row) for n, row in enumerate(rows(raw, VISITS, "visit_types")))
    intro = (
        "What officers go for, how often each is usual, how long it takes, and the priorities "
        "offered as the focus of a new visit."
    )
    return Area("visits", "Visits and priorities", intro, (("", entries),))


def _visit(raw: Raw, place: int, row: dict[str, Any]) -> Entry:
    path: Path = ("visit_types", place)
    focus, cadence, days = (row.get(name) or {} for name in ("focus", "cadence", "days"))
    forms: Options = tuple(
        (form["id"], str(form.get("title")))
        for file, form in raw.items()
        if file.startswith("forms/")
    )
    fields = [
        field(VISITS, (*path, "title"), "Name", value=row.get("title")),
        field(
            VISITS, (*path, "focus", "prompts"), "Priorities offered as focus", "lines",
            focus.get("prompts"), hint=_LINES,
        ),
        *_often(cadence, path, law=statutory(raw, VISITS, {**row, **cadence})),
        *(
            field(VISITS, (*path, "days", key), words, "number", days.get(key))
            for key, words in _DAYS
        ),
        field(
            VISITS, (*path, "form"), "Checklist", "choice", row.get("form"), options=forms,
            locked="Visits planned already are filled in with it; add a kind of visit of your own.",
        ),
        code_field(VISITS, (*path, "code"), row.get("code")),
    ]  # fmt: skip
    detail = said(cadence) or "No cadence is set"
    return Entry(
        f"visit:{row.get('code')}", str(row.get("title")), detail, tuple(fields),
        source_of(raw, VISITS, row),
    )  # fmt: skip


def _often(cadence: Mapping[str, Any], path: Path, law: str) -> Iterator[EditField]:
    locked = BY_LAW.format(source=law) if law else ""
    pairs = (
        (("every", "Every", "unit"),) if "every" in cadence else (("at_least", "At least", "per"),)
    )
    for key, words, unit in pairs:
        at = (*path, "cadence")
        yield field(VISITS, (*at, key), words, "whole", cadence.get(key), locked=locked)
        yield field(
            VISITS, (*at, unit), "Counted in", "choice", cadence.get(unit),
            options=(("", "not set"), *SPANS), locked=locked,
        )  # fmt: skip


def duties(raw: Raw) -> Area:
    entries = tuple(_duty(raw, n, row) for n, row in enumerate(rows(raw, DUTIES, "obligations")))
    adding = Adding(
        "duty",
        "Add a duty…",
        (
            field(DUTIES, ("title",), "Name"),
            field(DUTIES, ("at_least",), "At least", "whole", 1),
            field(DUTIES, ("unit",), "Counted in", "choice", "term", options=SPANS),
            field(DUTIES, ("closed_by",), "Done by", "choice", options=_happenings(raw)),
        ),
    )
    intro = "What is owed and by when. The page Due follows from the day a new version is saved."
    return Area("duties", "Duties and cadences", intro, (("", entries),), (adding,))


def _happenings(raw: Raw) -> Options:
    """What may have been done, by code: visits, and what else the rulebook names."""
    kinds = ((row.get("code"), row.get("title")) for row in rows(raw, VISITS, "visit_types"))
    events = ((row.get("code"), row.get("label")) for row in rows(raw, DUTIES, "events"))
    return tuple((str(code), str(words)) for code, words in (*kinds, *events))


def _duty(raw: Raw, place: int, row: dict[str, Any]) -> Entry:
    path: Path = ("obligations", place)
    when = row.get("when") or {}
    law = statutory(raw, DUTIES, row)
    locked = BY_LAW.format(source=law) if law else ""
    fields = [
        field(DUTIES, (*path, "title"), "Name", value=row.get("title"), locked=locked),
        *_when(when, (*path, "when"), locked),
        field(
            DUTIES, (*path, "closed_by"), "Done by", "lines", row.get("closed_by"),
            options=_happenings(raw), locked=locked or RULES_STAY,
        ),
        code_field(DUTIES, (*path, "id"), row.get("id")),
    ]  # fmt: skip
    grace = row.get("tolerance_days")
    if not locked or grace:
        at = (*path, "tolerance_days")
        fields.insert(-2, field(DUTIES, at, "Days of grace", "whole", grace, locked=locked))
    detail = said(when) + (" · set by law" if law else "")
    source = source_of(raw, DUTIES, row)
    return Entry(f"duty:{row.get('id')}", str(row.get("title")), detail, tuple(fields), source)


def _when(when: Mapping[str, Any], at: Path, locked: str) -> Iterator[EditField]:
    for key, words in (("every", "Every"), ("at_least", "At least"), ("within", "Within")):
        if key in when:
            yield field(DUTIES, (*at, key), words, "whole", when[key], locked=locked)
            yield field(
                DUTIES, (*at, "unit"), "Counted in", "choice", when.get("unit"), locked=locked,
                options=UNITS if key == "within" else SPANS,
            )  # fmt: skip
    if "months" in when:
        hint = "Numbers of months, one to a line: 10 is October"
        yield field(
            DUTIES, (*at, "months"), "Months", "lines", when["months"], locked=locked, hint=hint
        )
    if "anchor" in when:
        anchor = str(when["anchor"]).replace("_", " ")
        yield field(
            DUTIES, (*at, "anchor"), "Counted from", value=anchor, locked=locked or RULES_STAY
        )


def said(when: Mapping[str, Any]) -> str:
    """How often or by when, as people say it."""
    unit = str(when.get("unit") or when.get("per") or "").replace("_", " ")
    for key, words in (("every", "Every"), ("within", "Within")):
        if key in when:
            count = when[key]
            return f"{words} {unit}" if count == 1 else f"{words} {count} {unit}s"
    if "at_least" in when:
        return f"At least {when['at_least']} a {unit}"
    months = ", ".join(MONTHS[int(month) - 1] for month in when.get("months") or ())
    return f"Each {months}" if months else ""


def money(raw: Raw) -> Area:
    charges = tuple(_charge(raw, n, row) for n, row in enumerate(rows(raw, ENTITLED, "charges")))
    given = tuple(
        _entitlement(raw, n, row) for n, row in enumerate(rows(raw, ENTITLED, "entitlements"))
    )
    support = tuple(_support(raw, n, row) for n, row in enumerate(rows(raw, ENTITLED, "catalogue")))
    adding = Adding(
        "charge",
        "Add a charge…",
        (
            field(ENTITLED, ("label",), "Name"),
            field(ENTITLED, ("rate",), "Pounds", "number"),
            field(ENTITLED, ("unit",), "For", "choice", "day", options=RATES),
        ),
    )
    groups = (("Charges", charges), ("Entitlements", given), ("Kinds of support", support))
    intro = "Days and visits schools are entitled to, and what is charged for more."
    return Area("money", "Entitlements and rates", intro, groups, (adding,))


def _charge(raw: Raw, place: int, row: dict[str, Any]) -> Entry:
    path: Path = ("charges", place)
    fields = (
        field(ENTITLED, (*path, "label"), "Name", value=row.get("label")),
        field(ENTITLED, (*path, "rate"), "Pounds", "number", row.get("rate")),
        field(ENTITLED, (*path, "unit"), "For", "choice", row.get("unit") or "day", options=RATES),
        code_field(ENTITLED, (*path, "code"), row.get("code")),
    )
    rate = row.get("rate")
    detail = (
        "No rate is set" if rate is None else f"£{rate:,g} {dict(RATES)[row.get('unit', 'day')]}"
    )
    source = source_of(raw, ENTITLED, row)
    return Entry(f"charge:{row.get('code')}", str(row.get("label")), detail, fields, source)


def _entitlement(raw: Raw, place: int, row: dict[str, Any]) -> Entry:
    path: Path = ("entitlements", place)
    amounts = tuple(
        field(ENTITLED, (*path, part, key), words, kind, row[part][key])
        for part, key, words, kind in _AMOUNTS
        if key in (row.get(part) or {})
    )
    fields = (
        field(ENTITLED, (*path, "title"), "Name", value=row.get("title")),
        *amounts,
        code_field(ENTITLED, (*path, "id"), row.get("id")),
    )
    detail = " · ".join(f"{one.label}: {one.value:g}" for one in amounts)
    source = source_of(raw, ENTITLED, row)
    return Entry(f"entitlement:{row.get('id')}", str(row.get("title")), detail, fields, source)


def _support(raw: Raw, place: int, row: dict[str, Any]) -> Entry:
    path: Path = ("catalogue", place)
    fields = (
        field(ENTITLED, (*path, "label"), "Name", value=row.get("label")),
        code_field(ENTITLED, (*path, "code"), row.get("code")),
    )
    source = source_of(raw, ENTITLED, row)
    return Entry(f"support:{row.get('code')}", str(row.get("label")), "", fields, source)
