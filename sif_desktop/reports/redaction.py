"""A document with some of its words taken out, each place saying why in words.

The words are cut from the blocks before anything is written, so neither file ever held them: no
black box lies over live text. What stands in the properties of the files is cut too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.exemptions import mark
from sif_desktop.domain.sentences import sentence_spans
from sif_desktop.domain.withholding import Chosen, Withholding, of_passage
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
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    Section,
    Signatory,
    SignatureBlock,
    Table,
    Text,
    plain_text,
)
from sif_desktop.reports.clean import long_date
from sif_desktop.reports.runs import Runs, runs_text, tidy_runs

_FIGURE = "figure"  # the sentence number of a passage that is no sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, or a whole picture or figure; `where` is the heading it stands under."""

    id: str
    where: str
    text: str

    @property
    def figure(self) -> bool:
        """Whether it can only be withheld as a whole."""
        return self.id.endswith(f":{_FIGURE}")


def passages(document: Document) -> tuple[Passage, ...]:
    """Everything that can be withheld, in reading order; the same document gives the same ids."""
    found = _Found()
    _rewritten(document, found)
    return tuple(found.passages)


def redact(
    document: Document, withheld: Sequence[Withholding], version: str, made_on: date
) -> Document:
    """The document without what is withheld; `version` says on its face what it is.

    Raises Problem for a place that lies outside its passage or across another: nothing is made of
    which any part was to be withheld and is not.
    """
    cutting = _Cutting(withheld)
    made = _rewritten(document, cutting)
    if cutting.waiting:
        raise _no_longer()
    gone = [words for words in cutting.removed if words.strip()]
    return replace(
        made,
        blocks=(_opening(made_on, len(withheld)), *made.blocks, *_closing(withheld)),
        version=version,
        subject="",
        author="" if _names(document.author, gone) else document.author,
        logo_alt=_scrubbed(document.logo_alt, gone),
    )


def _opening(made_on: date, count: int) -> Callout:
    many = "One passage is" if count == 1 else f"{count} passages are"
    day = long_date(made_on.year, made_on.month, made_on.day)
    words = f"{many} withheld from this copy, made on {day}. Each is marked where it stood."
    return Callout("Redacted copy", words)


def _closing(withheld: Sequence[Withholding]) -> tuple[Block, ...]:
    """Why, and in how many places, for each reason."""
    columns = (Column("Reason", weight=1.6), Column("Law", weight=2.4))
    places = Column("Places", ColumnKind.NUMBER, 0.6)
    counted = Counter(one.reason for one in withheld)
    rows = [
        (reason.label, reason.law or "The authority’s own reason", str(count))
        for reason, count in counted.items()
    ]
    table = Table((*columns, places), rows, row_header=True)
    return Heading(2, "What is withheld from this copy"), table


def _names(author: str, gone: Sequence[str]) -> bool:
    """Whether what is withheld tells who wrote it."""
    folded = author.casefold()
    return any(words.casefold() in folded or folded in words.casefold() for words in gone)


def _scrubbed(text: str, gone: Sequence[str]) -> str:
    for words in gone:
        text = re.sub(re.escape(words), "withheld", text, flags=re.IGNORECASE)
    return text


# --- walking --------------------------------------------------------------------------------------


class _Visitor(Protocol):
    """What is done at each place that holds words; `path` names it for good."""

    def text(self, path: str, where: str, runs: Runs) -> Runs: ...
    def figure(self, path: str, where: str, words: str) -> str:
        """What is printed in place of a figure; "" to leave it."""
        ...


@dataclass(slots=True)
class _Found:
    passages: list[Passage] = field(default_factory=list)

    def text(self, path: str, where: str, runs: Runs) -> Runs:
        text = runs_text(runs)
        self.passages += [
            Passage(f"{path}:{number}", where, text[start:end])
            for number, (start, end) in enumerate(sentence_spans(text))
        ]
        return runs

    def figure(self, path: str, where: str, words: str) -> str:
        self.passages.append(Passage(f"{path}:{_FIGURE}", where, words))
        return ""


class _Cutting:
    def __init__(self, withheld: Sequence[Withholding]) -> None:
        passages = {one.passage for one in withheld}
        self._places = {passage: of_passage(withheld, passage) for passage in passages}
        self.waiting = passages
        self.removed: list[str] = []

    def _here(self, passage: str) -> Chosen:
        self.waiting.discard(passage)
        return self._places.get(passage, ())

    def text(self, path: str, where: str, runs: Runs) -> Runs:
        text = runs_text(runs)
        spans: list[tuple[int, int, str]] = []
        for number, (start, end) in enumerate(sentence_spans(text)):
            here = self._here(f"{path}:{number}")
            _check(here, end - start)
            spans += [(start + one.start, start + one.end, mark(one.reason)) for one in here]
        self.removed += [text[start:end] for start, end, _ in spans]
        return _without(runs, spans) if spans else runs

    def figure(self, path: str, where: str, words: str) -> str:
        here = self._here(f"{path}:{_FIGURE}")
        self.removed += [words] if here else []
        return mark(here[0].reason) if here else ""


def _check(here: Sequence[Withholding], length: int) -> None:
    at = 0
    for one in here:
        if not at <= one.start < one.end <= length:
            raise _no_longer()
        at = one.end


def _no_longer() -> Problem:
    return Problem(
        "What is to be withheld does not fit the words of the document.",
        "Begin the redacted copy anew and choose again.",
    )


def _without(runs: Runs, spans: Sequence[tuple[int, int, str]]) -> Runs:
    """The runs with marks in place of the spans; a link that is touched leads nowhere any more."""
    kept: list[Any] = []
    at = 0
    for run in runs:
        words = "\n" if isinstance(run, LineBreak) else run.text
        end = at + len(words)
        inside = [span for span in spans if span[0] < end and span[1] > at]
        if not inside:
            kept.append(run)
        else:
            style = (run.bold, run.italic) if isinstance(run, Text) else (False, False)
            kept += _pieces(words, at, inside, style)
        at = end
    return tidy_runs([run for run in kept if not isinstance(run, Text) or run.text])


def _pieces(
    words: str, at: int, inside: Sequence[tuple[int, int, str]], style: tuple[bool, bool]
) -> list[Text]:
    pieces: list[Text] = []
    reached = 0
    for start, end, said in inside:
        if start >= at:
            pieces += [Text(words[reached : start - at], *style), Text(said)]
        reached = max(reached, end - at)
    return [*pieces, Text(words[reached:], *style)]


def _rewritten(document: Document, visitor: _Visitor) -> Document:
    title = document.title
    if document.shows_title:
        title = runs_text(visitor.text("title", "", tidy_runs(title)))
    where, blocks = title, []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            where = block.text
        blocks.append(_block(block, _At(str(number), where, visitor)))
    if not document.shows_title:
        title = next(b.text for b in blocks if isinstance(b, Heading) and b.level == 1)
    return replace(document, title=title, blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class _At:
    path: str
    where: str
    visitor: _Visitor

    def runs(self, runs: Runs, *inner: int | str) -> Runs:
        path = ".".join((self.path, *map(str, inner)))
        return self.visitor.text(path, self.where, runs) if runs else runs

    def line(self, text: str, *inner: int | str) -> str:
        return runs_text(self.runs(tidy_runs(text), *inner))


def _block(block: Block, at: _At) -> Block:
    match block:
        case Heading():
            return Heading(block.level, at.line(block.text))
        case Paragraph():
            return Paragraph(at.runs(block.runs))
        case Callout():
            return Callout(at.line(block.kind, "kind"), at.runs(block.runs))
        case ListBlock():
            return _list(block, at)
        case KeyValue():
            return _key_value(block, at)
        case Table():
            return _table(block, at)
        case SignatureBlock():
            return SignatureBlock(
                tuple(_signatory(s, n, at) for n, s in enumerate(block.signatories))
            )
        case Section() | PageBreak() | Contents():
            return block
    return _figure(block, at)


def _list(block: ListBlock, at: _At, *inner: int) -> ListBlock:
    items = []
    for number, item in enumerate(block.items):
        runs = at.runs(item.runs, *inner, number)
        below = _list(item.children, at, *inner, number) if item.children else None
        items.append(ListItem(runs, below))
    return ListBlock(items, block.ordered)


def _key_value(block: KeyValue, at: _At) -> KeyValue:
    caption = at.line(block.caption, "caption")
    pairs = [
        (at.line(name, row, "name"), at.runs(value, row, "value"))
        for row, (name, value) in enumerate(block.pairs)
    ]
    return KeyValue(pairs, caption, block.headings)


def _table(block: Table, at: _At) -> Table:
    caption = at.line(block.caption, "caption")
    labels: list[str] = []
    for number, column in enumerate(block.columns):
        label = at.line(column.label, "column", number)
        labels.append(f"{label} ({number + 1})" if label in labels else label)
    columns = [replace(c, label=label) for c, label in zip(block.columns, labels, strict=True)]
    rows = [
        [at.runs(cell, row, number) for number, cell in enumerate(cells)]
        for row, cells in enumerate(block.rows)
    ]
    return Table(columns, rows, caption, block.row_header, block.layout)


def _signatory(who: Signatory, number: int, at: _At) -> Signatory:
    return Signatory(at.line(who.name, number, "name"), at.line(who.role, number, "role"))


def _figure(block: Block, at: _At) -> Block:
    """A picture, chart or timeline: left, or gone as a whole."""
    if isinstance(block, Image):
        words = " ".join(part for part in (block.alt, block.caption) if part)
    else:
        words = " · ".join(plain_text(Document("Figure", (block,)))[1:])
    said = at.visitor.figure(at.path, at.where, words) if words else ""
    return Paragraph(said) if said else block
