"""Long passages of a draft that stand in another school's document too.

The search index is asked for a few words at a time: a passage of twelve words always holds six that
begin at one of every sixth word. What the index finds is then compared word for word. Where a text
was found is remembered until the index changes, since most of a draft stays as it is while one
sentence is written. In a large caseload the first look takes its time: it can be done in parts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from sif_desktop.domain.draft_checks import printed_texts
from sif_desktop.domain.findings import Finding, FindingKind, Place, short, should
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.sentences import text_id
from sif_desktop.domain.text_checks import shared_passages
from sif_desktop.models import search
from sif_desktop.models.search import words_within
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.log import search_due
from sif_desktop.models.tables.providers import provider

_STEP = 6
_WORD = re.compile(r"\w+")
_MOST = 20  # documents looked into for one passage
_REMEMBERED = 5_000  # texts

Places = dict[tuple[str, str], list[str]]  # documents by (school that asks, text)
_found: WeakKeyDictionary[Engine, tuple[bytes, Places]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Looked:
    """`complete` is whether every text of the draft was looked for."""

    findings: tuple[Finding, ...] = ()
    complete: bool = True


def reused_passages(
    connection: Connection,
    draft: NoteDraft,
    provider_uid: str,
    boilerplate: Iterable[str] = (),
    patience: float | None = None,
) -> Looked:
    """A finding for each text of the draft that shares twelve words or more with a document of
    another school, other than sentences of the rulebook (`boilerplate`).

    Texts not looked for within `patience` (seconds) are left for the next time.
    """
    standing = "\n".join(boilerplate)
    known, found, complete = _known(connection), [], True
    stop = math.inf if patience is None else monotonic() + patience
    for place, said in printed_texts(draft):
        asked = (provider_uid, said)
        if asked not in known:
            if monotonic() > stop:
                complete = False
                continue
            candidates = _candidates(connection, said, provider_uid)
            known[asked] = [uid for uid in candidates if _shared(connection, uid, said, standing)]
        for uid in known[asked]:
            if excerpt := _shared(connection, uid, said, standing):
                found.append(_finding(connection, uid, excerpt, place))
                break
    return Looked(tuple(found), complete)


def others_wait(connection: Connection, provider_uid: str) -> bool:
    """Whether a document of another school waits to be brought into the index."""
    joined = search_due.join(document, document.c.uid == search_due.c.row)
    where = (search_due.c.tbl == document.name, document.c.provider_uid != provider_uid)
    query = select(search_due.c.row).select_from(joined).where(*where).limit(1)
    return connection.execute(query).first() is not None


def _shared(connection: Connection, uid: str, said: str, standing: str) -> str:
    """The first passage that the text shares with a document."""
    found = shared_passages(said, _body(connection, uid), boilerplate=standing)
    return found[0].excerpt if found else ""


def _known(connection: Connection) -> Places:
    """What was found since the index last changed."""
    state = search.state(connection)
    kept = _found.get(connection.engine)
    if kept is None or kept[0] != state or len(kept[1]) > _REMEMBERED:
        kept = _found[connection.engine] = (state, {})
    return kept[1]


def _candidates(connection: Connection, said: str, provider_uid: str) -> list[str]:
    """Documents that hold six words of the text in a row, the newest first."""
    words = _WORD.findall(said)
    if len(words) < 2 * _STEP:
        return []
    runs = (words[k : k + _STEP] for k in range(0, len(words) - _STEP + 1, _STEP))
    match = " OR ".join(f'"{" ".join(run)}"' for run in runs)
    return search.documents_matching(connection, match, provider_uid, _MOST)


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
    said = short(excerpt, 60).rstrip(".")
    message = (
        f"This passage also stands in “{other.title}” of {other.name}: “{said}”. "
        "Check that it belongs here."
    )
    about = f"{place.sentence or place.row}:{text_id(excerpt)}"
    return should(FindingKind.REUSED, about, message, place)
