"""The slip in Word: the same document with a field for each answer, which any later Word, and
LibreOffice, can fill in.

Every field says in its mark what it belongs to. The sentences are locked against slips of the hand;
what keeps them is that the reader compares them with what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import count
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from docx.oxml.parser import oxml_parser
from lxml import etree
from lxml.etree import _Element

from sif_desktop.domain.slip import VERDICTS, mark
from sif_desktop.reports.blocks import Table, runs_text
from sif_desktop.reports.builders.slip import COLUMNS, SlipFacts, build
from sif_desktop.reports.docx_base import zipped
from sif_desktop.reports.docx_read import tag
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.docx_xml import make, parsed
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.look import LOOK, Look

_MAIN = "word/document.xml"
_CHOICES = "".join(
    f'<w:listItem w:displayText="{words}" w:value="{value}"/>' for value, words in VERDICTS.items()
)
_DROP_DOWN = f"<w:dropDownList>{_CHOICES}</w:dropDownList>"
_WORDS = '<w:text w:multiLine="1"/>'


def write_slip(facts: SlipFacts, look: Look = LOOK) -> bytes:
    """The bytes of the form. Raises Problem if the slip could not be made accessible."""
    with ZipFile(BytesIO(write_docx(build(facts), look))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[_MAIN], oxml_parser)
    _Fields(facts, look).put_into(root)
    parts[_MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


def as_printed(facts: SlipFacts, look: Look = LOOK) -> SlipFacts:
    """With each sentence as the form will have it: characters no font has are written otherwise."""
    tables = (b for b in arrange(build(facts), look).blocks if isinstance(b, Table))
    asked = [row for table in tables if len(table.columns) == len(COLUMNS) for row in table.rows]
    lines = zip(facts.lines, asked, strict=True)
    return replace(facts, lines=tuple(replace(line, text=runs_text(row[1])) for line, row in lines))


class _Fields:
    """Puts the fields around the words that stand where an answer is to go."""

    def __init__(self, facts: SlipFacts, look: Look) -> None:
        self._facts, self._grey = facts, look.about.colour
        self._document, _, self._digest = facts.reference.partition("-")
        self._ids = count(1)

    def put_into(self, root: _Element) -> None:
        tables = [list(_rows(table)) for table in root.iter(tag("tbl"))]
        asked = [row for rows in tables for row in rows if len(row) == len(COLUMNS)]
        for line, row in zip(self._facts.lines, asked, strict=True):
            self._ask(line.number, row)
        other, who = tables[-1]
        self._wrap(other[1], "other", self._document, "Anything else that is not accurate", _WORDS)
        self._wrap(who[1], "who", self._document, "Your name and role", _WORDS)
        reference = next(run for run in root.iter(tag("r")) if _said(run) == self._facts.reference)
        self._put(
            [reference], "reference", self._document, "Reference of this slip", "", fixed=True
        )

    def _ask(self, number: int, row: list[_Element]) -> None:
        _, sentence, answer, words = row
        said = f"Sentence {number}"
        self._wrap(sentence, "text", number, said, "", fixed=True)
        self._wrap(answer, "answer", number, f"{said}: accurate or inaccurate", _DROP_DOWN)
        self._wrap(words, "words", number, f"{said}: what it should say", _WORDS)

    def _wrap(
        self,
        cell: _Element,
        part: str,
        name: int | str,
        title: str,
        kind: str,
        *,
        fixed: bool = False,
    ) -> None:
        self._put(list(cell.iter(tag("r"))), part, name, title, kind, fixed=fixed)

    def _put(
        self,
        runs: list[_Element],
        part: str,
        name: int | str,
        title: str,
        kind: str,
        *,
        fixed: bool,
    ) -> None:
        """A field of this kind around some runs; `fixed` ones cannot be written in."""
        about = (
            f"<w:alias w:val={quoteattr(title)}/>"
            f'<w:tag w:val="{mark(part, name, self._digest)}"/><w:id w:val="{next(self._ids)}"/>'
            f'<w:lock w:val="{"sdtContentLocked" if fixed else "sdtLocked"}"/>'
        )
        prompt = "" if fixed else "<w:showingPlcHdr/>"
        properties, content = parsed(
            f"<w:sdtPr>{about}{prompt}{kind}</w:sdtPr><w:sdtContent></w:sdtContent>"
        )
        field = make("sdt", properties)
        runs[0].addprevious(field)
        content.extend(runs)
        field.append(content)
        for run in [] if fixed else runs:
            run.insert(0, make("rPr", make("color", val=self._grey)))


def _rows(table: _Element) -> Iterator[list[_Element]]:
    """The cells of each row but the first, which holds the headings."""
    for row in table.findall(tag("tr"))[1:]:
        yield row.findall(tag("tc"))


def _said(run: _Element) -> str:
    return "".join(words.text or "" for words in run.iter(tag("t")))
