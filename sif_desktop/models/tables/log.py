"""The change log and what else belongs to this machine only.

One change is one transaction's writes in one partition; one operation is one row in that change.
`prev` names, per field, the versions it replaces, so nothing is ever overwritten in the log.
"""

from sqlalchemy import Column, Integer, LargeBinary, Text, UniqueConstraint

from sif_desktop.models.base import local

sync_self = local(
    "sync_self",
    Column("id", Integer, primary_key=True),
    Column("replica", Text, nullable=False),
    Column("open_nonce", Text),
    Column("person", Text),
    Column("created_at", Text, nullable=False),
    Column("practice", Integer, nullable=False, default=0),
)

sync_stream = local(
    "sync_stream",
    Column("id", Integer, primary_key=True),
    Column("replica", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("seq", Integer, nullable=False, default=0),
    Column("digest", LargeBinary, nullable=False, default=b""),
    UniqueConstraint("replica", "part"),
)

sync_change = local(
    "sync_change",
    Column("stream", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hlc", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("action", Text, index=True),
)

sync_op = local(
    "sync_op",
    Column("stream", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("row", Text, primary_key=True, index=True),
    Column("tbl", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("prev", Text, nullable=False),
)

# What one thing the officer did consisted of; undo and redo walk these.
action = local(
    "action",
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),  # do, undo, redo, fixed (cannot be undone)
    Column("of", Text),  # for undo and redo: the action it is about
    Column("state", Text, nullable=False, index=True),  # done, undone, dropped
    Column("place", Text),  # where in the program it happened, to reopen there
    Column("number", Integer, nullable=False, unique=True),
)

# Typing, on disk at once; becomes one logged operation when the field is left.
draft = local(
    "draft",
    Column("tbl", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("col", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
)

blob = local(
    "blob",
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

# Rows whose words changed since the search index last looked.
search_due = local(
    "search_due",
    Column("tbl", Text, primary_key=True),
    Column("row", Text, primary_key=True),
)

# Where a row stands in the full-text index; its number begins with the day, so newest is last.
search_place = local(
    "search_place",
    Column("row", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
)

setting = local(
    "setting",
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
