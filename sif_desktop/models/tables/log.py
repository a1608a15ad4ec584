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
    Column("via_bundle", Text),  # whose signature vouched for it, where it was received
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
    Column("seen", Text),  # JSON: by field (and others of its group) the versions on the page then
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

# -- exchange: what is held of others, and what follows from it (docs/decisions) ------------------

# Runs of changes held of another replica's stream; `before` is the digest just below `lo`, without
# which a run that begins in the middle could not be passed on.
sync_held = local(
    "sync_held",
    Column("stream", Integer, primary_key=True),
    Column("lo", Integer, primary_key=True),
    Column("hi", Integer, nullable=False),
    Column("before", LargeBinary, nullable=False),
)

# Follows from the log: fields changed apart. `kind` is a `domain.merge.Trouble`.
sync_conflict = local(
    "sync_conflict",
    Column("row", Text, primary_key=True),
    Column("col", Text, primary_key=True),
    Column("tbl", Text, nullable=False),
    Column("kind", Text, nullable=False, index=True),
    Column("heads", Text, nullable=False),
    Column("ticked", Integer, nullable=False, default=0),  # of a merged text: somebody looked
)

# Follows from the log: rows that cannot be shown yet, and the row whose arrival they wait for.
sync_waiting = local(
    "sync_waiting",
    Column("row", Text, primary_key=True),
    Column("tbl", Text, nullable=False),
    Column("needs", Text, nullable=False, index=True),
)

# Rows that were erased, and how many operations on each came later and were discarded.
sync_erased = local(
    "sync_erased",
    Column("row", Text, primary_key=True),
    Column("tbl", Text, nullable=False),
    Column("late", Integer, nullable=False, default=0),
)

# What another replica last said it holds.
sync_peer = local(
    "sync_peer",
    Column("replica", Text, primary_key=True),
    Column("sign_key", Text, nullable=False),
    Column("have", Text, nullable=False),
    Column("have_at", Text, nullable=False),
    Column("wants", Text, nullable=False),
)

sync_bundle = local(
    "sync_bundle",
    Column("id", Text, primary_key=True),
    Column("direction", Text, primary_key=True),  # sent, received
    Column("signer", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
)

# This machine's own keys (one row) and those of others, by card or by the team's roster.
sync_key = local(
    "sync_key",
    Column("id", Integer, primary_key=True),
    Column("sign_secret", LargeBinary, nullable=False),
    Column("age_secret", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("team_key", Text, nullable=False, default=""),  # pinned at joining
    Column("team_secret", LargeBinary),  # only where the team lead keeps the roster
)

sync_contact = local(
    "sync_contact",
    Column("sign_key", Text, primary_key=True),
    Column("age_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, default=""),
    Column("role", Text, nullable=False, default="officer"),  # officer, lead, office
    Column("source", Text, nullable=False),  # card, roster
    Column("added", Text, nullable=False),
    Column("revoked", Text),
)

sync_roster = local(
    "sync_roster",
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
)
