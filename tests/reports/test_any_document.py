"""Whatever can be built can be written: one strategy over the whole model, both files checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import get_args

import gate
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from sif_desktop.reports.blocks import (
    Block,
    Callout,
    Chart,
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
    Milestone,
    PageBreak,
    Paragraph,
    Section,
    Series,
    Signatory,
    SignatureBlock,
    Span,
    Table,
    Text,
    Timeline,
    from_json,
    to_json,
)
from sif_desktop.reports.clean import clean_line, has_words
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.pdf_writer import write_pdf
from tests.soaking import SOAK

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
    caption = draw(st.one_of(st.just(""), _words()))
    lines = st.lists(st.integers(0, 3), min_size=len(rows), max_size=len(rows))
    room = draw(st.one_of(st.just([]), lines))
    return Table(columns, rows, caption, named, layout, room)


_FIGURES = st.one_of(st.none(), st.integers(-3, 120), st.floats(-1e6, 1e6, width=32))


@st.composite
def _charts(draw: st.DrawFn) -> Chart:
    kind = draw(st.sampled_from(("bars", "lines")))
    count = draw(st.integers(2, 6))
    some = [
        draw(st.lists(_FIGURES, min_size=count - 1, max_size=count - 1))
        for _ in range(draw(st.integers(1, 4)))
    ]
    series = [Series(f"{draw(_words(12))} {n}", [n, *one]) for n, one in enumerate(some, 1)]
    names = [f"{draw(_words(20))} {n}" for n in range(count)]
    if len(series) == 1:
        series = [Series(series[0].label, [*series[0].values[:-1], 5])]
    unit, alt = draw(st.sampled_from(("", "%", "pupils"))), draw(st.one_of(st.just(""), _words()))
    return Chart(draw(_words()), kind, f"{draw(_words(8))} 0", names, series, unit, alt)


@st.composite
def _timelines(draw: st.DrawFn) -> Timeline:
    days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
    status = draw(st.sampled_from(("", "done")))
    steps = [
        Span(draw(_words()), *sorted((draw(days), draw(days))), status)
        if draw(st.booleans())
        else Milestone(draw(_words()), draw(days), status)
        for _ in range(draw(st.integers(1, 5)))
    ]
    return Timeline(draw(_words()), steps, draw(st.one_of(st.none(), days)))


_BLOCKS: tuple[st.SearchStrategy[Block], ...] = (
    st.builds(Heading, st.integers(2, 4), _words()),
    st.builds(Paragraph, _RUNS),
    _NESTED,
    _tables(),
    st.builds(
        KeyValue, st.lists(st.tuples(_words(20), _CELL), min_size=1, max_size=4), st.just("Facts")
    ),
    st.builds(Image, st.just(_PNG), _words(), caption=st.one_of(st.just(""), _words())),
    st.just(Image(_PNG, decorative=True, width=0.3)),
    _charts(),
    _timelines(),
    st.builds(Callout, _words(15), _RUNS),
    st.builds(Section, st.sampled_from(("portrait", "landscape"))),
    st.just(PageBreak()),
    st.builds(SignatureBlock, st.lists(st.builds(Signatory, _words(20)), min_size=1, max_size=2)),
    st.builds(Contents, st.just("Contents"), st.integers(2, 4)),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    blocks: list[Block] = []
    above = 1
    for kind in draw(st.lists(st.sampled_from(range(len(_BLOCKS))), max_size=12)):
        block = draw(_BLOCKS[kind])
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


_BATCH = 50
_BATCHES = 100 if SOAK else 2
_ANY = settings(
    max_examples=_BATCH,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a batch is judged, not one document
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.generated
@pytest.mark.parametrize("batch", range(_BATCHES))
def test_any_document_passes_every_check_and_says_the_same_words_in_both_files(
    batch: int, judge: Callable[[Sequence[bytes]], list[list[str]]]
) -> None:
    made: list[tuple[Document, bytes]] = []

    @seed(batch)
    @_ANY
    @given(document=documents())
    def holds(document: Document) -> None:
        pdf = write_pdf(document)
        assert gate.faults(arrange(document), pdf, write_docx(document)) == []
        made.append((document, pdf))

    holds()
    assert len(made) == _BATCH
    verdicts = judge([pdf for _, pdf in made])
    broken = [(said, to_json(one)) for (one, _), said in zip(made, verdicts, strict=True) if said]
    assert broken == []


def test_the_documents_tried_hold_every_kind_of_block() -> None:
    made: list[Document] = []

    @seed(0)
    @_ANY
    @given(document=documents())
    def collect(document: Document) -> None:
        made.append(document)

    collect()
    kinds = {type(block) for document in made for block in document.blocks}
    assert kinds == set(get_args(Block))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_any_document_survives_json_and_arranging_twice_changes_nothing(document: Document) -> None:
    assert from_json(to_json(document)) == document
    assert arrange(arrange(document)) == arrange(document)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    again = from_json(to_json(document))
    assert write_pdf(document) == write_pdf(again)
    assert write_docx(document) == write_docx(again)
