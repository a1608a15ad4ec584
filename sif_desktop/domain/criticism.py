"""Whether a sentence finds fault with a school's work: what the head should have heard on the day.

A fault is a word of fault ("patchy"), or a denial of what ought to be ("no plan", "never read").
It counts unless it is itself denied ("no concerns"), was put right ("was weak and is now secure"),
is outweighed by what follows ("late but calm"), or the sentence only says what is to be done next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sif_desktop.domain.fault_words import (
    FAULT_PHRASES,
    FAULT_WORDS,
    NO_LOSS,
    NO_LOSS_WITHOUT,
    PRAISE,
)
from sif_desktop.domain.word_list import WordList

_FAULTS = WordList(FAULT_PHRASES, "|".join(FAULT_WORDS.split()))
_NO_LOSS, _NO_LOSS_WITHOUT = WordList(NO_LOSS), WordList(NO_LOSS_WITHOUT)
_PRAISE = WordList(PRAISE)

_WORD = re.compile(r"[\w’'\-]+")
_STOP = re.compile(r"[,;:.!?–—|]")
_CLAUSE_WORDS = frozenset("and but so because although while which".split())
# What a denial speaks of: faults within so many words, or what nobody misses within so many.
_REACH, _NEAR = 6, 3

_DENIALS = frozenset(
    "no not never none nobody nothing nowhere neither without cannot cant wont dont doesnt didnt "
    "isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt".split()
)
_NO_DENIAL_OF = {
    "no": frozenset("doubt less fewer longer".split()),
    "not": frozenset("only just merely least".split()),
}
_DENYING = _DENIALS | frozenset("nor few fewer any free".split())
_BETWEEN = frozenset(
    "significant major serious immediate safeguarding evident obvious real further other such of "
    "were was is are a an the outstanding particular sign signs evidence cause for longer raised "
    "had has have been found noted seen that gave me us any at all to be feel felt ever one".split()
)
_MENDED = re.compile(
    r"\b(?:no longer|on track"
    r"|ha(?:s|ve) (?:now |all |since )?(?:been )?(?:addressed|resolved|closed|mended|put right|"
    r"tackled|fixed|overcome|eliminated|narrowed|halved|eased)"
    r"|(?:is|are|were|was) (?:now|all) (?:secure|strong|consistent|in place|good|clear|complete|"
    r"up to date|met|resolved|closed|reliable|effective|accurate|above|better|well)"
    r"|now (?:know|has|have|meet|follow|check|use|run|work)s?"
    r"|(?:issue|concern|gap|weakness|error|point)(?:e?s)? (?:\w+ ){0,6}"
    r"(?:resolved|addressed|closed|narrowed|put right|mended|dealt with|is down))\b"
)
_REDUCED = r"absence|exclusions?|suspensions?|incidents?|gaps?|turnover|complaints?|referrals?"
_LESS_OF_IT = re.compile(
    rf"\b(?:{_REDUCED})\b[^.;]{{0,40}}\b(?:down|fallen|fell|reduced|fewer|halved|lower than|"
    rf"decreas\w+)\b|\b(?:reduc\w+|fewer|halv\w+|narrow(?:ed|ing)|clos(?:ed|ing)|eliminat\w+)\b"
    rf"[^.;]{{0,30}}\b(?:{_REDUCED})\b"
)
_EARLIER = re.compile(
    r"\b(?:last (?:year|time|visit|term|autumn|spring|summer)|previous(?:ly)?|formerly|used to|"
    r"a year ago|when (?:i|we) (?:last )?(?:came|visited)|earlier in the year|at the time|"
    r"was|were)\b"
)
_NOW = re.compile(
    r"\b(?:now|today|(?:has|have) (?:\w+ )?been \w+(?:ed|en|t)|this (?:time|term|year))\b"
    r"(?! (?:yet|still))"
)
_TURN = re.compile(r"\b(?:but|however|though)\b|, yet\b")
_NEXT_STEP = re.compile(
    r"\s*(?:agreed\b|actions?\b|next steps?\b|to do\b|we agreed|it was agreed|leaders will|by \w+,"
    r"|the (?:head\w*|school|officer|authority|senco|dsl|chair|governors?) will)"
)


def criticism(text: str) -> bool:
    """Whether the sentence finds fault."""
    plain = text.lower().replace("’", "'")
    if _NEXT_STEP.match(plain):
        return False
    said = _Said(plain)
    faults = sorted({*said.faults(), *said.lacks()})
    return bool(faults) and not _put_right(plain, faults[-1]) and not said.outweighed(faults[-1])


def _put_right(text: str, last_fault: int) -> bool:
    mended = _MENDED.search(text)
    if mended:
        near = text[max(0, mended.start() - 12) : mended.end()].replace("no longer", "")
        if not _DENIALS & set(_WORD.findall(near)):
            return True
    if _LESS_OF_IT.search(text):
        return True
    now = [match.start() for match in _NOW.finditer(text)]
    return bool(now and last_fault < now[-1] and _EARLIER.search(text[: now[-1]]))


@dataclass(slots=True)
class _Said:
    """A text as words, with where each begins and whether a clause begins with it."""

    text: str
    words: list[str]
    starts: list[int]
    begins: list[bool]

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.text = text
        self.words = [match[0] for match in found]
        self.starts = [match.start() for match in found]
        ends = [0, *(match.end() for match in found)]
        self.begins = [
            word in _CLAUSE_WORDS or _STOP.search(text, end, start) is not None
            for word, end, start in zip(self.words, ends, self.starts, strict=False)
        ]

    def faults(self) -> Iterator[int]:
        """Where words of fault stand that nothing denies."""
        return (self.starts[k] for k in _FAULTS.find(self.words) if not self._is_denied(k))

    def lacks(self) -> Iterator[int]:
        """Where what ought to be is denied, rather than a fault or something indifferent."""
        for k, word in enumerate(self.words):
            denies = word in _DENIALS or word.endswith("n't")
            if denies and not self._is_no_loss(k):
                yield self.starts[k]

    def outweighed(self, last_fault: int) -> bool:
        """Whether praise follows the last fault after a "but"."""
        turn = _TURN.search(self.text, last_fault)
        if turn is None:
            return False
        return any(self.starts[k] >= turn.end() for k in _PRAISE.find(self.words))

    def _is_denied(self, k: int) -> bool:
        """Whether the words just before a fault say that there is none."""
        for word in reversed(self.words[max(0, k - 7) : k]):
            if word in _DENYING or word.endswith("n't"):
                return True
            if word not in _BETWEEN:
                return False
        return False

    def _is_no_loss(self, k: int) -> bool:
        word, clause = self.words[k], self._clause_after(k)
        if clause and clause[0] in _NO_DENIAL_OF.get(word, ()):
            return True
        if word == "without" and any(at < 2 for at in _NO_LOSS_WITHOUT.find(clause)):
            return True
        return _has(_FAULTS, clause) or _has(_NO_LOSS, clause[:_NEAR])

    def _clause_after(self, k: int) -> list[str]:
        """The next words, as far as their clause goes."""
        end = k + 1
        while end < len(self.words) and end <= k + _REACH and not self.begins[end]:
            end += 1
        return self.words[k + 1 : end]


def _has(entries: WordList, words: list[str]) -> bool:
    return next(entries.find(words), None) is not None
