"""Issued bytes never change: what a document is made of decides every byte, and nothing else does.

Not the run of the program, its locale or time zone, nor the documents made before it, whose letters
the embedded fonts have been asked for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from sif_desktop.reports.blocks import Block, Document, Paragraph, from_json, to_json
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.look import LOOK
from sif_desktop.reports.pdf_writer import write_pdf

_MAKE = """
import hashlib, locale, sys
locale.setlocale(locale.LC_ALL, "")
from sif_desktop.reports.blocks import Document, Paragraph, from_json
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_writer import write_pdf
for text in sys.argv[1:]:
    before = Document(text, (Paragraph(text),))
    write_pdf(before), write_docx(before)
document = from_json(sys.stdin.buffer.read().decode())
for write in (write_pdf, write_docx):
    print(hashlib.sha256(write(document)).hexdigest())
"""

ELSEWHERE: dict[str, tuple[dict[str, str], list[str]]] = {
    "another order of hashing": ({"PYTHONHASHSEED": "1"}, []),
    "yet another": ({"PYTHONHASHSEED": "2"}, []),
    "no locale": ({"LC_ALL": "C", "PYTHONHASHSEED": "3"}, []),
    "a far time zone": ({"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}, []),
    "no place for the user": ({"HOME": "/nowhere", "TZ": "America/Lima"}, []),
    "after documents in other letters": ({}, ["ŵŷ→☐✓", "שלום مرحبا", "Zażółć gęślą jaźń"]),
    "after one with many letters": ({}, ["".join(map(chr, range(0x100, 0x600)))]),
}


def _digests(document: Document, environment: dict[str, str], before: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _MAKE, *before],
        input=to_json(document).encode(),
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


@pytest.fixture(scope="module")
def here(whole: Document) -> str:
    return _digests(whole, {"PYTHONHASHSEED": "0"}, [])


@pytest.mark.parametrize("place", ELSEWHERE)
def test_bytes_are_the_same_in_a_fresh_process_with(place: str, whole: Document, here: str) -> None:
    assert _digests(whole, *ELSEWHERE[place]) == here


@pytest.mark.parametrize("write", [write_pdf, write_docx])
def test_bytes_are_the_same_after_other_documents_and_beside_them(
    write: Callable[..., bytes], whole: Document
) -> None:
    first = write(whole)
    others = [Document("T", (Paragraph(f"Žižkov {n} ⇒ ✓"),)) for n in range(8)]
    large = replace(LOOK, body=replace(LOOK.body, size=16, leading=22))
    write(others[0], large)
    write(replace(whole, lang="cy-GB", title="Nodyn"), large)
    assert write(from_json(to_json(whole))) == first
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(write, [whole, *others, whole]))
    assert made[0] == made[-1] == first


def test_the_document_tried_holds_every_kind_of_block(whole: Document) -> None:
    assert {type(block) for block in whole.blocks} == set(get_args(Block))


def test_it_passes_every_gate(
    whole: Document,
    faults: Callable[[Document], list[str]],
    judge: Callable[[list[bytes]], list[list[str]]],
) -> None:
    across = replace(whole, orientation="landscape")
    assert faults(whole) == [] and faults(across) == []
    assert judge([write_pdf(whole), write_pdf(across)]) == [[], []]
