"""Fields that keep several values in one, as JSON: what each says to a person, line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.exemptions import Reason
from sif_desktop.models.base import metadata
from sif_desktop.models.search import words_within

if TYPE_CHECKING:
    from sif_desktop.services.values.codes import Here

Say = Callable[["Here", Any], Iterator[str]]


def said(field: str, here: Here, value: str) -> str:
    """The words within; empty where nothing is to be read there."""
    try:
        found = json.loads(value)
    except ValueError:  # words, as an earlier file had them
        return value
    return "\n".join(line for line in PACKED[field](here, found) if line)


def _sentences(_here: Here, found: Any) -> Iterator[str]:
    words = words_within(json.dumps(found, ensure_ascii=False))
    if not words.startswith(("{", "[")):
        yield words


def _edited(_here: Here, found: Any) -> Iterator[str]:
    columns = metadata.tables["provider"].c
    yield ", ".join(columns[name].info["label"] for name in found if name in columns)


def _reasons(_here: Here, found: Any) -> Iterator[str]:
    yield from (str(reason) for reason in found.values())


def _filled_in(here: Here, found: Any) -> Iterator[str]:
    """What the officer filled into a letter; what the program keeps beside it is not said."""
    letter = next((one for one in here.pack.letters if one.id == here.row["layout"]), None)
    wanted = {one.code: one for one in letter.text.fields} if letter else {}
    for code, text in found.items():
        if text and not code.startswith("_"):
            asked = wanted.get(code)
            label = asked.label if asked else code.replace("_", " ").capitalize()
            yield f"{label}: {asked.in_words(text) if asked else text}"


def _signed(here: Here, found: Any) -> Iterator[str]:
    for role, by in found.items():
        yield f"{here.pack.role_label(role)}: {by.get('name', '')}, {long_date(by.get('on', ''))}"


def _explained(_here: Here, found: Any) -> Iterator[str]:
    for part in ("because", "shut", "open"):
        yield from (str(line[2]) for line in found.get(part, ()))


def _areas(here: Here, found: Any) -> Iterator[str]:
    from sif_desktop.services.inspection_words import choices_of

    kinds = {kind.code: kind for kind in choices_of(here.pack).kinds}
    kind = kinds.get(here.row["kind"] or "")
    areas, grades = (kind.areas, kind.grades) if kind else ({}, {})
    for area, grade in found.items():
        yield f"{areas.get(area) or _plain(area)}: {grades.get(grade) or _plain(grade)}"


def _contributions(here: Here, found: Any) -> Iterator[str]:
    yield from (f"{here.pack.role_label(role)}: {text}" for role, text in found.items() if text)


def _figures(_here: Here, found: Any) -> Iterator[str]:
    for label, year, value, beside, *_ in found:
        yield f"{label}, {year}: {value}" + (f" (compared with {beside})" if beside else "")


def _rows(_here: Here, found: Any) -> Iterator[str]:
    yield from (str(row[2]) for row in found.get("rows", ()))


def _left_out(_here: Here, found: Any) -> Iterator[str]:
    if found:
        many = f"{len(found)} passages" if len(found) != 1 else "1 passage"
        reasons = (Reason(**one["reason"]).words for one in found if one.get("reason"))
        yield f"{many}: {'; '.join(dict.fromkeys(reasons))}"


def _sent(_here: Here, found: Any) -> Iterator[str]:
    yield from (str(line.get("text", "")) for line in found if isinstance(line, dict))


def _look(_here: Here, _found: Any) -> Iterator[str]:
    yield "As its Word template has it"


def _listed(_here: Here, found: Any) -> Iterator[str]:
    yield ", ".join(map(str, found))


def _faces(_here: Here, found: Any) -> Iterator[str]:
    yield ", ".join(found)


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()


PACKED: Mapping[str, Say] = {
    "document.answers": _reasons,
    "document.body": _sentences,
    "document.fields": _filled_in,
    "document.sign_offs": _signed,
    "document_copy.blocks": _sentences,
    "document_copy.withheld": _left_out,
    "document_version.blocks": _sentences,
    "document_version.facts": _sentences,
    "house_style.answers": _reasons,
    "house_style.fonts": _faces,
    "house_style.look": _look,
    "inspection.areas": _areas,
    "judgement.explained": _explained,
    "meeting.contributions": _contributions,
    "plan_review.frozen": _rows,
    "provider.local_edits": _edited,
    "provider.sen_types": _listed,
    "risk_assessment.figures": _figures,
    "slip.lines": _sent,
}
