"""Whatever can be built can be written: one strategy over the whole model, both files checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from sif_desktop.reports.blocks import (
    Block,
    Callout,
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
    PageBreak,
    Paragraph,
    Section,
    Signatory,
    SignatureBlock,
    Table,
    Text,
    from_json,
    to_json,
)
from sif_desktop.reports.clean import clean_line, has_words
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.pdf_writer import write_pdf

_ODD = (
    "éŵŷ£€½≥–’“”&<>\"'\\()%#✓☐→\u2011😀👩🏽‍🏫ﬁ日مرحבא"
    "\u00a0\u00ad\u200b\u200d\u0301\x07\t\n\ufeff\ufffe\u202e"
)
_CHARS = st.one_of(st.sampled_from("abcdefghij ETAOIN 0123 .,;"), st.sampled_from(_ODD))


def _png() -> bytes:
    out = BytesIO()
    Pillow.new("RGBA", (50, 30), (200, 0, 0, 90)).save(out, "PNG")
    return out.getvalue()


_PNG = _png()


def _words(most: int = 40) -> st.SearchStrategy[str]:
    return st.text(_CHARS, min_size=1, max_size=most).filter(
        lambda text: has_words(clean_line(text))
    )


_LINK = st.builds(
    Link, _words(20).map(lambda t: f"about {t}"), st.just("https://example.org/a?b=1&c=(2)")
)
_RUN = st.one_of(
    st.builds(Text, _words(90), st.booleans(), st.booleans()), _LINK, st.just(LineBreak())
)
_RUNS = st.lists(_RUN, max_size=5).map(lambda runs: (*runs, Text(" end.")))
_CELL = st.one_of(st.just(""), _words(30), _RUNS)
_LEAVES = st.lists(st.one_of(_words(), st.builds(ListItem, _RUNS)), min_size=1, max_size=3)
_FLAT = st.builds(ListBlock, _LEAVES, st.booleans())
_NESTED = st.builds(
    ListBlock,
    st.lists(st.builds(ListItem, _RUNS, st.one_of(st.none(), _FLAT)), min_size=1, max_size=3),
    st.booleans(),
)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    count = draw(st.sampled_from((1, 2, 3, 4, 8, 13)))
    kinds = draw(st.lists(st.sampled_from(ColumnKind), min_size=count, max_size=count))
    columns = [Column(f"{draw(_words(12))} {i}", kind) for i, kind in enumerate(kinds)]
    cells = st.lists(_CELL, min_size=count, max_size=count)
    named = draw(st.booleans())
    rows = [
        [f"a{cell}" if isinstance(cell, str) else cell for cell in row]
        for row in draw(st.lists(cells, min_size=1, max_size=4))
    ]
    layout = draw(st.sampled_from(("auto", "auto", "portrait", "landscape", "stacked")))
    return Table(columns, rows, draw(st.one_of(st.just(""), _words())), named, layout)


_BLOCK: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(2, 4), _words()),
    st.builds(Paragraph, _RUNS),
    _NESTED,
    _tables(),
    st.builds(
        KeyValue, st.lists(st.tuples(_words(20), _CELL), min_size=1, max_size=4), st.just("Facts")
    ),
    st.builds(Image, st.just(_PNG), _words(), caption=st.one_of(st.just(""), _words())),
    st.just(Image(_PNG, decorative=True, width=0.3)),
    st.builds(Callout, _words(15), _RUNS),
    st.builds(Section, st.sampled_from(("portrait", "landscape"))),
    st.just(PageBreak()),
    st.builds(SignatureBlock, st.lists(st.builds(Signatory, _words(20)), min_size=1, max_size=2)),
    st.builds(Contents, st.just("Contents"), st.integers(2, 4)),
)


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    blocks: list[Block] = []
    above = 1
    for block in draw(st.lists(_BLOCK, max_size=12)):
        if isinstance(block, Heading):
            block = Heading(min(block.level, above + 1), block.text)
            above = block.level
        elif isinstance(block, Contents):
            above = 2
        blocks.append(block)
    return Document(
        draw(_words()),
        tuple(blocks),
        author=draw(st.sampled_from(("", "A. Officer"))),
        organisation=draw(st.sampled_from(("", "Borsetshire & Felpersham"))),
        orientation=draw(st.sampled_from(("portrait", "landscape"))),
        marking=draw(st.sampled_from(("", "Official – sensitive"))),
        logo=draw(st.sampled_from((b"", _PNG))),
        logo_alt="Borsetshire",
        version="Version 1",
        date=date(2026, 5, 14),
    )


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each try takes a third of a second
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(document=_documents())
def test_any_document_passes_every_check_and_says_the_same_words_in_both_files(
    document: Document, faults: Callable[[Document], list[str]]
) -> None:
    assert faults(document) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=_documents())
def test_any_document_survives_json_and_arranging_twice_changes_nothing(document: Document) -> None:
    assert from_json(to_json(document)) == document
    assert arrange(arrange(document)) == arrange(document)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=_documents())
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    again = from_json(to_json(document))
    assert write_pdf(document) == write_pdf(again)
    assert write_docx(document) == write_docx(again)
