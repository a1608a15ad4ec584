"""Initials that may stand for a pupil: "J.S.", "pupil JS", "(JS)", "KB was told".

Two capitals are taken for initials unless schools use them for something else; those that they do
use count only beside other initials, or where they do what a pupil does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sif_desktop.domain.familiar_words import openers

_ACRONYMS = frozenset(
    "AA AI AM AP AR BA BC BM BS BV CD CE CL CP CT CV DD DH DP DT DV EC EH EP EU EX EY FE FS "
    "FT GB GD GL GP HA HE HI HQ HR HT ID II IQ IT IV IX KS LA LD LM LO LP LS LT MA MP "
    "MS NA NB NC NE NI NW OK OS OT PA PC PD PE PG PI PM PP PR PS PT QA RC RE RI RP RS RW "
    "SA SB SE SI SL SM SP SW TA TB TT TV UK UN US UV VA VC VI VP VR WA WC WR WS WT XI XL YC "
    "YR XX ICT SEF SEN PPA SLT EAL FSM LAC CLA PLA SEND EHC SALT ASD ADHD SEMH NOR CIN".split()
)
_ROLES = frozenset("AA CP DH EP GP HR HT LA MP PA TA VP".split())

_DOTTED = re.compile(
    r"(?<![\w.])(?:[A-Z](?:['’-][A-Z])?\. ?){2,3}(?![\w])|(?<![\w.])[A-Z]\.[A-Z](?![\w])"
)
_HYPHENED = re.compile(
    r"(?<![\w.])(?:[A-Z]\.[A-Z]-[A-Z]\.?|[A-Z]{2}-[A-Z]|[A-Z]-[A-Z]{2})(?![\w-])"
)
_PUPIL = re.compile(
    r"\b(?:pupils?|child(?:ren)?|students?|learners?|boys?|girls?) "
    r"((?-i:[A-Z]{2,3}|[A-Z]\.[A-Z]\.?))(?!\w)",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<![\w&.\-–])(?<![a-z]/)[A-Z]{2}(?![\w&\-–])(?!/[a-z\d])")
_THREE = re.compile(r"(?<![\w&/.\-–])[A-Z]{3}(?![\w&/\-–])")
_SMALL = re.compile(
    r"(?:^|(?<=[.;:\n•|]) ?)(?P<letters>[a-z]{2})"
    r"(?= (?:not|is|was|has|can|needs|still|now|reads)\b)"
)
_CAPITAL_WORD = re.compile(r" ?([A-Z][a-z]+)")
_LISTED = re.compile(r" ?(?:,|;|,? and|&|/) ?")
_BEFORE_A_THING = re.compile(r"\b(?:the|a|an|our|their|each|every|no)\s$", re.IGNORECASE)
_THING_AFTER = re.compile(
    r" (?:scores?|data|levels?|lessons?|curriculum|polic(?:y|ies)|tests?|assessments?|team|rooms?|"
    r"groups?|code|coursework|leads?|leaders?|coordinator|teachers?|network|hub|meetings?|forms?|"
    r"registers?|systems?|website|exams?|papers?|funding|audits?|training|"
    r"scheme|programme|project|award|officer|service)\b"
)
_DOES = re.compile(
    r"(?:,? who)? (?:(?:had|has|have|was|were|is) )?"
    r"(?:sat|said|told|refused|explained|smiled|cried|"
    r"hid|ran|chose|drew|wrote|laughed|shouted|struggled|enjoys|enjoyed|likes|liked|loves|shines|"
    r"rehearsed|sits|answered|whispered|stood|blended|moved|joined|settled)\b"
)


def find_initials(text: str, is_word: Callable[[str], bool] | None = None) -> list[tuple[int, int]]:
    """Start and end of each, in order."""
    spans = dict(_dotted(text))
    for match in _PUPIL.finditer(text):
        if (match[1].replace(".", "") not in _ACRONYMS and match[1][:2].isupper()) or "." in match[
            1
        ]:
            spans[match.start(1)] = match.end(1)
    spans |= dict(_pairs(text))
    for match in _THREE.finditer(text):
        if match[0] not in _ACRONYMS and _DOES.match(text, match.end()):
            spans[match.start()] = match.end()
    for match in _SMALL.finditer(text):
        letters = match["letters"]
        known = letters.upper() in _ACRONYMS or is_word is None or is_word(letters)
        if not known and not set(letters) & set("aeiouy"):
            spans[match.start("letters")] = match.end("letters")
    return sorted(spans.items())


def _dotted(text: str) -> Iterator[tuple[int, int]]:
    for match in (*_DOTTED.finditer(text), *_HYPHENED.finditer(text)):
        letters = re.sub(r"[^A-Z]", "", match[0])
        if letters not in _ACRONYMS and not _before_surname(text, match):
            yield match.start(), match.start() + len(match[0].rstrip())


def _before_surname(text: str, match: re.Match[str]) -> bool:
    """Initials of a full name ("J. S. Bach") are the name check's business."""
    following = _CAPITAL_WORD.match(text, match.end())
    return following is not None and following[1].lower() not in openers()


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Two capitals together, each list of them judged as a whole."""
    together: list[re.Match[str]] = []
    for match in [*_PAIR.finditer(text), None]:
        if together and (match is None or not _follows(text, together[-1], match)):
            if any(_meant(text, one) for one in together):
                yield from (one.span() for one in together)
            together = []
        if match is not None and not _is_shouted(text, match):
            together.append(match)


def _follows(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return _LISTED.fullmatch(text[left.end() : right.start()]) is not None


def _meant(text: str, match: re.Match[str]) -> bool:
    letters = match[0]
    if _spelt_out(text, match, letters) or letters in _ROLES:
        return False
    if letters in _ACRONYMS:
        return _DOES.match(text, match.end()) is not None
    if _BEFORE_A_THING.search(text[max(0, match.start() - 8) : match.start()]):
        return False
    return _THING_AFTER.match(text, match.end()) is None


def _spelt_out(text: str, match: re.Match[str], letters: str) -> bool:
    """Whether the words just before begin with the letters: "learning support (LS)"."""
    words = re.findall(r"\w+", text[max(0, match.start() - 60) : match.start()])
    return [word[0].upper() for word in words[-len(letters) :]] == list(letters)


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether the words beside it are in capitals too, so that it may be any word."""
    before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 40) : match.start()])[-2:]
    after = re.findall(r"[^\W\d_]+", text[match.end() : match.end() + 40])[:2]
    beside = [word for word in (*before, *after) if len(word) > 2]
    return len(beside) >= 2 and all(word.isupper() for word in beside)
