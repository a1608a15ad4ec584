"""Plain text as people type it, as paragraphs and lists.

A line that begins with a bullet, a dash or a number is a list item; an empty line ends a paragraph;
any other line break within a paragraph is kept.
"""

from __future__ import annotations

import re
from itertools import groupby

from sif_desktop.reports.blocks import ListBlock, Paragraph
from sif_desktop.reports.clean import clean_line

_BULLET = re.compile(r"\s*[•▪◦·*–—-]\s+(?=\S)")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")


def _kind(line: str) -> str:
    if _BULLET.match(line):
        return "bullets"
    return "numbers" if _NUMBER.match(line) else "words"


def prose(text: str) -> list[Paragraph | ListBlock]:
    """The blocks that `text` stands for; none if it holds no words.

    A numbered list keeps its numbers only if they run from 1; otherwise its lines stay paragraphs.
    """
    blocks: list[Paragraph | ListBlock] = []
    for part in re.split(r"\n\s*\n", "\n".join(text.splitlines())):
        for kind, group in groupby(part.split("\n"), _kind):
            lines = [line for line in group if clean_line(line)]
            if lines:
                blocks += _blocks(kind, lines)
    return blocks


def _blocks(kind: str, lines: list[str]) -> list[Paragraph | ListBlock]:
    if kind == "bullets":
        return [ListBlock([_BULLET.sub("", line, count=1) for line in lines])]
    if kind == "numbers":
        numbers = [int(re.sub(r"\D.*", "", line.strip())) for line in lines]
        if len(lines) > 1 and numbers == list(range(1, len(lines) + 1)):
            return [ListBlock([_NUMBER.sub("", line, count=1) for line in lines], ordered=True)]
    return [Paragraph("\n".join(lines))]
