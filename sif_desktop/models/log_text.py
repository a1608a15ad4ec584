"""Values and operations as the log writes them down, and the digest that chains its changes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sif_desktop.domain.merge import Wire

SCHEMA = 1
DIGEST_BYTES = 16
# Made once: it writes every operation of an exchange.
canonical_text = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode
_ERASED = re.compile(rb'\["[^"]+","[^"]+","x",\{"_hash":"([0-9a-f]{64})"\},\{\}\]')


def wire(value: Any) -> Wire:
    """A value as the table and the log hold it: text, a whole number or nothing."""
    if value is None:
        return None
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else _whole(value)
    if isinstance(value, int):  # True and False too
        return int(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, Mapping | Sequence | set | frozenset):
        plain = sorted(value) if isinstance(value, set | frozenset) else value
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    raise TypeError(f"{type(value).__name__} has no place in the log")


def _whole(text: str) -> str:
    """Text as UTF-8 and every database can hold it: half a character, as some programs paste it,
    becomes �, and the letter of nothing goes."""
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def canonical(value: Any) -> bytes:
    return canonical_text(value).encode()


def chain(
    before: bytes, hlc: int, author: str, ops: Iterable[list[Any]], schema: int = SCHEMA
) -> bytes:
    """The digest of a change: it covers the change before it, so forks and restored copies show."""
    texts = (canonical(op) for op in sorted(ops, key=lambda op: op[0]))
    return chain_texts(before, hlc, author, texts, schema)


def chain_texts(
    before: bytes, hlc: int, author: str, ops: Iterable[bytes], schema: int = SCHEMA
) -> bytes:
    """`chain` of operations that are canonical text already, in the order of their rows.

    It is made from the hash of each, so that it can still be checked once one was erased.
    """
    digest = hashlib.sha256(before + canonical([hlc, author, schema]))
    for text in ops:
        digest.update(op_hash(text))
    return digest.digest()[:DIGEST_BYTES]


def op_hash(text: bytes) -> bytes:
    """The hash of one operation, as canonical text. An erased one says what its hash was."""
    erased = _ERASED.fullmatch(text) if text.endswith(b'"},{}]') else None
    return bytes.fromhex(erased[1].decode()) if erased else hashlib.sha256(text).digest()
