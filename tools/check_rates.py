"""How often the checks of words find what they should, and only that: precision and recall.

Measured on invented sentences (`tests/data/visit_sentences.tsv`). The half called "held" is never
looked at while a check is being made; "dev" may be.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sif_desktop.domain.criticism import criticism
from sif_desktop.domain.text_checks import (
    FindingKind,
    SchoolName,
    TextContext,
    check_text,
    index_schools,
    shared_passages,
)
from sif_desktop.domain.wording import wording_faults
from sif_desktop.services.dictionary import dictionary

DATA = Path(__file__).parents[1] / "tests" / "data"
HERE = "Oakfield Primary School"
HALVES = ("dev", "held")
CRITICISM, REUSED, WORDING = "criticism", "reused_passage", "wording"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`spans` are (kind, start, end)."""

    id: str
    text: str
    spans: tuple[tuple[str, int, int], ...]
    critical: bool
    half: str


@dataclass(frozen=True, slots=True)
class Rate:
    """`right` of `found` findings are so; `hit` of `wanted` places are found."""

    kind: str
    half: str
    right: int
    found: int
    hit: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.wanted if self.wanted else 1.0


def sentences() -> list[Sentence]:
    with (DATA / "visit_sentences.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Sentence(
            row["id"],
            row["text"],
            tuple(_span(row["text"], *span) for span in json.loads(row["spans"])),
            row["critical"] == "yes",
            row["half"],
        )
        for row in rows
    ]


def _span(text: str, kind: str, excerpt: str, occurrence: int = 1) -> tuple[str, int, int]:
    start = -1
    for _ in range(occurrence):
        start = text.index(excerpt, start + 1)
    return kind, start, start + len(excerpt)


def context() -> TextContext:
    names = (DATA / "visit_sentences_schools.txt").read_text(encoding="utf-8").splitlines()
    listed = [name.strip() for name in names if name.strip() and not name.startswith("#")]
    schools = [SchoolName(name, name) for name in (HERE, *listed)]
    has = dictionary().has
    index = index_schools(schools, has)
    return TextContext((HERE,), index, HERE, None, has)


def rates(of: Iterable[Sentence]) -> Iterator[Rate]:
    """Each kind's rate on each half."""
    every = list(of)
    around = context()
    for half in HALVES:
        here = [sentence for sentence in every if sentence.half == half]
        for kind in FindingKind:
            if kind is not FindingKind.SHARED_PASSAGE:
                yield _spans_rate(kind, half, here, around)
        yield _criticism_rate(half, here)
        yield _passage_rate(half, here)
        false = sum(1 for sentence in here for _ in wording_faults(sentence.text))
        yield Rate(WORDING, half, len(here) - false, len(here), 0, 0)


def _spans_rate(kind: str, half: str, here: list[Sentence], around: TextContext) -> Rate:
    right = found = hit = wanted = 0
    for sentence in here:
        marked = [(start, end) for k, start, end in sentence.spans if k == kind]
        said = [(f.start, f.end) for f in check_text(sentence.text, around) if f.kind == kind]
        right += sum(any(a < e and s < b for a, b in marked) for s, e in said)
        hit += sum(any(a < e and s < b for s, e in said) for a, b in marked)
        found, wanted = found + len(said), wanted + len(marked)
    return Rate(kind, half, right, found, hit, wanted)


def _criticism_rate(half: str, here: list[Sentence]) -> Rate:
    said = [sentence for sentence in here if criticism(sentence.text)]
    right = sum(sentence.critical for sentence in said)
    return Rate(CRITICISM, half, right, len(said), right, sum(s.critical for s in here))


def _passage_rate(half: str, here: list[Sentence]) -> Rate:
    """Every second long sentence stands in another text too, with other words round it."""
    long = [sentence.text for sentence in here if len(sentence.text.split()) >= 14]
    copied, own = long[::2], long[1::2]
    other = "\n".join(f"In the spring term {text} This was followed up." for text in copied)
    hit = sum(bool(shared_passages(text, other)) for text in copied)
    wrong = sum(bool(shared_passages(text, other)) for text in own)
    return Rate(REUSED, half, hit, hit + wrong, hit, len(copied))


def main() -> None:
    head = f"{'check':16} {'half':5} {'precision':>10} {'recall':>8}   found  marked"
    print(head)
    for rate in sorted(rates(sentences()), key=lambda r: (r.half, r.kind)):
        print(
            f"{rate.kind:16} {rate.half:5} {rate.precision:10.3f} {rate.recall:8.3f}"
            f"   {rate.found:5}  {rate.wanted:6}"
        )


if __name__ == "__main__":
    sys.exit(main())
