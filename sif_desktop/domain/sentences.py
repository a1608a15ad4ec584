"""Prose taken apart into sentences and lines, so that each can be edited and tied to evidence."""

from __future__ import annotations

import re
from hashlib import sha256

# A full stop after one of these does not end a sentence.
_SHORT = ("e.g", "i.e", "etc", "approx", "no", "mr", "mrs", "ms", "dr", "st", "vs", "cf", "yr", "p")
_END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])")


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, without the bullets people type before them."""
    lines = (re.sub(r"^\s*(?:[-–•*·]\s+)?", "", line).strip() for line in text.splitlines())
    return [" ".join(line.split()) for line in lines if line]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in order; a new line always begins a new one."""
    return [line[a:b] for line in lines_of(text) for a, b in sentence_spans(line)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends, without the space around it."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in _END.finditer(text, start, line.end()):
            before = text[start : end.start()].rstrip(".").rsplit(" ", 1)[-1].lstrip("(“\"'")
            if before.casefold() not in _SHORT:
                found.append(_tight(text, start, end.end()))
                start = end.end()
        found.append(_tight(text, start, line.end()))
    return [(a, b) for a, b in found if a < b]


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def clean_line(text: str) -> str:
    """One line that every file format can hold."""
    kept = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return " ".join(kept.split())


def text_id(text: str) -> str:
    """Eight characters that stand for these words."""
    return sha256(text.encode()).hexdigest()[:8]
