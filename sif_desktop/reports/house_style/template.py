"""Reading a template: from the file an officer chooses to the look of every document."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.docx_read import W, attribute, tag
from sif_desktop.reports.house_style.bands import BandReader
from sif_desktop.reports.house_style.copy import Copied, write_copy
from sif_desktop.reports.house_style.faces import FontFinder, find_faces
from sif_desktop.reports.house_style.faults import Fault, Faults
from sif_desktop.reports.house_style.kept import look_from_json, look_to_json
from sif_desktop.reports.house_style.letterhead import Letterhead
from sif_desktop.reports.house_style.looks import fonts_used, look_of
from sif_desktop.reports.house_style.mend import mend_styles
from sif_desktop.reports.house_style.merge import (
    merge_numbering,
    merge_styles,
    rename_uses,
    shift_numbers,
)
from sif_desktop.reports.house_style.package import Package, open_template
from sif_desktop.reports.house_style.pictures import HeadPicture, Pictures
from sif_desktop.reports.house_style.room import (
    LEAST_ROOM,
    check_height,
    spread_letterhead,
    with_room,
)
from sif_desktop.reports.house_style.shapes import MC
from sif_desktop.reports.house_style.sheet import Sheet, read_sheet
from sif_desktop.reports.house_style.styles import Styles
from sif_desktop.reports.look import Look
from sif_desktop.reports.paper import Band

Key = tuple[str, str]  # header or footer; default or first
Lines = dict[Key, list[_Element]]
_DRAWN = (tag("drawing"), tag("pict"), f"{MC}AlternateContent")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a template: the look of documents, what was wrong, the letterhead's pictures.

    `kept` is the look as `look_from_json` reads it back.
    """

    name: str
    look: Look
    kept: str
    faults: tuple[Fault, ...]
    pictures: tuple[HeadPicture, ...]


def no_fonts(_name: str) -> tuple[bytes, ...]:
    """A finder that knows no fonts."""
    return ()


def read_template(
    name: str, data: bytes, words: Mapping[str, str] | None = None, fonts: FontFinder = no_fonts
) -> Reading:
    """The house style in a .docx or .dotx (macros of a .docm or .dotm are left out).

    `words` say what pictures show, by their ids; `fonts` finds the files of a font. Raises
    Problem for a file that cannot be used at all.
    """
    faults = Faults()
    package = open_template(name, data, faults)
    sheet = read_sheet(package, faults)
    styles = _styles(package)
    mend_styles(styles, faults)
    pictures = Pictures(words or {}, faults)
    lines = _letterhead(package, sheet, styles, pictures, faults)
    _check_rest(package, faults)
    return _Maker(name, package, sheet, styles, pictures, lines, faults).reading(fonts)


class _Maker:
    """Makes the reading of what was taken from the template."""

    def __init__(
        self,
        name: str,
        package: Package,
        sheet: Sheet,
        styles: Styles,
        pictures: Pictures,
        lines: Lines,
        faults: Faults,
    ) -> None:
        self.name, self.package, self.sheet, self.styles = name, package, sheet, styles
        self.pictures, self.lines, self.faults = pictures, lines, faults

    def reading(self, fonts: FontFinder) -> Reading:
        used = fonts_used(self.styles)
        for paragraphs in self.lines.values():
            used += self._reader(self.styles, {}).fonts(paragraphs)
        faces = find_faces(used, fonts, self.faults)
        look = look_of(self.styles, self.sheet, faces.families)
        merged = self._merged(look)
        look = self._with_room(look, self._reader(merged, faces.families))
        template = write_copy(
            Copied(
                look,
                self.sheet,
                merged.root,
                merge_numbering(self.package.root(self.package.related("numbering")), look),
                self.package.root(self.package.related("theme")),
                self.lines,
                self.pictures.found,
            )
        )
        kept = look_to_json(look, faces.families)
        return Reading(
            self.name,
            look_from_json(kept, template, faces.files),
            kept,
            self.faults.all(),
            tuple(self.pictures.found.values()),
        )

    def _reader(self, styles: Styles, families: Mapping[str, str]) -> BandReader:
        def picture(relation: str) -> bytes:
            return self.pictures.found[relation[3:]].data

        return BandReader(styles, families, picture)

    def _merged(self, look: Look) -> Styles:
        """Its styles and ours; the letterhead names them as they are called now."""
        shift_numbers(self.styles.root)
        root, renamed = merge_styles(self.styles.root, look)
        for paragraphs in self.lines.values():
            for one in paragraphs:
                rename_uses(one, renamed)
        return Styles(root, self.package.root(self.package.related("theme")))

    def _with_room(self, look: Look, reader: BandReader) -> Look:
        bands: dict[Key, Band] = {}
        first = ("header", "first" if self.sheet.title_page else "default")
        for key, paragraphs in self.lines.items():
            if key == first:
                spread_letterhead(paragraphs, reader.read(paragraphs), self.sheet, look)
            bands[key] = reader.read(paragraphs)
        check_height(bands[first], self.sheet, self.faults)
        roomy = with_room(look, self.sheet, bands)
        if min(roomy.body_box("landscape")) < LEAST_ROOM:
            raise Problem(
                f"The headers and footers of “{self.name}” leave no room for text.",
                "Make them lower in the template, or keep the tall letterhead to its first page "
                "(Different First Page), and choose it again.",
            )
        return roomy


def _styles(package: Package) -> Styles:
    root = package.root(package.related("styles"))
    own = deepcopy(root) if root is not None else etree.Element(tag("styles"), nsmap={"w": W})
    for style in list(own.iter(tag("style"))):
        parent = style.getparent()
        if parent is not None and (parent is not own or not attribute(style, "styleId")):
            parent.remove(style)  # none that could be named
    return Styles(own, package.root(package.related("theme")))


def _letterhead(
    package: Package, sheet: Sheet, styles: Styles, pictures: Pictures, faults: Faults
) -> Lines:
    """Every header and footer as plain paragraphs, also those the template does not have."""
    lines: Lines = {}
    usages = ("first", "default") if sheet.title_page else ("default",)
    for kind in ("header", "footer"):
        for usage in usages:
            part, where = sheet.parts.get((kind, usage), ""), _where(kind, usage, sheet.title_page)
            reader = Letterhead(package, part, where, styles, sheet, pictures, faults)
            lines[kind, usage] = reader.paragraphs() if part else []
    if not lines["header", usages[0]]:
        faults.corrected(
            "no_letterhead",
            "The template has nothing in the header of page one.",
            "Documents have the authority's name and logo from Settings there.",
        )
    return lines


def _where(kind: str, usage: str, title_page: bool) -> str:
    if not title_page:
        return f"the {kind}"
    return f"the {kind} of page one" if usage == "first" else f"the {kind} of later pages"


def _check_rest(package: Package, faults: Faults) -> None:
    """What stands in the body, which documents fill themselves; and how Word opens it."""
    root = package.root(package.main)
    assert root is not None
    if any(next(root.iter(name), None) is not None for name in _DRAWN):
        faults.left_out(
            "body:drawn",
            "There are pictures or text boxes in the body of the template, perhaps a letterhead.",
            "They are left out. Put what belongs on the paper into the header or footer.",
        )
    said = " ".join("".join(one.text or "" for one in root.iter(tag("t"))).split())
    if said:
        faults.corrected(
            "body:text",
            f"The template's body holds text (“{said[:40].strip()}…”).",
            "It is left out: documents bring their own.",
        )
    settings = package.root(package.related("settings"))
    modes = [
        attribute(one, "val")
        for one in (settings.iter(tag("compatSetting")) if settings is not None else ())
        if attribute(one, "name") == "compatibilityMode"
    ]
    if modes != ["15"]:
        faults.corrected(
            "compatibility",
            "Word opens the template in compatibility mode, without what newer versions can do.",
            "Documents are set for Word 2013 and later.",
        )
