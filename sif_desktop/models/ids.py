"""Ids made on the client: random, or the same on every machine where the real world has a key."""

from __future__ import annotations

import base64
import hashlib
import secrets
import uuid

_SPACE = uuid.UUID("6f1d2b1e-58f5-4f0e-9f43-2d9a3f6f8f10")

_MARKED = 0xF000 << 64 | 0xC000 << 48
_VERSION_5 = 0x5000 << 64 | 0x8000 << 48


def new_uid() -> str:
    """32 hexadecimal characters, random."""
    return uuid.uuid4().hex


def keyed_uid(table: str, *key: str) -> str:
    """The id of the row with this real-world key, so that two machines make the same row."""
    name = "\x1f".join((table, *key)).encode()
    number = int.from_bytes(hashlib.sha1(_SPACE.bytes + name, usedforsecurity=False).digest()[:16])
    # As UUIDv5, made here because an import makes a hundred thousand of them.
    return f"{number & ~_MARKED | _VERSION_5:032x}"


def new_replica() -> str:
    """64 random bits as 11 letters of base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(8)).rstrip(b"=").decode()
