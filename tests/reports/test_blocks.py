"""What the document model refuses, and what it makes of the words it is given."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.blocks import (
    Column,
    ColumnKind,
    Contents,
    Document,
    Heading,
    Image,
    KeyValue,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Signatory,
    SignatureBlock,
    Table,
    Text,
    from_json,
    plain_text,
    to_json,
)

_PNG = b"\x89PNG\r\n\x1a\n rest"


def _nested(depth: int) -> ListBlock:
    inner = _nested(depth - 1) if depth > 1 else None
    return ListBlock([ListItem("one", inner)])


REFUSED: dict[str, Callable[[], object]] = {
    "a skipped heading level": lambda: Document("T", (Heading(3, "Deep"),)),
    "two headings of level 1": lambda: Document("T", (Heading(1, "A"), Heading(1, "B"))),
    "a level 1 heading after others": lambda: Document("T", (Heading(2, "A"), Heading(1, "B"))),
    "a fifth level": lambda: Heading(5, "Deep"),
    "a document without a title": lambda: Document(" \t"),
    "a language that is none": lambda: Document("T", lang="British English"),
    "a logo without a description": lambda: Document("T", logo=_PNG),
    "an empty paragraph": lambda: Paragraph(" \u200b\u200d\n"),
    "bold words for a heading": lambda: Paragraph([Text("Next steps", bold=True)]),
    "an empty list": lambda: ListBlock([]),
    "a list five deep": lambda: _nested(5),
    "a bare address as a link": lambda: Link("https://example.org", "https://example.org"),
    "click here": lambda: Link("Click here.", "https://example.org"),
    "a link to a script": lambda: Link("The plan", "javascript:alert(1)"),
    "a table without columns": lambda: Table([], [[]]),
    "a table without rows": lambda: Table(["A"], []),
    "a column without a heading": lambda: Table(["A", " "], [["1", "2"]]),
    "two columns of one name": lambda: Table(["Name", "name"], [["1", "2"]]),
    "a ragged table": lambda: Table(["A", "B"], [["1", "2"], ["3"]]),
    "a row that is not named": lambda: Table(["A", "B"], [["", "2"]], row_header=True),
    "a colour mark alone": lambda: Table([Column("Status", ColumnKind.STATUS)], [["●"]]),
    "a layout that is none": lambda: Table(["A"], [["1"]], layout="sideways"),  # type: ignore[arg-type]
    "a fact without a name": lambda: KeyValue([("", "x")]),
    "a picture without a description": lambda: Image(_PNG),
    "a decorative picture that is described": lambda: Image(_PNG, alt="Sky", decorative=True),
    "a file name as a description": lambda: Image(_PNG, alt="IMG_2034.jpg"),
    "a picture of another kind": lambda: Image(b"GIF89a", alt="A chart"),
    "a signature block for nobody": lambda: SignatureBlock(()),
    "a contents list five deep": lambda: Contents(depth=5),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_could_not_be_made_accessible_is_refused_in_a_sentence(fault: str) -> None:
    with pytest.raises(Problem) as caught:
        REFUSED[fault]()
    assert caught.value.message.endswith(".") and caught.value.hint.endswith(".")


def test_words_are_composed_and_cleared_of_what_cannot_be_seen() -> None:
    paragraph = Paragraph("  cafe\u0301 \x00\x07  \u202eone\u00ad\ud800\ufffe two\t\tthree ")
    assert paragraph.runs == (Text("café one two three"),)


def test_lines_of_a_str_become_line_breaks_and_blank_lines_go() -> None:
    assert Paragraph("1 High Street\n\n  Borchester ").runs == (
        Text("1 High Street"),
        LineBreak(),
        Text("Borchester"),
    )


def test_spaces_do_not_double_where_runs_meet() -> None:
    link = Link("the plan", "https://example.org")
    runs = Paragraph([Text("See "), Text(" now "), link, Text(" "), Text(" please ")]).runs
    assert runs == (Text("See "), Text("now "), link, Text(" "), Text("please"))


def test_the_title_is_the_first_heading_unless_the_blocks_have_one() -> None:
    plain = Document("Title", (Heading(2, "Part"),))
    letter = Document("Title", (Paragraph("Dear Jo,"), Heading(1, "Subject"), Heading(2, "Part")))
    assert list(plain.headings()) == [(1, "Title"), (2, "Part")]
    assert list(letter.headings()) == [(1, "Subject"), (2, "Part")]


def test_plain_text_gives_the_words_in_reading_order() -> None:
    document = Document(
        "Note",
        (
            Contents(),
            Heading(2, "Seen"),
            ListBlock([ListItem("one", ListBlock(["inner"], ordered=True)), "two"]),
            Table(["A", "B"], [["1", ""], ["x\ny", "2"]], caption="Figures"),
            KeyValue([("School", "Ashcombe")]),
            SignatureBlock((Signatory("Jo Bright", "Headteacher"),)),
        ),
        organisation="Borsetshire",
        version="Version 2",
        date=date(2026, 5, 4),
    )
    assert plain_text(document) == [
        *("Borsetshire", "Note", "Version 2 · 4 May 2026", "Contents", "Seen", "Seen"),
        *("one", "inner", "two", "Figures", "A", "B", "1", "x\ny", "2"),
        *("Item", "Detail", "School", "Ashcombe", "Signed: Date:", "Jo Bright, Headteacher"),
    ]


def test_json_keeps_pictures_dates_and_links() -> None:
    link = Link("the plan", "https://example.org/?a=1&b=2")
    document = Document("T", (Image(_PNG, alt="A chart"), Paragraph([link])), date=date(2026, 1, 2))
    assert from_json(to_json(document)) == document


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"type": "Nothing"}', '{"type": "Document"}'])
def test_a_damaged_kept_document_is_said_to_be_so(text: str) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        from_json(text)


def test_a_kept_document_that_breaks_a_rule_is_refused() -> None:
    kept = to_json(Document("T", (Heading(2, "Part"),))).replace('"level": 2', '"level": 4')
    with pytest.raises(Problem, match="level 4"):
        from_json(kept)


def test_the_model_can_be_used_without_loading_any_writer() -> None:
    modules = "blocks, look, layout, prose"
    code = (
        f"import sys; from sif_desktop.reports import {modules}; "
        "print({'reportlab', 'docx', 'lxml', 'PIL', 'pikepdf'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
