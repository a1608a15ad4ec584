"""Two texts compared word by word, for a person who must choose between them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

Piece = tuple[str, bool]  # words as they stand, and whether they differ

_WORD = re.compile(r"\s+|[^\s]+")
_LONGEST = 20_000  # beyond it the whole is shown as different rather than keeping anybody waiting


def differing(before: str, text: str) -> tuple[Piece, ...]:
    """`text` in pieces, marked where its words are not those of `before`.

    Where nothing was written before there is nothing to compare with, and nothing is marked.
    """
    if not before or before == text:
        return ((text, False),) if text else ()
    if len(before) + len(text) > _LONGEST:
        return ((text, True),)
    mine, theirs = _WORD.findall(text), _WORD.findall(before)
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    pieces: list[Piece] = []
    for tag, _a, _b, start, end in matcher.get_opcodes():
        if start == end:
            continue
        pieces.append(("".join(mine[start:end]), tag != "equal"))
    return tuple(pieces)


def both(texts: Sequence[str]) -> str | None:
    """All versions of a list in one: of what is kept as a list, or as lines, each entry once.

    None where the versions are no list, so that keeping both would mean nothing.
    """
    lists = [_listed(text) for text in texts]
    if all(found is not None for found in lists):
        entries = [entry for found in lists for entry in found or ()]
        return json.dumps(list(dict.fromkeys(entries)), ensure_ascii=False, separators=(",", ":"))
    if not any("\n" in text.strip() for text in texts):
        return None
    lines = [line for text in texts for line in text.strip().splitlines()]
    return "\n".join(dict.fromkeys(lines))


def _listed(text: str) -> list[str] | None:
    if not text.startswith("["):
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return None
    plain = isinstance(found, list) and all(isinstance(entry, str) for entry in found)
    return found if plain else None
