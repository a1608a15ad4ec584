"""What depends on width, decided once for both writers.

`arrange` gives the document as it is printed: characters no font has are written out, wide tables
stand on landscape pages, tables too wide even for those become a record for each row. Both writers
print the arranged document, so both say `plain_text(arrange(document))`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import le
from typing import Any

from sif_desktop.reports.blocks import (
    Block,
    Column,
    ColumnKind,
    Document,
    Heading,
    Image,
    KeyValue,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Runs,
    Section,
    SignatureBlock,
    Table,
    Text,
    runs_text,
)
from sif_desktop.reports.figures import Chart, Timeline
from sif_desktop.reports.look import LOOK, Look, TextStyle
from sif_desktop.reports.picture_files import ready

MOST_OF_PAGE = 0.8  # of a page's height that a picture may take
_WORDY = 45  # characters in a cell that make its column one of sentences
_KEPT = (bytes, Section, PageBreak)


def arrange(document: Document, look: Look = LOOK) -> Document:
    """`document` as printed; arranging twice changes nothing."""
    # Imported only now: a document may be built and kept without the PDF library.
    from sif_desktop.reports import pdf_fonts

    pdf_fonts.adopt(look.faces)
    written = document if _is_plain(document) else _mapped(document, pdf_fonts.drawable)
    written = replace(written, blocks=tuple(_with_figures(written, look)))
    blocks = list(_without_empty_pages(_with_sections(written, look)))
    orientation = written.orientation
    if blocks and isinstance(first := blocks[0], Section):
        orientation, blocks = first.orientation, blocks[1:]  # the opening goes on that page too
    arranged = replace(written, blocks=tuple(blocks), orientation=orientation)
    return _on_paper(arranged, look) if look.paper else arranged


def _on_paper(document: Document, look: Look) -> Document:
    """Without what the authority's paper says already."""
    assert look.paper is not None
    logo, alt = document.logo, document.logo_alt
    if look.paper.top(True).pictures():
        logo, alt = b"", ""
    if not look.paper.names(document.organisation):
        return replace(document, logo=logo, logo_alt=alt)
    author = document.author or document.organisation
    return replace(document, organisation="", author=author, logo=logo, logo_alt=alt)


# --- characters ---------------------------------------------------------------------------------


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return value.isascii()
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return all(_is_plain(getattr(value, name)) for name in _parts(value.__class__))


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The names of the fields of a block's class; none of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """`value` with every str of words in it changed; addresses of links are left alone."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if isinstance(value, _KEPT) or not is_dataclass(value) or _is_plain(value):
        return value
    if isinstance(value, Link):
        return Link(change(value.text), value.url)
    made: Any = type(value)
    return made(**{name: _mapped(getattr(value, name), change) for name in _parts(made)})


# --- figures ------------------------------------------------------------------------------------


def _with_figures(document: Document, look: Look) -> Iterator[Block]:
    """The blocks with each chart and timeline as a picture and the table of its data."""
    orientation: str = document.orientation
    for block in document.blocks:
        if isinstance(block, Section):
            orientation = block.orientation
        if isinstance(block, Chart | Timeline):
            from sif_desktop.reports.pdf_figures import figure_picture

            width, height = look.body_box(orientation)
            picture = figure_picture(block, look, width, height * MOST_OF_PAGE)
            yield Image(picture, block.described)
            yield block.table()
        else:
            yield block


# --- pages --------------------------------------------------------------------------------------


def _with_sections(document: Document, look: Look) -> Iterator[Block]:
    """The blocks with wide tables, and the headings over them, in landscape sections."""
    base: str = document.orientation
    now = base
    blocks = document.blocks
    for place, block in enumerate(blocks):
        if isinstance(block, Section):
            base = now = block.orientation
            yield block
            continue
        if isinstance(block, Table) and _fitting(block, base, look) == "stacked":
            yield from _records(block)
            continue
        wanted = _wanted(blocks[place:], base, look)
        if wanted != now and not isinstance(block, PageBreak):
            now = wanted
            yield Section(now)  # type: ignore[arg-type]
        yield block


def _wanted(blocks: Sequence[Block], base: str, look: Look) -> str:
    """The orientation for the first of `blocks`: a heading goes with what stands under it."""
    for block in blocks:
        if isinstance(block, Table):
            fitting = _fitting(block, base, look)
            return base if fitting == "stacked" else fitting
        if not isinstance(block, Heading):
            return base
    return base


def _fitting(table: Table, base: str, look: Look) -> str:
    """portrait, landscape or stacked."""
    if table.layout != "auto":
        return table.layout
    need = sum(least_widths(table, look))
    for orientation in (base, "landscape"):
        if need <= look.body_box(orientation)[0]:
            return orientation
    return "stacked"


def _records(table: Table) -> Iterator[Block]:
    """Each row as a table of its own facts."""
    for number, row in enumerate(table.rows, 1):
        name = runs_text(row[0]).replace("\n", " ")[:80] if table.row_header else ""
        parts = (table.caption, f"{number} of {len(table.rows)}", name)
        pairs = [(col.label, cell) for col, cell in zip(table.columns, row, strict=True)]
        yield KeyValue(pairs, ", ".join(part for part in parts if part))


def _without_empty_pages(blocks: Iterator[Block]) -> Iterator[Block]:
    """No page break where a new page begins anyway, none at either end."""
    waiting: Block | None = None
    started = False
    for block in blocks:
        if isinstance(block, Section):
            waiting = block
        elif isinstance(block, PageBreak):
            waiting = waiting or (block if started else None)
        else:
            if waiting:
                yield waiting
            waiting, started = None, True
            yield block


# --- widths of columns --------------------------------------------------------------------------


def least_widths(table: Table, look: Look) -> list[float]:
    """The width in points below which each column's words would break or be hard to read."""
    return [_least(table, place, look) for place in range(len(table.columns))]


def _least(table: Table, place: int, look: Look) -> float:
    cells = [runs_text(row[place]) for row in table.rows]
    column = table.columns[place]
    bold = (place == 0 and has_bold_names(table)) or _has_bold(table, place)
    unbroken = column.kind in (ColumnKind.DATE, ColumnKind.NUMBER)
    words = _longest_words([column.label], look, True)
    words = max(words, _longest_words(cells, look, bold, "\n" if unbroken else "[ \n]"))
    if column.kind is ColumnKind.TEXT and max(map(len, cells)) > _WORDY:
        words = max(words, look.column_words)
    return max(min(words, look.word_most) + 2 * look.cell_pad_x + 0.5, look.column_least)


def _has_bold(table: Table, place: int) -> bool:
    return any(isinstance(run, Text) and run.bold for row in table.rows for run in row[place])


def has_bold_names(table: Table) -> bool:
    """Whether the cells that name rows are printed bold: names are, sentences are not."""
    return table.row_header and all(len(runs_text(row[0])) <= _WORDY for row in table.rows)


def heading_style(document: Document, block: Heading, look: Look) -> TextStyle:
    """The style of a heading: one of level 1 is a letter's subject if other blocks stand above;
    those below it are then one size smaller, as the subject is."""
    first = document.blocks[0]
    subject = next((b for b in document.blocks if isinstance(b, Heading) and b.level == 1), first)
    if subject is first:
        return look.headings[block.level - 1]
    return look.subject if block.level == 1 else look.headings[min(block.level, 3)]


def introduces(block: Block, following: Block) -> bool:
    """Whether `block` is a few words that lead in to a list, table, picture or signature."""
    led = isinstance(following, ListBlock | Table | KeyValue | Image | SignatureBlock)
    return isinstance(block, Paragraph) and led and len(runs_text(block.runs)) <= 180


def _longest_words(texts: Sequence[str], look: Look, bold: bool, between: str = "[ \n]") -> float:
    """The width of the widest word; only the few longest are measured."""
    words = {word for text in texts for word in re.split(between, text)}
    longest = sorted(words, key=_by_length)[-6:]
    return max((_wide(word, look, bold) for word in longest), default=0.0)


def _wide(text: str, look: Look, bold: bool = True) -> float:
    """The width of words in a cell."""
    from sif_desktop.reports import pdf_fonts

    return pdf_fonts.text_width(text, look.cell.size, bold, look.cell.family)


def _by_length(text: str) -> tuple[int, str]:
    """A full order: which of two equally long words is measured must not vary from run to run."""
    return len(text), text


def column_widths(table: Table, total: float, look: Look = LOOK) -> tuple[float, ...]:
    """The widths in points of the columns of `table`, together `total`.

    Each has at least what its longest word needs; the rest goes first to columns whose cells
    would otherwise take several lines, then to all by weight. An even table's go by weight alone,
    unless a word would break.
    """
    least = least_widths(table, look)
    weights = sum(column.weight for column in table.columns)
    shares = tuple(total * column.weight / weights for column in table.columns)
    if table.even and all(map(le, least, shares)):
        return shares
    spare = total - sum(least)
    if spare <= 0:
        return tuple(width * total / sum(least) for width in least)
    wishes = [
        max(_natural(table, place, look) - width, 0.0) * column.weight
        for place, (column, width) in enumerate(zip(table.columns, least, strict=True))
    ]
    given = _shared(spare, wishes)
    left = spare - sum(given)
    return tuple(
        width + more + left * column.weight / weights
        for column, width, more in zip(table.columns, least, given, strict=True)
    )


def _shared(spare: float, wishes: Sequence[float]) -> list[float]:
    whole = sum(wishes)
    share = min(1.0, spare / whole) if whole else 0.0
    return [wish * share for wish in wishes]


def _natural(table: Table, place: int, look: Look) -> float:
    """A comfortable width: the longest cell on one line, but no more than about six inches."""
    lines = [line for row in table.rows for line in runs_text(row[place]).split("\n")]
    longest = sorted({table.columns[place].label, *lines}, key=_by_length)[-2:]
    return min(max(_wide(line[:200], look) for line in longest) + 11, 430.0)


def fact_widths(facts: KeyValue, total: float, look: Look = LOOK) -> tuple[float, float]:
    """The widths in points of the two columns of `facts`, together `total`."""
    names = [facts.headings[0], *(key for key, _ in facts.pairs)]
    widest = max(_wide(name[:80], look) for name in names) + 2 * look.cell_pad_x
    first = min(max(widest + 1, look.record_key * total), 0.4 * total)
    return first, total - first


def picture_box(
    image: Image, pixels: tuple[int, int], room: tuple[float, float]
) -> tuple[float, float]:
    """Width and height in points of a picture, within the room for text and 110 pixels an inch
    at the least, so that a small one is not blown up."""
    across, down = pixels
    width = min(image.width * room[0], across * 72 / 110)
    height = width * down / across
    most = room[1] * MOST_OF_PAGE
    return (width, height) if height <= most else (most * across / down, most)


def logo_box(document: Document, look: Look) -> tuple[float, float]:
    """Width and height of the logo in points; nothing if there is none."""
    if not document.logo:
        return 0.0, 0.0
    picture = ready(document.logo)
    scale = min(look.logo_width / picture.width, look.logo_height / picture.height)
    return picture.width * scale, picture.height * scale


def as_table(facts: KeyValue) -> Table:
    """`facts` as the table they are printed as."""
    rows: list[tuple[Runs, Runs]] = [((Text(key),), value) for key, value in facts.pairs]
    return Table([Column(label) for label in facts.headings], rows, facts.caption, row_header=True)
