"""Ids made on the client: random, or the same on every machine where the real world has a key."""

from __future__ import annotations

import base64
import secrets
import uuid

_SPACE = uuid.UUID("6f1d2b1e-58f5-4f0e-9f43-2d9a3f6f8f10")


def new_uid() -> str:
    """32 hexadecimal characters, random."""
    return uuid.uuid4().hex


def keyed_uid(table: str, *key: str) -> str:
    """The id of the row with this real-world key, so that two machines make the same row."""
    return uuid.uuid5(_SPACE, "\x1f".join((table, *key))).hex


def new_replica() -> str:
    """64 random bits as 11 letters of base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(8)).rstrip(b"=").decode()
