"""The same words by the bare libraries: no tags, no styles of our own, nothing checked.

What our writers cost is measured against these.

The libraries are named, not imported: these are yardsticks beside the writers, not other writers.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from sif_desktop.reports.blocks import (
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Table,
    runs_text,
)


def python_docx(document: Document) -> bytes:
    """Headings, paragraphs, bullets and tables by python-docx, in its own template."""
    file = import_module("docx").Document()
    file.add_heading(document.title, 0)
    for block in document.blocks:
        if isinstance(block, Heading):
            file.add_heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            file.add_paragraph(runs_text(block.runs))
        elif isinstance(block, ListBlock):
            for item in block.items:
                file.add_paragraph(runs_text(item.runs), style="List Bullet")
        elif isinstance(block, Table):
            file.add_paragraph(block.caption, style="Caption")
            _add_table(file, block)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def _add_table(file: Any, table: Table) -> None:
    made = file.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        cell.text = column.label
    for row in table.rows:
        for cell, runs in zip(made.add_row().cells, row, strict=True):
            cell.text = runs_text(runs)


def platypus(document: Document) -> bytes:
    """Headings, paragraphs, bullets and tables by reportlab's page layout, untagged."""
    library: Any = import_module("reportlab.platypus")
    styles: Any = import_module("reportlab.lib.styles").getSampleStyleSheet()
    target = BytesIO()
    story = list(_story(document, library, styles))
    library.SimpleDocTemplate(target, title=document.title).build(story)
    return target.getvalue()


def _story(document: Document, library: Any, styles: Any) -> Iterator[Any]:
    def words(text: str, style: str = "BodyText", **how: Any) -> Any:
        return library.Paragraph(escape(text), styles[style], **how)

    yield words(document.title, "Title")
    for block in document.blocks:
        if isinstance(block, Heading):
            yield words(block.text, f"Heading{block.level}")
        elif isinstance(block, Paragraph):
            yield words(runs_text(block.runs))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield words(runs_text(item.runs), "Bullet", bulletText="•")
        elif isinstance(block, Table):
            yield words(block.caption, "Italic")
            head = [words(column.label) for column in block.columns]
            rows = [[words(runs_text(cell)) for cell in row] for row in block.rows]
            yield library.LongTable([head, *rows], repeatRows=1)
