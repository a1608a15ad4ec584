"""Words within a paragraph: plain, bold, italic, a link, a new line. And what no words may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line, clean_text, has_words

_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+", re.IGNORECASE)
_BARE = re.compile(r"(\w+://|www\.|mailto:)\S*", re.IGNORECASE)
_EMPTY_LINKS = {"click here", "click", "here", "link", "this link", "more", "read more", "this"}


def assign(block: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(block, name, value)


def needed(text: str, what: str) -> str:
    line = clean_line(text)
    if not has_words(line):
        raise Problem(f"{what} has no words.", "Write what it should say, or leave it out.")
    return line


def one_of(value: str, allowed: Iterable[str], what: str) -> None:
    if value not in allowed:
        raise Problem(f"{what} cannot be “{value}”.", f"Use one of: {', '.join(allowed)}.")


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one weight and slope; space at the ends counts."""

    text: str
    bold: bool = False
    italic: bool = False

    def __post_init__(self) -> None:
        assign(self, text=clean_text(self.text))


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; they must say where, out of context. http(s), mailto or tel."""

    text: str
    url: str

    def __post_init__(self) -> None:
        words, url = needed(self.text, "A link"), self.url.strip()
        if _BARE.fullmatch(words) or words.lower().rstrip(".") in _EMPTY_LINKS:
            raise Problem(
                f"The link “{words}” does not say where it leads.",
                "Use words such as the name of the page, not its address or “click here”.",
            )
        if not _ADDRESS.fullmatch(url) or not url.isprintable():
            raise Problem(
                f"The link “{words}” has the address “{clean_line(url)}”, which cannot be opened.",
                "An address begins with https://, http://, mailto: or tel: and has no spaces.",
            )
        assign(self, text=words, url=url)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within the same paragraph, as in a postal address."""


Run = Text | Link | LineBreak
Runs = tuple[Run, ...]
RunsLike = str | Sequence[Run]


def _split_lines(text: str) -> list[Run]:
    runs: list[Run] = []
    for line in text.splitlines():
        runs += [LineBreak(), Text(line)] if runs else [Text(line)]
    return runs


def tidy_runs(runs: RunsLike) -> Runs:
    """The runs as kept: no empty runs, no double spaces, no blank lines, nothing at the ends.

    A str gives one Text for each of its lines, with a LineBreak between.
    """
    kept: list[Run] = []
    for run in _split_lines(runs) if isinstance(runs, str) else runs:
        fresh = not kept or isinstance(kept[-1], LineBreak)
        if isinstance(run, Text):
            previous = kept[-1] if kept else None
            after_space = fresh or (isinstance(previous, Text) and previous.text.endswith(" "))
            words = run.text.lstrip(" ") if after_space else run.text
            if words:
                kept.append(Text(words, run.bold, run.italic))
        elif isinstance(run, Link) or not fresh:
            if isinstance(run, LineBreak):
                _strip_end(kept)
            kept.append(run)
    while kept and isinstance(kept[-1], LineBreak):
        kept.pop()
    _strip_end(kept)
    return tuple(kept)


def _strip_end(kept: list[Run]) -> None:
    if kept and isinstance(last := kept[-1], Text) and last.text.endswith(" "):
        kept[-1] = Text(last.text.rstrip(" "), last.bold, last.italic)


def runs_text(runs: Runs) -> str:
    """The words of the runs; a line feed stands for each LineBreak."""
    return "".join("\n" if isinstance(run, LineBreak) else run.text for run in runs)


def needed_runs(runs: RunsLike, what: str) -> Runs:
    tidy = tidy_runs(runs)
    if not has_words(runs_text(tidy)):
        raise Problem(f"{what} has no words.", "Write what it should say, or leave it out.")
    return tidy
