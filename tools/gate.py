"""What must hold of the two files of a document; tests and `make verify-documents` both ask it.

No checker can know whether the right words are tagged in the right order, so both files are read
back and compared with the model: words, headings and descriptions of pictures.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from zipfile import ZipFile

import pikepdf
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from sif_desktop.reports.blocks import (
    Block,
    Document,
    Image,
    KeyValue,
    Table,
    plain_text,
    runs_text,
)
from sif_desktop.reports.docx_check import check_docx, docx_text
from sif_desktop.reports.layout import as_table
from sif_desktop.reports.pdf_check import check_pdf

_ELEMENT = re.compile(r"\s*(\w+)( \(\w+\))?:?$")
_INLINE = {"Link", "Reference", "Object", "Span"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SHOWN = 3  # differences named of one kind

Heading = tuple[int, str]


@dataclass(frozen=True)
class Said:
    """What a document says: its words block by block, its headings, the header cells of its tables
    row by row, and its pictures' descriptions."""

    words: list[str]
    headings: list[Heading]
    heads: list[str]
    pictures: list[str]


def one_space(lines: Iterable[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.split()]


def said_by_model(arranged: Document) -> Said:
    """`arranged` is the document as printed (`layout.arrange`)."""
    pictures = [arranged.logo_alt] if arranged.logo else []
    pictures += [b.alt for b in arranged.blocks if isinstance(b, Image) and not b.decorative]
    headings = [(level, " ".join(text.split())) for level, text in arranged.headings()]
    heads = [head for block in arranged.blocks for head in _heads(block)]
    return Said(one_space(plain_text(arranged)), headings, one_space(heads), one_space(pictures))


def _heads(block: Block) -> list[str]:
    if isinstance(block, KeyValue):
        block = as_table(block)
    if not isinstance(block, Table):
        return []
    names = [runs_text(row[0]) for row in block.rows] if block.row_header else []
    return [*(column.label for column in block.columns), *names]


# --- PDF ----------------------------------------------------------------------------------------


def said_by_pdf(data: bytes) -> Said:
    """Read by poppler in the order of the structure tree; list labels are not words.

    Raises RuntimeError if poppler's pdfinfo is missing or finds fault with the file.
    """
    blocks = _structure(_struct_text(data))
    headings = [(int(kind[1]), words) for kind, words in blocks if re.fullmatch(r"H\d", kind)]
    with pikepdf.open(BytesIO(data)) as file:
        pictures = one_space(_descriptions(file.Root.StructTreeRoot))
    heads = [words for kind, words in blocks if kind == "TH"]
    return Said([words for _, words in blocks], headings, heads, pictures)


def _struct_text(data: bytes) -> str:
    reader = shutil.which("pdfinfo")
    if reader is None:
        raise RuntimeError("pdfinfo is not installed; it comes with poppler-utils.")
    command = [reader, "-enc", "UTF-8", "-struct-text", "-"]
    done = subprocess.run(command, input=data, capture_output=True)
    if done.returncode or done.stderr:
        raise RuntimeError(f"pdfinfo: {done.stderr.decode()[:500]}")
    return done.stdout.decode()


def _structure(text: str) -> list[tuple[str, str]]:
    """Kind and words of each block element that has words."""
    blocks: list[list[str]] = []
    for line in text.splitlines():
        words = line.strip()
        if words.startswith('"') and words.endswith('"') and len(words) > 1:
            blocks[-1][1] += words[1:-1]
        elif (found := _ELEMENT.match(line)) and found[1] not in _INLINE:
            blocks.append([found[1], ""])
    said = ((kind, " ".join(words.split())) for kind, words in blocks if kind != "Lbl")
    return [(kind, words) for kind, words in said if words]


def _descriptions(element: pikepdf.Object) -> Iterator[str]:
    if element.get("/S") == "/Figure":
        yield str(element.get("/Alt", ""))
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _descriptions(kid)


def _disowned(file: pikepdf.Pdf) -> Iterator[str]:
    """Marks and links that the parent tree, by which a reader finds the element of what it points
    at, gives to another element than the one that claims them."""
    numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for element in file.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/StructElem":
            for kid in element.get("/K", []):
                owner = _owner(kid, element, owners)
                if owner is not None and owner.objgen != element.objgen:
                    yield f"A {element.S} claims what the parent tree gives to another."


def _owner(
    kid: pikepdf.Object | int, element: pikepdf.Object, owners: dict[int, pikepdf.Object]
) -> pikepdf.Object | None:
    """The element that the parent tree names for a mark or link; None for a child element."""
    if isinstance(kid, int):
        return owners[int(element.Pg.StructParents)][kid]
    if kid.get("/Type") == "/MCR":
        return owners[int(kid.get("/Pg", element.get("/Pg")).StructParents)][int(kid.MCID)]
    return owners[int(kid.Obj.StructParent)] if kid.get("/Type") == "/OBJR" else None


def pdf_faults(data: bytes, meant: Said) -> dict[str, list[str]]:
    """What is wrong, by the gate that says so."""
    try:
        differences = _differences(meant, said_by_pdf(data))
        with pikepdf.open(BytesIO(data)) as file:
            differences += sorted(set(_disowned(file)))
    except (RuntimeError, pikepdf.PdfError, AttributeError, LookupError) as error:
        differences = [f"The structure cannot be read: {error!r}"]
    return {"page-validation": check_pdf(data), "text": differences}


# --- Word ---------------------------------------------------------------------------------------


def said_by_word(data: bytes) -> Said:
    with ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    pictures = one_space(one.get("descr") or "" for one in root.iter(_PICTURE))
    heads = one_space(_word_heads(root))
    return Said(one_space(docx_text(data)), list(_word_headings(root)), heads, pictures)


def _word_heads(root: etree._Element) -> Iterator[str]:
    for table in root.iter(f"{_W}tbl"):
        look = table.find(f"{_W}tblPr/{_W}tblLook")
        named = look is not None and look.get(f"{_W}firstColumn") == "1"
        for row in table.iter(f"{_W}tr"):
            cells = list(row.iter(f"{_W}tc"))
            is_head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
            yield from map(_cell_words, cells if is_head else cells[:named])


def _cell_words(cell: etree._Element) -> str:
    parts = cell.iter(f"{_W}t", f"{_W}br")
    return "".join(part.text or "" if part.tag == f"{_W}t" else "\n" for part in parts)


def _word_headings(root: etree._Element) -> Iterator[Heading]:
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        found = re.fullmatch(r"Heading(\d)", (style is not None and style.get(f"{_W}val")) or "")
        if found:
            words = "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))
            yield int(found[1]), " ".join(words.split())


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.OFFICE_2019)


def schema_faults(data: bytes) -> list[str]:
    """What the Open XML schema check says about a Word file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "file.docx"
        place.write_bytes(data)
        return [str(error) for error in _validator().validate(str(place)).errors]


def word_faults(data: bytes, meant: Said) -> dict[str, list[str]]:
    """What is wrong, by the gate that says so."""
    differences = _differences(meant, said_by_word(data))
    return {"schema": schema_faults(data), "accessibility": check_docx(data), "text": differences}


def faults(arranged: Document, pdf: bytes, word: bytes) -> list[str]:
    """Everything wrong with both files of a document as printed (`layout.arrange`)."""
    meant = said_by_model(arranged)
    found = {"PDF": pdf_faults(pdf, meant), "Word": word_faults(word, meant)}
    return [
        f"{name}, {gate}: {fault}"
        for name, gates in found.items()
        for gate, some in gates.items()
        for fault in some
    ]


def _differences(meant: Said, said: Said) -> list[str]:
    found = []
    for what in fields(Said):
        pairs = zip_longest(getattr(meant, what.name), getattr(said, what.name), fillvalue="(end)")
        found += [f"{what.name}: {a!r} became {b!r}" for a, b in pairs if a != b][:_SHOWN]
    return found
