"""Which school carries on which: links as the register gives them, and the line they make."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from sif_desktop.domain.register import Link, follows
from sif_desktop.models import bulk
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.providers import provider_link

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action

_NAMES = text(
    "SELECT urn, uid, name FROM provider WHERE x_gone = 0"
    " AND urn IN (SELECT value FROM json_each(:urns))"
)
# A school and all whose history it carries on, nearest first; the depth stops a circle.
_LINE = text("""
WITH RECURSIVE line(uid, urn, depth) AS (
  SELECT uid, urn, 0 FROM provider WHERE uid = :uid
  UNION
  SELECT p.uid, p.urn, line.depth + 1
    FROM line
    JOIN provider_link l ON l.x_gone = 0
         AND (l.provider_uid = line.uid AND l.kind LIKE 'Predecessor%'
              OR l.urn = line.urn AND l.kind LIKE 'Successor%')
    JOIN provider p ON p.x_gone = 0 AND p.uid = CASE
         WHEN l.kind LIKE 'Successor%' THEN l.provider_uid
         ELSE (SELECT min(q.uid) FROM provider q WHERE q.urn = l.urn AND q.x_gone = 0) END
   WHERE line.depth < 6
)
SELECT uid FROM line GROUP BY uid ORDER BY min(depth)
""")


@dataclass(frozen=True, slots=True)
class Followed:
    """`urn` carries on the stored `predecessor`; `sole`: one school became one other."""

    urn: str
    name: str
    predecessor: str
    sole: bool


def followed(connection: Connection, links: Sequence[Link]) -> tuple[Followed, ...]:
    """Of these links, those that hang a stored school's history on another."""
    pairs = follows(links)
    names = _names(connection, (urn for pair in pairs for urn in (pair.urn, pair.predecessor)))
    return tuple(
        Followed(pair.urn, names.get(pair.urn, ""), names[pair.predecessor], pair.sole)
        for pair in pairs
        if pair.predecessor in names
    )


def line_of(connection: Connection, uid: str) -> list[str]:
    """The school `uid` and, nearest first, every stored school whose history it carries on."""
    return list(connection.execute(_LINE, {"uid": uid}).scalars())


def write(
    act: Action,
    links: Iterable[Link],
    more: Mapping[tuple[str, str], Mapping[str, Any]] | None = None,
) -> int:
    """Store the links of schools that are stored; `more` adds name and date by pair of URNs."""
    wanted = list(dict.fromkeys(links))
    if not wanted:
        return 0
    uids = _uids(act.connection, {urn for urn, _, _ in wanted})
    rows = (
        {
            "uid": keyed_uid("provider_link", urn, other, kind),
            "provider_uid": uids[urn],
            "urn": other,
            "kind": kind,
            **(more or {}).get((urn, other), {}),
        }
        for urn, other, kind in wanted
        if urn in uids
    )
    return bulk.put_many(act, provider_link, TEAM, rows)


def _names(connection: Connection, urns: Iterable[str]) -> dict[str, str]:
    wanted = json.dumps(list(urns))
    return {row.urn: row.name for row in connection.execute(_NAMES, {"urns": wanted})}


def _uids(connection: Connection, urns: Iterable[str]) -> dict[str, str]:
    """A school added by hand has an id of its own, so it is looked up, not made from the URN."""
    wanted = json.dumps(list(urns))
    return {row.urn: row.uid for row in connection.execute(_NAMES, {"urns": wanted})}
