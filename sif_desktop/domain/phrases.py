"""Phrases to write with: those of the rulebook and the officer's own, with their shortcuts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.sentences import clean_line

SIGN = ";"  # begins a shortcut, so that no word of a text is one by mistake
_SHORTCUT = re.compile(r"[^\s;]{1,20}")
LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True)
class Phrase:
    """`uid` is empty for the rulebook's. `section` is where it is offered first: a kind of section,
    or the area of a form; "" for anywhere.
    """

    text: str
    shortcut: str = ""
    section: str = ""
    uid: str = ""

    @property
    def insert(self) -> str:
        """What is written for it: a beginning of a sentence without its dots."""
        return f"{self.text[:-1].rstrip()} " if self.text.endswith("…") else self.text


def checked(text: str, shortcut: str, others: Iterable[Phrase]) -> tuple[str, str]:
    """The text and shortcut as they are kept. Raises Problem if they cannot be used."""
    words, sign = clean_line(text), shortcut.strip().lstrip(SIGN)
    if not words or len(words) > LONGEST:
        raise Problem("A phrase needs words.", f"Write up to {LONGEST} characters.")
    if not sign:
        return words, ""
    if not _SHORTCUT.fullmatch(sign):
        raise Problem(
            f"“{shortcut.strip()}” cannot be a shortcut.",
            "Take up to 20 letters or digits without a space, such as ;gov.",
        )
    kept = SIGN + sign.casefold()
    taken = next((other for other in others if other.shortcut == kept), None)
    if taken is not None:
        raise Problem(f"{kept} already writes “{taken.text}”.", "Choose another shortcut.")
    return words, kept


def expansion(before: str, phrases: Iterable[Phrase]) -> Phrase | None:
    """The phrase whose shortcut was just typed, at the end of the text before the cursor."""
    typed = re.split(r"[\s(“\"]", before)[-1].casefold()
    if not typed.startswith(SIGN):
        return None
    return next((phrase for phrase in phrases if phrase.shortcut == typed), None)


def matching(phrases: Sequence[Phrase], typed: str, sections: Sequence[str]) -> list[Phrase]:
    """Phrases that hold every word typed: first those that begin with it, then those of these
    sections, then the officer's own."""
    start = typed.casefold()
    words = start.split()

    def order(phrase: Phrase) -> tuple[bool, bool, bool]:
        begins = phrase.text.casefold().startswith(start) or phrase.shortcut.startswith(start)
        elsewhere = bool(phrase.section) and phrase.section not in sections
        return not (start and begins), elsewhere, not phrase.uid

    found = [p for p in phrases if all(w in f"{p.shortcut} {p.text}".casefold() for w in words)]
    return sorted(found, key=order)
