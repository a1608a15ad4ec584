"""The paper a template is set up for: size, margins, and which headers and footers it has."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from sif_desktop.reports.docx_read import attribute, tag
from sif_desktop.reports.house_style.faults import Faults
from sif_desktop.reports.house_style.package import Package
from sif_desktop.reports.house_style.styles import points
from sif_desktop.reports.look import A4, LOOK, MM

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LEAST_MARGIN = 10 * MM  # what printers leave blank anyway
_LEAST_WIDTH, _LEAST_HEIGHT = 100 * MM, 160 * MM


@dataclass(slots=True)
class Sheet:
    """Lengths in points. `parts` are {(header or footer, default or first): name of the part}."""

    width: float = A4[0]
    height: float = A4[1]
    left: float = LOOK.margin_left
    right: float = LOOK.margin_right
    top: float = LOOK.margin_top
    bottom: float = LOOK.margin_bottom
    header_gap: float = LOOK.furniture_gap
    footer_gap: float = LOOK.furniture_gap
    title_page: bool = False
    parts: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


def read_sheet(package: Package, faults: Faults) -> Sheet:
    """The sheet of the template's first section, made A4 and upright."""
    root = package.root(package.main)
    assert root is not None
    section = next(root.iter(tag("sectPr")), None)
    if section is None:
        return Sheet()
    sheet = _margins(section)
    title = section.find(tag("titlePg"))
    sheet.title_page = title is not None and attribute(title, "val") not in ("0", "false", "off")
    _find_parts(package, section, sheet)
    _check_size(section, faults)
    _check_margins(sheet, faults)
    _check_even(package, faults)
    return sheet


def _margins(section: _Element) -> Sheet:
    margins, sheet = section.find(tag("pgMar")), Sheet()
    for name in ("left", "right", "top", "bottom"):
        found = points(margins, name)
        if found is not None:
            setattr(sheet, name, abs(found))  # less than nothing: the header may overlap the text
    sheet.left += max(points(margins, "gutter") or 0.0, 0.0)
    for name in ("header", "footer"):
        found = points(margins, name)
        if found is not None:
            setattr(sheet, f"{name}_gap", max(found, 0.0))
    return sheet


def _find_parts(package: Package, section: _Element, sheet: Sheet) -> None:
    relations = package.relations(package.main)
    for kind in ("header", "footer"):
        for one in section.findall(tag(f"{kind}Reference")):
            relation = relations.get(one.get(_RELATION) or "")
            usage = attribute(one, "type") or "default"
            if relation is not None and not relation.external and usage in ("default", "first"):
                sheet.parts[kind, usage] = relation.target


def _check_size(section: _Element, faults: Faults) -> None:
    size = section.find(tag("pgSz"))
    found = [points(size, name) or wanted for name, wanted in zip("wh", A4, strict=True)]
    if found[0] > found[1]:
        faults.corrected(
            "landscape",
            "The template's first page is landscape.",
            "Documents begin upright; wide tables still get landscape pages.",
        )
        found.reverse()
    if any(abs(is_ - wanted) > 3 for is_, wanted in zip(found, A4, strict=True)):
        across, down = (round(one / MM) for one in found)
        faults.corrected(
            "paper",
            f"The template's paper is {across} by {down} mm, not A4.",
            "Documents are set for A4, with the template's margins.",
        )


def _check_margins(sheet: Sheet, faults: Faults) -> None:
    for name in ("left", "right", "top", "bottom"):
        wide = getattr(sheet, name)
        if wide < _LEAST_MARGIN:
            faults.corrected(
                f"margin:{name}",
                f"The {name} margin is {wide / MM:.0f} mm, which printers cut off.",
                "Documents have 15 mm there. Set at least 10 mm in the template to have your own.",
            )
            setattr(sheet, name, 15 * MM)
    if sheet.text_width < _LEAST_WIDTH:
        faults.corrected(
            "margins:wide",
            f"The left and right margins leave {sheet.text_width / MM:.0f} mm for text, too little "
            "for tables.",
            "Documents have 24 mm at both sides. Set narrower margins in the template.",
        )
        sheet.left, sheet.right = LOOK.margin_left, LOOK.margin_right
    if sheet.height - sheet.top - sheet.bottom < _LEAST_HEIGHT:
        faults.corrected(
            "margins:tall",
            "The top and bottom margins leave less than half the page for text.",
            "Documents have 24 mm at both ends; a letterhead still gets the room it needs.",
        )
        sheet.top, sheet.bottom = LOOK.margin_top, LOOK.margin_bottom
    for name, most in (("header_gap", sheet.height / 4), ("footer_gap", sheet.height / 4)):
        if getattr(sheet, name) > most:
            setattr(sheet, name, LOOK.furniture_gap)


def _check_even(package: Package, faults: Faults) -> None:
    settings = package.root(package.related("settings"))
    even = settings.find(tag("evenAndOddHeaders")) if settings is not None else None
    if even is not None and attribute(even, "val") not in ("0", "false", "off"):
        faults.corrected(
            "even",
            "The template has a different header or footer on even pages.",
            "Documents have that of odd pages throughout.",
        )
