"""Opening a template: only a Word file, only the parts we name, and no more than we are told to.

Whatever cannot be used at all is refused here in plain words.
"""

from __future__ import annotations

import posixpath
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.docx_read import W
from sif_desktop.reports.house_style.faults import Faults

MOST_BYTES = 50_000_000  # of the file
_MOST_PART = 20_000_000  # bytes of one part unpacked
_MOST_ALL = 80_000_000
_MOST_ENTRIES = 4_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = "http://purl.oclc.org/ooxml/"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = ("officedocument.wordprocessingml.", "ms-word.")
_SAVE = "Open it in Word, choose Save As, “Word Document (.docx)”, and choose that file here."
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"<html", "a web page"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<?xml", "an XML file, perhaps of Word 2003"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points at: `target` is a part's name, or an address where `external`."""

    kind: str  # the last word of its type: image, header, styles, …
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """A Word file opened: its parts are read when asked for, within limits."""

    name: str
    archive: ZipFile
    main: str = ""
    macros: bool = False
    read_so_far: int = 0
    roots: dict[str, etree._Element] = field(default_factory=dict)

    def data(self, part: str) -> bytes:
        """The bytes of a part. Raises KeyError if it is not there, Problem if it is too large."""
        with self.archive.open(part) as stream:
            data = stream.read(_MOST_PART + 1)
        self.read_so_far += len(data)
        if len(data) > _MOST_PART or self.read_so_far > _MOST_ALL:
            raise Problem(
                f"“{self.name}” unpacks to far more than a template holds, so it was not opened.",
                "Save it again in Word without large pictures and choose it again.",
            )
        return data

    def root(self, part: str) -> etree._Element | None:
        """A part's XML; None if it is not there. Raises Problem if it is damaged."""
        if part not in self.roots:
            try:
                self.roots[part] = _parsed(self.data(part))
            except KeyError:
                return None
            except (etree.XMLSyntaxError, BadZipFile, zlib.error, EOFError, OSError) as error:
                raise _damaged(self.name) from error
        return self.roots[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """{id: relation} of a part, or of the whole file for ""."""
        folder, file = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for one in root.iter(_RELS) if root is not None else ():
            external = one.get("TargetMode") == "External"
            target = one.get("Target") or ""
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id") or ""] = Relation(
                (one.get("Type") or "").rsplit("/", 1)[-1], target, external
            )
        return found

    def related(self, kind: str) -> str:
        """The name of the main part's one part of this kind, or ""."""
        relations = self.relations(self.main).values()
        return next((one.target for one in relations if one.kind == kind), "")


def open_template(name: str, data: bytes, faults: Faults) -> Package:
    """The Word file in `data`. Raises Problem if it is anything else, protected or damaged."""
    if len(data) > MOST_BYTES:
        raise Problem(
            f"“{name}” is larger than 50 MB, which no template needs to be.",
            "Make the pictures in it smaller and choose it again.",
        )
    _refuse_others(name, data)
    try:
        archive = ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (BadZipFile, OSError, ValueError) as error:
        raise _damaged(name) from error
    if len(entries) > _MOST_ENTRIES or any(entry.flag_bits & 1 for entry in entries):
        raise _damaged(name)
    package = Package(name, archive)
    _find_main(package)
    if package.macros:
        faults.corrected(
            "macros",
            "The template holds macros.",
            "They are left out of the copy that is kept: this program runs none, and none travels "
            "with a document.",
        )
    return package


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:  # no Word file declares entities
        raise BadZipFile("a document type is declared")
    return root


def _refuse_others(name: str, data: bytes) -> None:
    start = data[:600].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(_OLE):
        raise _refused_ole(name, data)
    for magic, what in _OTHERS:
        if start.lower().startswith(magic.lower()):
            raise Problem(f"“{name}” is {what}, not a Word template.", _SAVE)
    if not data.startswith(b"PK"):
        raise _damaged(name)


def _refused_ole(name: str, data: bytes) -> Problem:
    """Old Word files and protected new ones look alike from outside."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Problem(
            f"“{name}” is protected with a password, so it cannot be read.",
            "Open it in Word, choose File, Info, Protect Document, Encrypt with Password, clear "
            "the password, save it, and choose it again.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return Problem(f"“{name}” is in the format of Word 97 to 2003 (.doc or .dot).", _SAVE)
    return Problem(f"“{name}” is not a Word template.", _SAVE)


def _damaged(name: str) -> Problem:
    return Problem(
        f"“{name}” is damaged or cut off and cannot be read.",
        "Open it in Word to see whether it is whole, save it again, and choose it again.",
    )


def _find_main(package: Package) -> None:
    """Which part is the document, and whether it is one of Word's."""
    types = package.root("[Content_Types].xml")
    if types is None:
        open_document = "mimetype" in package.archive.namelist()
        what = "an OpenDocument file" if open_document else "a zip file"
        raise Problem(f"“{package.name}” is {what}, not a Word template.", _SAVE)
    start = (one for one in package.relations("").values() if one.kind == "officeDocument")
    package.main = next((one.target for one in start), "")
    kinds = {
        (one.get("PartName") or "").lstrip("/"): one.get("ContentType") or ""
        for one in types.iter(f"{_TYPES}Override")
    }
    kind = kinds.get(package.main, "")
    root = package.root(package.main) if package.main else None
    if root is not None and (root.tag or "").startswith(f"{{{_STRICT}"):
        raise Problem(
            f"“{package.name}” is saved as a “Strict Open XML Document”, which is not read.", _SAVE
        )
    if not any(word in kind for word in _MAIN) or root is None or root.tag != f"{{{W}}}document":
        raise Problem(
            f"“{package.name}” is not a Word document but perhaps a workbook or slides.", _SAVE
        )
    package.macros = "macroEnabled" in kind
