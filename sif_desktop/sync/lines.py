"""The changes of an exchange file as lines of JSON, written from the log and read with limits.

    ["r", replica, partition, first, last, digest just below the first]
    ["c", hlc, author, schema, label, [operation, …], more]     the next change of the range
    ["o", [operation, …], more]                                 more operations of that change

An operation is [row, table, kind, fields, prev], a change's in the order of their rows; of its
writer's own work it replaces only what came before it. A change too long for one line goes on over
several, so that no line grows with what was imported at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import Wire
from sif_desktop.models.erase import ERASED
from sif_desktop.models.ops import types_of
from sif_desktop.models.tables.log import sync_change, sync_op
from sif_desktop.sync.held import Have, Run, Stream, digest_at, minus, streams
from sif_desktop.sync.scope import Scope

LINE_TARGET = 512 * 1024  # characters of operations in one line
LINE_LIMIT = 64 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9_:.\-]{1,120}\Z")
_DOT = re.compile(r"[A-Za-z0-9_\-]{1,24}:[0-9]{1,15}\Z")
_COLUMN = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]{0,63}|\*)\Z")
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_LARGEST = 2**63 - 1


class BadFile(Problem):
    """An exchange file that does not keep to the format; nothing of it is used."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "This exchange file is damaged or was not made by SIF Desktop; nothing was taken in.",
            f"Ask for it to be sent again. (Detail: {what}.)",
        )


# -- writing ---------------------------------------------------------------------------------------


def lines_for(connection: Connection, theirs: Have, scope: Scope) -> Iterator[bytes]:
    """Everything held in scope that they do not hold."""
    for key, stream in sorted(streams(connection).items()):
        if scope.allows(stream.part):
            for lo, hi in minus(stream.runs, theirs.get(key, [])):
                yield from range_lines(connection, stream, lo, hi)


def range_lines(connection: Connection, stream: Stream, lo: int, hi: int) -> Iterator[bytes]:
    """The lines of one stretch of a stream, all of which is held."""
    before = _below(connection, stream, lo)
    yield _line(["r", stream.replica, stream.part, lo, hi, before.hex()])
    here = (sync_change.c.stream == stream.id) & sync_change.c.seq.between(lo, hi)
    changes = select(sync_change).where(here).order_by(sync_change.c.seq)
    ops = (
        select(sync_op)
        .where(sync_op.c.stream == stream.id, sync_op.c.seq.between(lo, hi))
        .order_by(sync_op.c.seq, sync_op.c.row)
    )
    coming = iter(connection.execute(ops.execution_options(yield_per=2000)))
    op = next(coming, None)
    for change in connection.execute(changes).all():
        head = ["c", change.hlc, change.author, change.schema, change.label]
        texts: list[str] = []
        size = 0
        while op is not None and op.seq == change.seq:
            text = f"[{_text(op.row)},{_text(op.tbl)},{_text(op.kind)},{op.fields},{op.prev}]"
            if size + len(text) > LINE_TARGET and texts:
                yield _with_ops(head, texts, more=True)
                head, texts, size = ["o"], [], 0
            texts.append(text)
            size += len(text)
            op = next(coming, None)
        yield _with_ops(head, texts, more=False)


def _below(connection: Connection, stream: Stream, lo: int) -> bytes:
    """The chain's digest just below `lo`: of the change before, or kept with the run."""
    run = next(run for run in stream.runs if run.lo <= lo <= run.hi)
    if lo == run.lo:
        return run.before
    digest = digest_at(connection, stream.id, lo - 1)
    assert digest is not None, "inside a run every change is held"
    return digest


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _with_ops(head: list[Any], ops: list[str], *, more: bool) -> bytes:
    start = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    return f"{start},[{','.join(ops)}],{int(more)}]\n".encode()


def in_parts(lines: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Lines joined to pieces of about `size` bytes; a longer line is a piece of its own."""
    held: list[bytes] = []
    length = 0
    for line in lines:
        if held and length + len(line) > size:
            yield b"".join(held)
            held, length = [], 0
        held.append(line)
        length += len(line)
    if held:
        yield b"".join(held)


# -- reading ---------------------------------------------------------------------------------------


def parsed(line: bytes) -> list[Any]:
    """One line's values. Raises BadFile unless it is a list that begins with its kind."""
    if len(line) > LINE_LIMIT:
        raise BadFile("a line is too long")
    try:
        values = json.loads(line.decode())
        if b"\\ud" in line or b"\\uD" in line:  # half a character, said by its number, is no text
            json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadFile("text that is no text") from None
    except (ValueError, RecursionError):
        raise BadFile("a line is not JSON") from None
    if not isinstance(values, list) or not values or values[0] not in ("r", "c", "o"):
        raise BadFile("a line of no known kind")
    lengths = {"r": 6, "c": 7, "o": 3}
    if len(values) != lengths[values[0]]:
        raise BadFile("a line of the wrong length")
    return values


def range_of(values: list[Any]) -> tuple[str, str, Run]:
    """(replica, partition, run) of an "r" line."""
    _, replica, part, lo, hi, before = values
    if not (_is_name(replica) and _is_name(part) and _is_number(lo) and _is_number(hi)):
        raise BadFile("a range without its place")
    if not 1 <= lo <= hi or ":" in replica or not isinstance(before, str):
        raise BadFile("a range that runs backwards")
    try:
        digest = bytes.fromhex(before)
    except ValueError:
        raise BadFile("a digest that is none") from None
    return replica, part, Run(lo, hi, digest)


def change_of(values: list[Any]) -> tuple[int, str, int, str]:
    """(hlc, author, schema, label) of a "c" line."""
    _, hlc, author, schema, label, _, _ = values
    plain = _is_number(hlc) and _is_number(schema) and isinstance(author, str)
    if not plain or not isinstance(label, str) or hlc < 0 or len(author) > 120:
        raise BadFile("a change without its head")
    return hlc, author, schema, label


def checked_op(op: Any) -> tuple[str, str, str, dict[str, Wire], dict[str, list[str]]]:
    """An operation whose every part is of its kind."""
    if not isinstance(op, list) or len(op) != 5:
        raise BadFile("an operation of the wrong shape")
    row, table, kind, fields, prev = op
    if not (_is_name(row) and _is_name(table) and _is_name(kind)):
        raise BadFile("an operation without its row")
    if not isinstance(fields, dict) or not isinstance(prev, dict):
        raise BadFile("an operation without its fields")
    if kind == ERASED and not (prev == {} and fields.keys() == {"_hash"} and _is_hash(fields)):
        raise BadFile("an erased operation that says something")
    types = types_of(table)
    for name, value in fields.items():
        # True and False are whole numbers to Python, and other text in the digest.
        plain = value is None or type(value) is str or _is_number(value)
        if not plain or not _COLUMN.match(name) or name.startswith("x_") or name == "uid":
            raise BadFile("a field that no record has")
        if value is not None and type(value) is not types.get(name, type(value)):
            raise BadFile("a field with a value of another kind")
    for name, dots in prev.items():
        plain = isinstance(dots, list) and all(type(d) is str and _DOT.match(d) for d in dots)
        if not plain or not _COLUMN.match(name):
            raise BadFile("an operation that replaces what is no version")
    return row, table, kind, fields, prev


def _is_hash(fields: dict[str, Any]) -> bool:
    return type(fields["_hash"]) is str and _HASH.match(fields["_hash"]) is not None


def _is_name(value: Any) -> bool:
    return type(value) is str and _NAME.match(value) is not None


def _is_number(value: Any) -> bool:
    return type(value) is int and -_LARGEST <= value <= _LARGEST
