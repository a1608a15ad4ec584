"""Two people's changes to one text, put together sentence by sentence.

The splitting and the merging are part of the format of exchange: everybody computes the same text
from the same log, so any change here needs a new MERGE number. Nothing of the standard library's
comparing is used, as that may change between releases of Python.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MERGE = 1  # names this way of splitting and merging in every exchange file
_LINE_END = re.compile(r"\r\n?")
# A sentence ends after its stops and closing quotes where a space or the end follows.
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=[ \t]|$)")
_SPACES = re.compile(r"[ \t]+")
_SMALL = 40_000  # cells of the table that compares what has no sentence in common but once

How = Literal["same", "merged", "order", "conflict"]


@dataclass(frozen=True, slots=True)
class Merged:
    """`how` says what a person should know: nothing, a glance, check the order, decide."""

    text: str
    how: How


@dataclass(frozen=True, slots=True)
class _Region:
    """Base pieces lo to hi replaced by others; lo equal to hi inserts."""

    lo: int
    hi: int
    new: tuple[str, ...]


def pieces(text: str) -> list[str]:
    """Sentences, the spaces between them and line ends; joined they are the text again."""
    found: list[str] = []
    for number, line in enumerate(_LINE_END.sub("\n", text).split("\n")):
        if number:
            found.append("\n")
        found += _of_line(line)
    return found


def _of_line(line: str) -> list[str]:
    ends = [match.end() for match in _SENTENCE_END.finditer(line)]
    found, start = [], 0
    for end in [*ends, len(line)]:
        part = line[start:end]
        start = end
        leading = _SPACES.match(part)
        if leading:
            found.append(leading.group())
            part = part[leading.end() :]
        if part:
            found.append(part)
    return found


def merge_texts(base: str, first: str, second: str) -> Merged:
    """Both changes to `base`, `first` being the earlier by the clock.

    A conflict gives `second`, the version shown until somebody decides.
    """
    if first == second:
        return Merged(second, "same")
    old = pieces(base)
    ours, theirs = _regions(old, pieces(first)), _regions(old, pieces(second))
    out: list[str] = []
    how: How = "merged"
    at = 0
    for mine, other in _clusters(old, ours, theirs):
        every = [*mine, *other]
        lo, hi = min(r.lo for r in every), max(r.hi for r in every)
        out += old[at:lo]
        joined, said = _joined(old, lo, hi, mine, other)
        if joined is None:
            return Merged(second, "conflict")
        out += joined
        how = "order" if said == "order" else how
        at = hi
    return Merged("".join([*out, *old[at:]]), how)


def _joined(
    old: Sequence[str], lo: int, hi: int, mine: list[_Region], other: list[_Region]
) -> tuple[list[str] | None, How]:
    """One stretch as both leave it; None where their changes exclude each other."""
    one, two = _applied(old, lo, hi, mine), _applied(old, lo, hi, other)
    if not other or one == two:
        return one, "merged"
    if not mine:
        return two, "merged"
    if lo == hi:
        return _after(one, two), "order"
    if len(mine) == len(other) == 1:
        change, beside = (other[0], mine[0]) if mine[0].lo == mine[0].hi else (mine[0], other[0])
        if _own_paragraph(change, beside):
            before = beside.lo <= change.lo
            parts = (beside.new, change.new) if before else (change.new, beside.new)
            gap = old[beside.lo : change.lo] if before else old[change.hi : beside.lo]
            return [*parts[0], *gap, *parts[1]], "merged"
    return None, "conflict"


def _own_paragraph(change: _Region, beside: _Region) -> bool:
    """Whether `beside` only adds whole lines before or after what `change` changes."""
    if beside.lo != beside.hi or change.lo == change.hi or not beside.new:
        return False
    if beside.lo <= change.lo:
        return beside.new[-1] == "\n"
    return beside.lo >= change.hi and beside.new[0] == "\n"


def _after(one: list[str], two: list[str]) -> list[str]:
    """Two additions at one spot, kept apart by a line end where nothing else does."""
    apart = one[-1].isspace() or two[0].isspace()
    return [*one, *([] if apart else ["\n"]), *two]


def _applied(old: Sequence[str], lo: int, hi: int, regions: list[_Region]) -> list[str]:
    out: list[str] = []
    for region in regions:
        out += [*old[lo : region.lo], *region.new]
        lo = region.hi
    return [*out, *old[lo:hi]]


def _clusters(
    old: Sequence[str], ours: list[_Region], theirs: list[_Region]
) -> list[tuple[list[_Region], list[_Region]]]:
    """Changes that meet, together; each of the others by itself."""
    tagged = sorted(
        [(r.lo, r.hi, 0, r) for r in ours] + [(r.lo, r.hi, 1, r) for r in theirs],
        key=lambda item: item[:3],
    )
    clusters: list[tuple[list[_Region], list[_Region]]] = []
    reach = -1
    for lo, hi, side, region in tagged:
        meets = clusters and (lo <= reach or all(p.strip(" \t") == "" for p in old[reach:lo]))
        if meets and (clusters[-1][1 - side] or lo < reach):
            clusters[-1][side].append(region)
            reach = max(reach, hi)
        else:
            clusters.append(([region], []) if side == 0 else ([], [region]))
            reach = hi
    return clusters


def _regions(old: list[str], new: list[str]) -> list[_Region]:
    """What turns `old` into `new`, as stretches between what both have."""
    found: list[_Region] = []
    i = j = 0
    for a, b, size in [*_matches(old, new), (len(old), len(new), 0)]:
        if i < a or j < b:
            found.append(_Region(i, a, tuple(new[j:b])))
        i, j = a + size, b + size
    return found


def _matches(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """Runs that both have, in order: (place in old, place in new, length)."""
    pairs: list[tuple[int, int]] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        lo, hi, low, high = todo.pop()
        while lo < hi and low < high and old[lo] == new[low]:
            pairs.append((lo, low))
            lo, low = lo + 1, low + 1
        while lo < hi and low < high and old[hi - 1] == new[high - 1]:
            hi, high = hi - 1, high - 1
            pairs.append((hi, high))
        if lo == hi or low == high:
            continue
        anchors = _anchors(old, lo, hi, new, low, high)
        if not anchors and (hi - lo) * (high - low) <= _SMALL:
            pairs += _longest(old, lo, hi, new, low, high)
        for a, b in anchors:
            pairs.append((a, b))
            todo.append((lo, a, low, b))
            lo, low = a + 1, b + 1
        if anchors:
            todo.append((lo, hi, low, high))
    return _runs(sorted(pairs))


def _runs(pairs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for a, b in pairs:
        if runs and runs[-1][0] + runs[-1][2] == a and runs[-1][1] + runs[-1][2] == b:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((a, b, 1))
    return runs


def _anchors(
    old: list[str], lo: int, hi: int, new: list[str], low: int, high: int
) -> list[tuple[int, int]]:
    """Sentences that stand once on each side, in the longest order both share."""
    mine, theirs = _once(old, lo, hi), _once(new, low, high)
    both = [(place, theirs[text]) for text, place in mine.items() if text in theirs]
    return _increasing(sorted(both))


def _once(texts: list[str], lo: int, hi: int) -> dict[str, int]:
    seen: dict[str, int] = {}
    for place in range(lo, hi):
        text = texts[place]
        if not text.isspace():
            seen[text] = -1 if text in seen else place
    return {text: place for text, place in seen.items() if place >= 0}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, sorted by their first, whose seconds increase too."""
    from bisect import bisect_left

    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        place = bisect_left(tops, second)
        before.append(last[place - 1] if place else -1)
        tops[place : place + 1] = [second]
        last[place : place + 1] = [number]
    chosen, at = [], last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _longest(
    old: list[str], lo: int, hi: int, new: list[str], low: int, high: int
) -> list[tuple[int, int]]:
    """The longest common order of two short stretches, by the textbook's table."""
    height, width = hi - lo, high - low
    best = [[0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            same = old[lo + i] == new[low + j]
            best[i][j] = best[i + 1][j + 1] + 1 if same else max(best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < height and j < width:
        if old[lo + i] == new[low + j]:
            found.append((lo + i, low + j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
