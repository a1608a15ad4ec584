"""Reading the XML of a Word file: named members only, without entities or network."""

from __future__ import annotations

from zipfile import ZipFile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = ("document", "header", "footer")
PAGE_OF = "PAGEREF"  # the field that shows the page a bookmark stands on
_MOST = 80_000_000  # bytes of one part we are willing to read


def tag(name: str) -> str:
    """The full name of a w: element or attribute."""
    return f"{{{W}}}{name}"


def attribute(element: etree._Element, name: str) -> str:
    """The value of a w: attribute, empty if it is not there."""
    return str(element.get(tag(name)) or "")


def parts_of(archive: ZipFile) -> dict[str, etree._Element]:
    """The XML parts of the file by name. Raises KeyError if the main part is missing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    wanted = [
        entry
        for entry in archive.infolist()
        if entry.filename.endswith((".xml", ".rels")) and entry.file_size < _MOST
    ]
    parts = {entry.filename: etree.fromstring(archive.read(entry), parser) for entry in wanted}
    if "word/document.xml" not in parts:
        raise KeyError("word/document.xml")
    return parts
