"""Long passages of a draft that stand in another school's document too.

The search index is asked for a few words at a time: a passage of twelve words always holds six that
begin at one of every sixth word. What the index finds is then compared word for word. Where a text
was found is remembered until the index changes, since most of a draft stays as it is while one
sentence is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select, text

from sif_desktop.domain.draft_checks import printed_texts
from sif_desktop.domain.findings import Finding, FindingKind, Place, short, should
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.sentences import text_id
from sif_desktop.domain.text_checks import shared_passages
from sif_desktop.models.search import words_within
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.providers import provider

_STEP = 6
_WORD = re.compile(r"\w+")
_MOST = 20  # documents looked into for one passage
_REMEMBERED = 5_000  # texts
_FIND = text(
    "SELECT row FROM search WHERE search MATCH :match AND tbl = 'document'"
    " AND provider != :here ORDER BY rowid DESC LIMIT :most"
)
# The index's own list of its parts (FTS5 keeps it under 10), which every change of it replaces.
_STATE = text("SELECT block FROM search_data WHERE id = 10")

Places = dict[tuple[str, str], list[str]]  # documents by (school that asks, text)
_found: WeakKeyDictionary[Engine, tuple[bytes, Places]] = WeakKeyDictionary()


def reused_passages(
    connection: Connection, draft: NoteDraft, provider_uid: str, boilerplate: Iterable[str] = ()
) -> Iterator[Finding]:
    """A finding for each text of the draft that shares twelve words or more with a document of
    another school, other than sentences of the rulebook (`boilerplate`)."""
    standing = "\n".join(boilerplate)
    known = _known(connection)
    for place, said in printed_texts(draft):
        asked = (provider_uid, said)
        if asked not in known:
            known[asked] = _candidates(connection, said, provider_uid)
        for uid in known[asked]:
            found = shared_passages(said, _body(connection, uid), boilerplate=standing)
            if found:
                yield _finding(connection, uid, found[0].excerpt, place)
                break


def _known(connection: Connection) -> Places:
    """What was found since the index last changed."""
    state = bytes(connection.execute(_STATE).scalar_one())
    kept = _found.get(connection.engine)
    if kept is None or kept[0] != state or len(kept[1]) > _REMEMBERED:
        kept = _found[connection.engine] = (state, {})
    return kept[1]


def _candidates(connection: Connection, said: str, provider_uid: str) -> list[str]:
    words = _WORD.findall(said)
    uids: list[str] = []
    for start in range(0, len(words) - _STEP + 1, _STEP) if len(words) >= 2 * _STEP else ():
        match = '"' + " ".join(words[start : start + _STEP]) + '"'
        asked = {"match": match, "here": provider_uid, "most": _MOST}
        uids += connection.execute(_FIND, asked).scalars()
    return list(dict.fromkeys(uids))[:_MOST]


def _body(connection: Connection, uid: str) -> str:
    """Its words; none if it was deleted since the index last looked."""
    query = select(document.c.body, document.c.x_rev)
    row = connection.execute(query.where(document.c.uid == uid, document.c.x_gone == 0)).first()
    return _words(uid, row.x_rev, row.body or "") if row else ""


@lru_cache(maxsize=64)
def _words(_uid: str, _rev: int, body: str) -> str:
    return words_within(body)


def _finding(connection: Connection, uid: str, excerpt: str, place: Place) -> Finding:
    joined = document.join(provider, provider.c.uid == document.c.provider_uid)
    query = select(document.c.title, provider.c.name).select_from(joined)
    other = connection.execute(query.where(document.c.uid == uid)).one()
    message = (
        f"This passage also stands in “{other.title}” of {other.name}: “{short(excerpt, 60)}”. "
        "Check that it belongs here."
    )
    about = f"{place.sentence or place.row}:{text_id(excerpt)}"
    return should(FindingKind.REUSED, about, message, place)
