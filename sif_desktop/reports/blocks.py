"""The document model: what a document says, never how it looks.

A builder turns facts into these blocks; the PDF and Word writers each walk them. Whatever could
not be made accessible is refused here, when it is made, so that both files are right by
construction. Every refusal is a `Problem`.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line, in_one_line, long_date
from sif_desktop.reports.figures import Chart, Milestone, Series, Span, Timeline
from sif_desktop.reports.lists import ListBlock, ListItem
from sif_desktop.reports.pictures import Image, check_picture
from sif_desktop.reports.runs import (
    LineBreak,
    Link,
    Run,
    Runs,
    RunsLike,
    Text,
    assign,
    needed,
    needed_runs,
    one_of,
    runs_text,
    tidy_runs,
)
from sif_desktop.reports.signatures import Signatory, SignatureBlock
from sif_desktop.reports.tables import Column, ColumnKind, KeyValue, Layout, Table

__all__ = [
    "Block",
    "Callout",
    "Chart",
    "Column",
    "ColumnKind",
    "Contents",
    "Document",
    "Heading",
    "Image",
    "KeyValue",
    "Layout",
    "LineBreak",
    "Link",
    "ListBlock",
    "ListItem",
    "Milestone",
    "Orientation",
    "PageBreak",
    "Paragraph",
    "Run",
    "Runs",
    "RunsLike",
    "Section",
    "Series",
    "Signatory",
    "SignatureBlock",
    "Span",
    "Table",
    "Text",
    "Timeline",
    "from_json",
    "plain_text",
    "runs_text",
    "tidy_runs",
    "to_json",
]

Orientation = Literal["portrait", "landscape"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the document's own; sections begin at 2, and no level may be skipped."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise Problem(f"A heading has level {self.level}.", "Levels run from 1 to 4.")
        assign(self, text=needed(self.text, "A heading"))


@dataclass(frozen=True, slots=True, init=False)
class Paragraph:
    runs: Runs

    def __init__(self, runs: RunsLike) -> None:
        assign(self, runs=needed_runs(runs, "A paragraph"))
        if _stands_for_heading(self.runs):
            raise Problem(
                f"The bold words “{runs_text(self.runs)}” stand for a heading.",
                "Make them a heading, so that they can be found as one.",
            )


def _stands_for_heading(runs: Runs) -> bool:
    text = runs_text(runs)
    bold = all(isinstance(run, LineBreak) or (isinstance(run, Text) and run.bold) for run in runs)
    return bold and len(text) < 60 and not text.endswith((".", ":", ";", "?", "!", ","))


@dataclass(frozen=True, slots=True, init=False)
class Callout:
    """Words that must not be missed; `kind` says in words why, as in “Urgent concern”."""

    kind: str
    runs: Runs

    def __init__(self, kind: str, runs: RunsLike) -> None:
        assign(
            self, kind=needed(kind, "The kind of a callout"), runs=needed_runs(runs, "A callout")
        )


@dataclass(frozen=True, slots=True)
class Section:
    """What follows stands on a new page in this orientation."""

    orientation: Orientation

    def __post_init__(self) -> None:
        one_of(self.orientation, ("portrait", "landscape"), "The orientation of a section")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of links to the headings from level 2 down to `depth`, under a level 2 heading."""

    title: str = "Contents"
    depth: int = 2

    def __post_init__(self) -> None:
        assign(self, title=needed(self.title, "The title of the contents"))
        one_of(str(self.depth), ("2", "3", "4"), "The depth of the contents")


Block = (
    Heading
    | Paragraph
    | ListBlock
    | KeyValue
    | Table
    | Image
    | Chart
    | Timeline
    | Callout
    | Section
    | PageBreak
    | SignatureBlock
    | Contents
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. Its title is printed as the level 1 heading unless the blocks have one.

    `marking` is the protective marking, `version` the label of this version ("Version 1"); `logo`
    is PNG or JPEG bytes and needs `logo_alt`.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    author: str = ""
    subject: str = ""
    organisation: str = ""
    lang: str = "en-GB"
    marking: str = ""
    orientation: Orientation = "portrait"
    logo: bytes = b""
    logo_alt: str = ""
    version: str = ""
    date: date | None = None

    def __post_init__(self) -> None:
        assign(self, title=needed(self.title, "The title of a document"), blocks=tuple(self.blocks))
        for name in ("author", "subject", "organisation", "marking", "logo_alt", "version"):
            assign(self, **{name: clean_line(getattr(self, name))})
        if not _LANGUAGE.fullmatch(self.lang):
            raise Problem(f"“{self.lang}” is not a language code.", "Use a code such as en-GB.")
        one_of(self.orientation, ("portrait", "landscape"), "The orientation of a document")
        if self.logo:
            check_picture(self.logo, self.logo_alt, False, "The logo")
        _check_headings(self)

    @property
    def shows_title(self) -> bool:
        """Whether the title itself is printed: no block is a level 1 heading."""
        return not any(isinstance(block, Heading) and block.level == 1 for block in self.blocks)

    @property
    def about(self) -> str:
        """The line under the title: version, date and marking, as far as given."""
        day = long_date(self.date.year, self.date.month, self.date.day) if self.date else ""
        return in_one_line(self.version, day, self.marking)

    def headings(self) -> Iterator[tuple[int, str]]:
        """Level and words of every heading as printed, the title's and the contents' too."""
        if self.shows_title:
            yield 1, self.title
        for block in self.blocks:
            if isinstance(block, Heading):
                yield block.level, block.text
            elif isinstance(block, Contents):
                yield 2, block.title


def _check_headings(document: Document) -> None:
    above = 0
    for level, text in document.headings():
        if level > above + 1:
            raise Problem(
                f"The heading “{text}” has level {level}, but what stands above has level {above}.",
                "Levels go down one at a time, from the one level 1 heading.",
            )
        if level == 1 and above:
            raise Problem(
                f"“{text}” is a second level 1 heading.", "Use level 2 for the parts of a document."
            )
        above = level


# --- the words ----------------------------------------------------------------------------------


def _table_words(caption: str, labels: Sequence[str], rows: Sequence[Sequence[Runs]]) -> list[str]:
    return [caption, *labels, *(runs_text(cell) for row in rows for cell in row)]


def _list_words(block: ListBlock) -> list[str]:
    words: list[str] = []
    for item in block.items:
        words.append(runs_text(item.runs))
        words += _list_words(item.children) if item.children else []
    return words


def _signature_words(block: SignatureBlock) -> list[str]:
    words: list[str] = []
    for who in block.signatories:
        words += ["Signed: Date:"] if block.lines else []
        words.append(runs_text(block.named(who)))
    return words


def _contents_words(block: Contents, document: Document) -> list[str]:
    return [block.title, *(text for _, _, text in listed_headings(block, document))]


def listed_headings(contents: Contents, document: Document) -> list[tuple[int, int, str]]:
    """Number among all printed headings (from 0), level and words of those `contents` lists."""
    listed: list[tuple[int, int, str]] = []
    number = 1 if document.shows_title else 0
    for block in document.blocks:
        if isinstance(block, Heading) and 1 < block.level <= contents.depth:
            listed.append((number, block.level, block.text))
        number += isinstance(block, Heading | Contents)
    return listed


def _block_words(block: Block, document: Document) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [runs_text(block.runs)]
        case ListBlock():
            return _list_words(block)
        case Table():
            return _table_words(block.caption, [c.label for c in block.columns], block.rows)
        case KeyValue():
            rows = [(tidy_runs(key), value) for key, value in block.pairs]
            return _table_words(block.caption, block.headings, rows)
        case Image():
            return [block.caption]
        case Chart() | Timeline():
            return _block_words(block.table(), document)
        case Callout():
            return [f"{block.kind}: {runs_text(block.runs)}"]
        case SignatureBlock():
            return _signature_words(block)
        case Contents():
            return _contents_words(block, document)
        case Section() | PageBreak():
            return []


def plain_text(document: Document) -> list[str]:
    """The document's words in reading order, one str for each paragraph, list item or cell.

    List numbers, descriptions of pictures, page numbers and running headers are not among them;
    a line feed stands for a LineBreak. Empty cells are left out.
    """
    words = [document.organisation, document.title if document.shows_title else "", document.about]
    for block in document.blocks:
        words += _block_words(block, document)
    return [line for line in words if line]


# --- JSON ---------------------------------------------------------------------------------------

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(Text, Link, LineBreak, Heading, Paragraph, ListItem, ListBlock, Column, Table, KeyValue),
        *(Image, Chart, Series, Timeline, Span, Milestone, Callout, Section, PageBreak),
        *(Signatory, SignatureBlock, Contents, Document),
    )
}


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        kept = {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **kept}
    if isinstance(value, tuple):
        return [_encode(part) for part in value]
    if isinstance(value, bytes):
        return {"type": "bytes", "base64": b64encode(value).decode("ascii")}
    if isinstance(value, date):
        return {"type": "date", "iso": value.isoformat()}
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(part) for part in value)
    if not isinstance(value, dict):
        return value
    parts = {name: _decode(part) for name, part in value.items() if name != "type"}
    kind = value["type"]
    if kind == "bytes":
        return b64decode(parts["base64"], validate=True)
    if kind == "date":
        return date.fromisoformat(parts["iso"])
    return _KINDS[kind](**parts)


def to_json(document: Document) -> str:
    """The document as JSON text that `from_json` reads back; equal documents give equal text."""
    return json.dumps(_encode(document), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Document:
    """The document kept in `text`. Raises Problem if it is damaged or breaks a rule above."""
    try:
        document = _decode(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem("A kept document cannot be read.", "Take it from a backup.") from error
    if not isinstance(document, Document):
        raise Problem("A kept document cannot be read.", "Take it from a backup.")
    return document
