"""Whether a sentence finds fault with a school's work: what the head should have heard on the day.

Words of fault count unless they are denied ("no concerns"), lie in the past and have been mended
("was weak and is now secure"), or only say what is to be done next. A star stands for any ending.
"""

from __future__ import annotations

import re

_WORDS = """
weak weaker weakest weakly weakness weaknesses poor poorer poorest poorly inadequate* unsatisfactory
ineffective* inconsisten* uneven* patchy variable variability varied varies vary unclear unreliab*
inaccura* incomplete insufficient* overdue outdated out-of-date late missing absent lack lacks
lacked lacking fail fails failed failing failure failures neglect* overlook* limited slow slower
slowly declin* deteriorat* worsen* falling fallen behind gap gaps confus* disrupt* off-task passive
passively unsettled disengaged misconception* error errors mistake* superficial* undemanding
unchallenging low lower below hardly rarely seldom barely scarcely nobody cannot not concern
concerns concerned concerning worr* unsafe breach* non-complian* struggl* difficult* lose loses
losing lost wasted drift* stalled undermin* hinder* hamper* underachiev* underperform* untidy messy
crowded unkempt dirty broken vacancy vacancies vacant unfilled urgent
"""
_PHRASES = """
out of date | off task | falls below | fell below | falls short | too easy | too hard | too long |
too little | too few | too many | too often | too much | too low | too slow | too slowly | too
narrow | too general | too vague | too late | no one | none of | little evidence | little sign |
little impact | little progress | little challenge | little use | little understanding | little
oversight | few opportunities | few governors | few records | no clear | no plan | no evidence | no
record | no records | no system | no agreed | no formal | no written | no link | no induction | no
time | no sign | no check | no impact | no challenge | no oversight | no shared | no consistent |
no strategy | no feedback | no opportunit* | only some | only a few | only one | only two | only
half | only part | only partly | only recently | yet to | still to | still too | still waiting |
still rel* | still depend* | still lag* | needs to improve | need to improve | needs improvement |
needs attention | need attention | needs more | need more | needs further | needs tightening |
needs urgent | at risk | could be sharper | could be clearer | could be better | could be stronger
| could be tighter | could be more | should be higher | should be clearer | should have been | less
than | less secure | less effective | less well | less clear | less confident | less consistent |
less successful | less strong | less sure | high turnover | high absence | persistent absence |
persistently absent
"""
_DENYING = frozenset("no not without nothing never neither nor few fewer any free".split())
_BETWEEN = frozenset(
    "significant major serious immediate safeguarding evident obvious real further other such of "
    "were was is are a the outstanding particular sign signs evidence cause for longer were raised "
    "had has have been found noted seen".split()
)
_MENDED = re.compile(
    r"\b(?:no longer"
    r"|ha(?:s|ve) (?:now )?(?:been )?(?:addressed|resolved|closed|mended|put right|tackled|fixed)"
    r"|(?:is|are) now (?:secure|strong|consistent|in place|good|clear|complete|up to date|met|"
    r"resolved|closed|reliable|effective|accurate|above|better|well)"
    r"|now (?:know|has|have|meet|follow|check|use|run|work)s?"
    r"|(?:issue|concern|gap|weakness|error|point)(?:e?s)? (?:\w+ ){0,6}"
    r"(?:resolved|addressed|closed|put right|mended|dealt with))\b",
    re.IGNORECASE,
)
_NEXT_STEP = re.compile(
    r"\s*(?:agreed\b|action\b|next steps?\b|to do\b|we agreed|it was agreed|leaders will|by \w+,"
    r"|the (?:head\w*|school|officer|authority|senco|dsl|chair|governors?) will)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'\-]+")


def _pattern(phrase: str) -> str:
    plain = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return rf"\b{plain}\b"


_LISTED = [*_WORDS.split(), *(" ".join(phrase.split()) for phrase in _PHRASES.split("|"))]
_FAULT = re.compile("|".join([r"\w+n['’]t\b", *map(_pattern, _LISTED)]), re.IGNORECASE)


def criticism(text: str) -> bool:
    """Whether the sentence finds fault."""
    if _NEXT_STEP.match(text) or _MENDED.search(text):
        return False
    return any(not _is_denied(text[: found.start()]) for found in _FAULT.finditer(text))


def _is_denied(before: str) -> bool:
    """Whether the words just before a fault say that there is none."""
    for word in reversed(_WORD.findall(before.lower())[-5:]):
        if word in _DENYING:
            return True
        if word not in _BETWEEN:
            return False
    return False
