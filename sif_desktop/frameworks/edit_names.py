"""Names, scales, indicators, phrases and reference texts of a rulebook, as they may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sif_desktop.frameworks.edit_shape import (
    IDS_STAY,
    Adding,
    Area,
    EditField,
    Entry,
    Options,
    code_field,
    field,
    rows,
    source_of,
)
from sif_desktop.frameworks.edits import Path, Raw
from sif_desktop.frameworks.vocabulary import TERMS

PACK, SCALES, DUTIES, WORDS, TEXTS = (
    *("pack.yaml", "scales.yaml", "obligations.yaml", "words.yaml", "texts.yaml"),
)
SIDES: Options = (
    ("school", "The school"),
    ("authority", "The authority"),
    ("partner", "A partner"),
)
_LINES = "One to a line"


def names(raw: Raw) -> Area:
    groups = (
        ("What the authority calls things", tuple(_terms(raw))),
        ("Roles", tuple(_named(raw, "roles", "label"))),
        ("Kinds of school and setting", tuple(_named(raw, "provider_kinds", "label"))),
        ("Offices outside", tuple(_named(raw, "addressees", "name"))),
    )
    role = Adding(
        "role",
        "Add a role…",
        (
            field(PACK, ("label",), "Name"),
            field(PACK, ("side",), "Belongs to", "choice", options=SIDES),
        ),
    )
    intro = "The words on every page and paper. Records keep codes, so a new name stands at once."
    return Area("names", "Names and roles", intro, groups, (role,))


def _terms(raw: Raw) -> Iterator[Entry]:
    own = rows(raw, PACK, "terms")
    places = {row.get("word"): place for place, row in enumerate(own)}
    end = len(own)
    for word, (single, several) in TERMS.items():
        place = places.get(word, end)
        row = own[place] if word in places else {}
        path: Path = ("terms", place)
        fields = (
            field(PACK, (*path, "label"), "Name", value=row.get("label")),
            field(PACK, (*path, "plural"), "Several of them", value=row.get("plural")),
        )
        told = f"{single}, {several}"
        detail = f"The program says: {told}" if row else f"{told}: the program’s own words"
        new = None if row else {"word": word}
        title = str(row.get("label") or single)
        yield Entry(f"term:{word}", title, detail, fields, row.get("source", ""), new, (PACK, path))


def _named(raw: Raw, key: str, name: str) -> Iterator[Entry]:
    for place, row in enumerate(rows(raw, PACK, key)):
        path: Path = (key, place)
        fields: tuple[EditField, ...] = (
            field(PACK, (*path, name), "Name", value=row.get(name)),
            code_field(PACK, (*path, "code"), row.get("code")),
        )
        if key == "addressees":
            fields += (
                field(PACK, (*path, "lines"), "Address", "lines", row.get("lines"), hint=_LINES),
            )
        source = source_of(raw, PACK, row)
        yield Entry(f"{key}:{row.get('code')}", str(row.get(name)), "", fields, source)


def levels(raw: Raw) -> Area:
    schemes = [name for name in raw if name.startswith("categories/")]
    entries = [_level(raw, schemes, n, row) for n, row in enumerate(rows(raw, PACK, "categories"))]
    groups = [("Categories", tuple(entries))] if entries else []
    groups += [
        (str(scale.get("title")), tuple(_steps(place, scale)))
        for place, scale in enumerate(rows(raw, SCALES, "scales"))
    ]
    intro = (
        "Labels of categories and of the steps of every scale. Which category follows from which "
        "findings is a rule and is changed in the rulebook’s own files."
    )
    return Area("levels", "Levels and scales", intro, tuple(groups))


def _level(raw: Raw, schemes: list[str], place: int, row: dict[str, Any]) -> Entry:
    """The label stands in pack.yaml and in each scheme; where they are one, they stay one."""
    path: Path = ("categories", place, "label")
    same: list[tuple[str, Path]] = [(PACK, path)]
    more: list[EditField] = []
    for file in schemes:
        for n, one in enumerate(rows(raw, file, "categories")):
            if one.get("code") != row.get("code"):
                continue
            inner: Path = ("categories", n)
            if one.get("title") == row.get("label"):
                same.append((file, (*inner, "title")))
            else:
                more.append(field(file, (*inner, "title"), "In the scheme", value=one.get("title")))
            more.append(
                field(
                    file,
                    (*inner, "expectation"),
                    "What is expected",
                    "text",
                    one.get("expectation"),
                )
            )
            if one.get("exit"):
                months = one["exit"].get("months")
                at = (*inner, "exit", "months")
                more.append(field(file, at, "Months to leave it in", "whole", months))
    label = EditField(tuple(same), "Name", "line", row.get("label"))
    code = code_field(PACK, ("categories", place, "code"), row.get("code"))
    source = source_of(raw, PACK, row)
    title = str(row.get("label"))
    return Entry(
        f"level:{row.get('code')}", title, f"Code {row.get('code')}", (label, *more, code), source
    )


def _steps(place: int, scale: dict[str, Any]) -> Iterator[Entry]:
    for number, step in enumerate(scale.get("steps") or ()):
        path: Path = ("scales", place, "steps", number)
        fields = (
            field(SCALES, (*path, "label"), "Label", value=step.get("label")),
            field(SCALES, (*path, "descriptor"), "What it means", "text", step.get("descriptor")),
            field(
                SCALES, (*path, "value"), "Kept as", value=step.get("value"),
                locked="Grades on record are kept under this word. " + IDS_STAY,
            ),
        )  # fmt: skip
        yield Entry(
            f"step:{scale.get('id')}:{step.get('value')}",
            str(step.get("label")),
            str(step.get("descriptor") or ""),
            fields,
        )


def indicators(raw: Raw) -> Area:
    entries = []
    for place, row in enumerate(rows(raw, DUTIES, "indicators")):
        path: Path = ("indicators", place)
        fields = (
            field(DUTIES, (*path, "label"), "Name", value=row.get("label")),
            code_field(DUTIES, (*path, "code"), row.get("code")),
        )
        source = source_of(raw, DUTIES, row)
        entries.append(
            Entry(f"indicator:{row.get('code')}", str(row.get("label")), "", fields, source)
        )
    adding = Adding("indicator", "Add an indicator…", (field(DUTIES, ("label",), "Name"),))
    intro = "The figures the authority looks at beside what officers find."
    return Area("indicators", "Indicators", intro, (("", tuple(entries)),), (adding,))


def texts(raw: Raw) -> Area:
    entries = []
    for place, row in enumerate(rows(raw, TEXTS, "texts")):
        path: Path = ("texts", place)
        fields = (
            field(TEXTS, (*path, "title"), "Title", value=row.get("title")),
            field(TEXTS, (*path, "lines"), "Text", "lines", row.get("lines"), hint=_LINES),
            code_field(TEXTS, (*path, "code"), row.get("code")),
        )
        many = len(row.get("lines") or ())
        told = f"{many} lines" if many != 1 else "1 line"
        source = source_of(raw, TEXTS, row)
        entries.append(
            Entry(f"text:{row.get('code')}", str(row.get("title")), told, fields, source)
        )
    adding = Adding(
        "text",
        "Add a list or text…",
        (field(TEXTS, ("title",), "Title"), field(TEXTS, ("lines",), "Text", "lines", hint=_LINES)),
    )
    intro = (
        "Lists and texts to read under Rulebook: priorities, indicators in words, the "
        "self-evaluation tool, the visit process, lists of roles, commitments to quality."
    )
    return Area("texts", "Reference texts", intro, (("", tuple(entries)),), (adding,))


def phrases(raw: Raw) -> Area:
    own = rows(raw, WORDS, "phrases")
    at = {(row.get("form"), row.get("section")): place for place, row in enumerate(own)}
    groups = []
    for file in (name for name in raw if name.startswith("forms/")):
        form = raw[file]
        entries = []
        for section in form.get("sections") or ():
            key = (form.get("id"), section.get("id"))
            place = at.get(key, len(own))
            lines = own[place].get("starters") if key in at else None
            path: Path = ("phrases", place)
            fields = (
                field(
                    WORDS,
                    (*path, "starters"),
                    "Beginnings of sentences",
                    "lines",
                    lines,
                    hint=_LINES,
                ),
            )
            new = None if key in at else {"form": key[0], "section": key[1]}
            entries.append(
                Entry(
                    f"phrases:{key[0]}:{key[1]}",
                    str(section.get("title")),
                    "; ".join(lines or ()) or "None yet",
                    fields,
                    "",
                    new,
                    (WORDS, path),
                )
            )
        groups.append((str(form.get("title")), tuple(entries)))
    intro = "Offered while a document is written, section by section (Ctrl+Space)."
    return Area("phrases", "Phrases", intro, tuple(groups))
