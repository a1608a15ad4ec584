"""A house style as it is kept: the look as JSON, its paper read from the copy of the template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from functools import lru_cache
from typing import Any

from sif_desktop.reports.house_style.bands import BandReader
from sif_desktop.reports.house_style.faults import Faults
from sif_desktop.reports.house_style.package import Package, open_template
from sif_desktop.reports.house_style.sheet import read_sheet
from sif_desktop.reports.house_style.styles import Styles
from sif_desktop.reports.look import LOOK, Face, Look, TextStyle
from sif_desktop.reports.paper import Band, Paper

Families = Mapping[str, str]  # font's name in small letters -> family of faces


def read_paper(template: bytes, families: Families) -> Paper:
    """The paper of a copy that `write_copy` made."""
    return _read_paper(template, tuple(sorted(families.items())))


@lru_cache(maxsize=8)
def _read_paper(template: bytes, families: tuple[tuple[str, str], ...]) -> Paper:
    package = open_template("template", template, Faults())
    sheet = read_sheet(package, Faults())
    root = package.root(package.related("styles"))
    assert root is not None
    styles = Styles(root, package.root(package.related("theme")))
    bands = {
        key: read_part(package, part, styles, dict(families)) for key, part in sheet.parts.items()
    }
    none = Band()
    return Paper(
        template,
        sheet.header_gap,
        sheet.footer_gap,
        sheet.title_page,
        bands.get(("header", "default"), none),
        bands.get(("footer", "default"), none),
        bands.get(("header", "first"), none),
        bands.get(("footer", "first"), none),
    )


def read_part(package: Package, part: str, styles: Styles, families: Families) -> Band:
    """One header or footer of the copy."""
    relations = package.relations(part)

    def picture(relation: str) -> bytes:
        return package.data(relations[relation].target)

    root = package.root(part)
    band = BandReader(styles, families, picture).read(root if root is not None else ())
    return Band() if band.is_empty() else band


# --- the look -------------------------------------------------------------------------------------


def look_to_json(look: Look, families: Families) -> str:
    """Everything but paper and faces, which are kept as bytes."""
    plain = {
        field.name: _encode(getattr(look, field.name))
        for field in fields(look)
        if field.name not in ("paper", "faces")
    }
    return json.dumps({"look": plain, "families": dict(families)}, sort_keys=True)


def look_from_json(text: str, template: bytes, faces: tuple[Face, ...]) -> Look:
    """The look that `text` keeps, on its paper.

    What a newer version of the program keeps besides is passed over; what it did not keep yet is
    as in our own look.
    """
    kept = json.loads(text)
    known = {field.name for field in fields(Look)} - {"paper", "faces"}
    values = {name: _decode(value) for name, value in kept["look"].items() if name in known}
    return replace(LOOK, **values, faces=faces, paper=read_paper(template, kept["families"]))


def _encode(value: Any) -> Any:
    if isinstance(value, TextStyle):
        return asdict(value)
    return [_encode(one) for one in value] if isinstance(value, tuple) else value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(one) for one in value)
    if not isinstance(value, dict):
        return value
    known = {field.name for field in fields(TextStyle)}
    return TextStyle(**{name: one for name, one in value.items() if name in known})
