"""The slip a school answers a draft with: its sentences by number, and what is said of each.

The form says in every field what it belongs to (`mark`), so that it can be read back whatever the
program it was filled in with made of it. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from unicodedata import normalize

from sif_desktop.domain.copies import SCHOOL, for_copy
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.sentences import clean_line

ACCURATE, INACCURATE = "accurate", "inaccurate"
VERDICTS = {ACCURATE: "Accurate", INACCURATE: "Inaccurate"}
OPEN, AGREED, ACCEPTED, DECLINED = "open", "agreed", "accepted", "declined"
OTHER = 0  # the number of what is said of no one sentence
TAKE_OUT = "Take this sentence out."  # what is meant by one struck out in the form
CHOOSE, WRITE = "Choose an answer", "Write here what the sentence should say"
WRITE_OTHER, WRITE_NAME = "Write here anything else that is not accurate", "Write your name here"
OTHER_LABEL, WHO_LABEL = "Anything else that is not accurate", "Name and role"
# What stands in an empty field: our words, and what Word puts there once a field is emptied. Some
# programs leave it standing beside what was written.
PROMPTS = (
    *(CHOOSE, WRITE, WRITE_OTHER, WRITE_NAME),
    *("Choose an item.", "Click or tap here to enter text.", "Click here to enter text."),
)
_MARK = re.compile(
    r"slip:(?:(text|answer|words):(\d{1,5})|(who|other|reference):(\w{1,40})):([0-9a-f]{12})"
)
_REFERENCE = re.compile(r"\b([0-9a-f]{32})-([0-9a-f]{12})\b")
_YES = {"accurate", "correct", "yes", "agreed", "true", "right", "ok", "fine"}
_NO = {"inaccurate", "not accurate", "incorrect", "not correct", "wrong", "no", "false"}


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One sentence of the draft as it goes out: `sentence` is its id, `heading` its section's."""

    number: int
    sentence: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Which draft of which document a slip asks about."""

    document: str
    digest: str

    def __str__(self) -> str:
        return f"{self.document}-{self.digest}"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one sentence; `verdict` is empty where only words stand."""

    number: int
    verdict: str
    words: str

    @property
    def to_decide(self) -> bool:
        """Whether it asks for something to be changed."""
        return self.verdict == INACCURATE or bool(self.words)


def slip_lines(draft: NoteDraft) -> tuple[SlipLine, ...]:
    """The sentences of the school's copy, numbered in order."""
    found = [
        (sentence.id, section.heading or section.kind.replace("_", " ").capitalize(), sentence.text)
        for section, block in for_copy(draft, SCHOOL).blocks()
        if block.holds_sentences
        for sentence in block.printed()
    ]
    return tuple(SlipLine(number, *line) for number, line in enumerate(found, 1))


def reference_of(document: str, version: int, lines: Sequence[SlipLine]) -> Reference:
    """The same sentences of the same version always have the same reference."""
    said = json.dumps([document, version, [[line.sentence, line.text] for line in lines]])
    return Reference(document, sha256(said.encode()).hexdigest()[:12])


def to_json(lines: Sequence[SlipLine]) -> str:
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False)


def from_json(text: str) -> tuple[SlipLine, ...]:
    return tuple(SlipLine(**line) for line in json.loads(text or "[]"))


# --- in the form --------------------------------------------------------------------------------


def mark(part: str, name: int | str, digest: str) -> str:
    """What a field of the form is marked with (Word allows 64 characters): its part, the number of
    its sentence or the document's uid, and the draft it belongs to."""
    return f"slip:{part}:{name}:{digest}"


def read_mark(text: str) -> tuple[str, str, str] | None:
    """Part, name and digest of a mark; None for a field that is none of ours."""
    found = _MARK.fullmatch(text)
    return (found[1] or found[3], found[2] or found[4], found[5]) if found else None


def find_reference(text: str) -> Reference | None:
    """The reference printed among other words."""
    found = _REFERENCE.search(text)
    return Reference(found[1], found[2]) if found else None


def same_words(one: str, other: str) -> bool:
    """Whether a sentence came back as it went out; space and hidden hyphens are no words."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return clean_line(normalize("NFC", re.sub("[\u00ad\u200b\ufeff]", "", text)))


def filled_in(text: str) -> str:
    """What was written into a field, without its own prompt."""
    lines = "\n".join(line for line in map(clean_line, text.splitlines()) if line)
    for prompt in PROMPTS:
        lines = lines.replace(prompt, "")
    return lines.strip()


def said_of(number: int, answer: str, words: str) -> Said:
    """What was meant by what stands in the two fields; words that are no answer are kept."""
    verdict, chosen = "", filled_in(answer)
    plain = " ".join(re.findall("[a-z]+", chosen.casefold()))
    if plain in _YES | _NO:
        verdict, chosen = (ACCURATE if plain in _YES else INACCURATE), ""
    return Said(number, verdict, "\n".join(part for part in (chosen, filled_in(words)) if part))
