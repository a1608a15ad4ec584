"""Which changes are held of every stream, as runs of numbers, and their subtraction.

A run of another replica's stream keeps the digest just below it: one who holds 3 to 5 without 1
and 2 could not otherwise pass 3 to 5 on in a form that can be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from sif_desktop.models.tables.log import sync_change, sync_held, sync_self, sync_stream

Key = tuple[str, str]  # replica, partition
_LARGEST = 2**63 - 1  # what a table can hold


@dataclass(frozen=True, slots=True)
class Run:
    lo: int
    hi: int
    before: bytes = b""


@dataclass(slots=True)
class Stream:
    id: int
    replica: str
    part: str
    runs: list[Run]


# What somebody holds: for each stream its runs, and the digest at the top of each.
Have = dict[Key, list[tuple[int, int, bytes]]]


def streams(connection: Connection) -> dict[Key, Stream]:
    """Every stream with its runs; one's own hold everything up to their number."""
    mine = connection.execute(select(sync_self.c.replica)).scalar_one()
    found, by_id = {}, {}
    for row in connection.execute(select(sync_stream)):
        own = [Run(1, row.seq)] if row.replica == mine and row.seq else []
        stream = Stream(row.id, row.replica, row.part, own)
        found[row.replica, row.part] = by_id[row.id] = stream
    for row in connection.execute(select(sync_held).order_by(sync_held.c.stream, sync_held.c.lo)):
        by_id[row.stream].runs.append(Run(row.lo, row.hi, row.before))
    return found


def have_of(connection: Connection) -> Have:
    """What is held, each run with the digest at its top."""
    found: Have = {}
    for key, stream in streams(connection).items():
        for run in stream.runs:
            digest = digest_at(connection, stream.id, run.hi)
            assert digest is not None, "a run ends at a change that is held"
            found.setdefault(key, []).append((run.lo, run.hi, digest))
    return found


def digest_at(connection: Connection, stream: int, seq: int) -> bytes | None:
    here = (sync_change.c.stream == stream) & (sync_change.c.seq == seq)
    return connection.execute(select(sync_change.c.digest).where(here)).scalar()


def minus(runs: Iterable[Run], theirs: Sequence[tuple[int, int, bytes]]) -> list[tuple[int, int]]:
    """The numbers in `runs` that are not in `theirs`, as stretches."""
    out: list[tuple[int, int]] = []
    taken = sorted((lo, hi) for lo, hi, _ in theirs)
    for run in runs:
        start = run.lo
        for lo, hi in taken:
            if hi < start or lo > run.hi:
                continue
            if lo > start:
                out.append((start, lo - 1))
            start = max(start, hi + 1)
        if start <= run.hi:
            out.append((start, run.hi))
    return out


def united(runs: Sequence[Run], more: Run) -> list[Run]:
    """The runs with one more, those that meet joined."""
    out: list[Run] = []
    for run in sorted([*runs, more], key=lambda r: (r.lo, -r.hi)):
        if out and run.lo <= out[-1].hi + 1:
            out[-1] = Run(out[-1].lo, max(out[-1].hi, run.hi), out[-1].before)
        else:
            out.append(run)
    return out


def store_runs(connection: Connection, stream: Stream) -> None:
    connection.execute(delete(sync_held).where(sync_held.c.stream == stream.id))
    rows = [
        {"stream": stream.id, "lo": run.lo, "hi": run.hi, "before": run.before}
        for run in stream.runs
    ]
    if rows:
        connection.execute(insert(sync_held), rows)


def many_lacked(mine: Have, theirs: Have) -> int:
    """How many of these changes are not among theirs."""
    many = 0
    for key, runs in mine.items():
        for lo, hi in minus([Run(lo, hi) for lo, hi, _ in runs], theirs.get(key, [])):
            many += hi - lo + 1
    return many


def have_as_json(have: Have) -> dict[str, dict[str, list[list[int | str]]]]:
    """By replica and partition; a run is [first, last, digest at its top]."""
    out: dict[str, dict[str, list[list[int | str]]]] = {}
    for (replica, part), runs in have.items():
        out.setdefault(replica, {})[part] = [[lo, hi, top.hex()] for lo, hi, top in runs]
    return out


def have_of_json(data: Mapping[str, Mapping[str, Sequence[Sequence[int | str]]]]) -> Have:
    """Raises ValueError, TypeError or AttributeError for what is no such thing."""
    return {
        (replica, part): [(*_bounds(lo, hi), bytes.fromhex(str(top))) for lo, hi, top in runs]
        for replica, parts in data.items()
        for part, runs in parts.items()
    }


def _bounds(lo: int | str, hi: int | str) -> tuple[int, int]:
    if type(lo) is not int or type(hi) is not int or not 1 <= lo <= hi <= _LARGEST:
        raise ValueError("no run of numbers")
    return lo, hi


def common(haves: Sequence[Have]) -> Have:
    """What all of them hold; nothing where there is nobody."""
    if not haves:
        return {}
    found = haves[0]
    for other in haves[1:]:
        found = {key: _both(runs, other.get(key, [])) for key, runs in found.items()}
    return {key: runs for key, runs in found.items() if runs}


def _both(
    some: Sequence[tuple[int, int, bytes]], others: Sequence[tuple[int, int, bytes]]
) -> list[tuple[int, int, bytes]]:
    tops = {hi: top for _, hi, top in [*others, *some]}
    pairs = [(max(a, c), min(b, d)) for a, b, _ in some for c, d, _ in others]
    return [(lo, hi, tops[hi]) for lo, hi in pairs if lo <= hi]
