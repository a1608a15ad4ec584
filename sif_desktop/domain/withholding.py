"""What is withheld from a document, place by place, while it is being decided. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sif_desktop.domain.exemptions import Reason, mark


@dataclass(frozen=True, slots=True)
class Withholding:
    """Characters `start` to `end` of a passage are withheld, for a reason."""

    passage: str
    start: int
    end: int
    reason: Reason


Chosen = tuple[Withholding, ...]


def of_passage(chosen: Sequence[Withholding], passage: str) -> Chosen:
    """What is withheld of one passage, in the order of its words."""
    return tuple(sorted((w for w in chosen if w.passage == passage), key=lambda w: w.start))


def withhold(chosen: Sequence[Withholding], new: Withholding) -> Chosen:
    """With one more place; what it overlaps gives way to it."""
    kept = (
        one
        for one in chosen
        if one.passage != new.passage or one.end <= new.start or one.start >= new.end
    )
    return (*kept, new)


def leave(chosen: Sequence[Withholding], passage: str) -> Chosen:
    """The passage stands as it is."""
    return tuple(one for one in chosen if one.passage != passage)


def give_reason(chosen: Sequence[Withholding], passage: str, reason: Reason) -> Chosen:
    """All that is withheld of the passage is so for this reason."""
    return tuple(replace(o, reason=reason) if o.passage == passage else o for o in chosen)


def everywhere(
    chosen: Sequence[Withholding], texts: Mapping[str, str], words: str, reason: Reason
) -> Chosen:
    """The same words withheld wherever else they stand; `texts` by passage.

    Withheld in one place and left in another they would not be withheld at all.
    """
    found: Chosen = tuple(chosen)
    pattern = re.compile(rf"(?<!\w){re.escape(words.strip())}(?!\w)", re.IGNORECASE)
    for passage, text in texts.items():
        for match in pattern.finditer(text):
            here = of_passage(found, passage)
            if not any(one.start < match.end() and match.start() < one.end for one in here):
                found = (*found, Withholding(passage, match.start(), match.end(), reason))
    return found


def shown(text: str, here: Sequence[Withholding]) -> str:
    """The passage as it will read."""
    parts, at = [], 0
    for one in here:
        parts += [text[at : one.start], mark(one.reason)]
        at = one.end
    return "".join([*parts, text[at:]])
