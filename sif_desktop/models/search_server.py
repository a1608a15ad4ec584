"""The full-text index of the office store: the same table and the same questions, on PostgreSQL.

Words are cut to their stems by the server's English rules and accents are taken off, much as the
index of a caseload does it; words such as “the” are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

TABLE = (
    'CREATE TABLE search (rowid BIGINT PRIMARY KEY, title TEXT, body TEXT, tbl TEXT, "row" TEXT,'
    " provider TEXT, visit TEXT, words TSVECTOR)",
    "CREATE INDEX ix_search_words ON search USING gin (words)",
)
_LONGEST = 300_000  # letters of one record: the server's lists of words end at a megabyte
_INSERT = text(
    'INSERT INTO search (rowid, title, body, tbl, "row", provider, visit, words)'
    " VALUES (:n, :title, :body, :tbl, :row, :provider, :visit, to_tsvector('english', :said))"
)
# What `domain.search_query` and the look for reused passages write.
_TERM = re.compile(r'(AND|OR|NOT)? ?"((?:[^"]|"")*)"(\*?)')


def put_in(connection: Connection, entries: Iterable[Mapping[str, Any]]) -> None:
    rows = [
        {**entry, "said": _folded(f"{entry['title']}\n{entry['body']}"[:_LONGEST])}
        for entry in entries
    ]
    connection.execute(_INSERT, rows)


def matching(
    connection: Connection,
    match: str,
    columns: str,
    *,
    most: int,
    ranked: bool = False,
    more: str = "",
    values: Mapping[str, Any] | None = None,
) -> Sequence[Any]:
    """The entries an FTS5 expression of quoted words finds, newest first or best first."""
    asked, words = _question(match)
    order = f"ts_rank(words, {asked}) DESC" if ranked else "rowid DESC"
    where = f"words @@ ({asked})" + (f" AND {more}" if more else "")
    query = text(f"SELECT {columns} FROM search WHERE {where} ORDER BY {order} LIMIT :most")
    return connection.execute(query, {**words, **(values or {}), "most": most}).all()


def state(connection: Connection) -> bytes:
    """Something that every change of the index replaces: the newest entry and how many there are
    of it."""
    query = text("SELECT max(xmin::text::bigint), count(*) FROM search")
    return repr(tuple(connection.execute(query).one())).encode()


def _question(match: str) -> tuple[str, dict[str, str]]:
    """The expression in the server's words, and the values it is asked with; as in FTS5, NOT binds
    before AND and AND before OR."""
    groups: list[list[str]] = [[]]
    values: dict[str, str] = {}
    for number, found in enumerate(_TERM.finditer(match)):
        said = _folded(found[2].replace('""', '"'))
        name = f"w{number}"
        values[name] = said
        term = f"phraseto_tsquery('english', :{name})"
        if found[3]:  # the word may go on
            begun = "".join(re.findall(r"\w+", said))
            values[f"{name}b"] = f"{begun}:*"
            term = f"({term} || to_tsquery('simple', :{name}b))" if begun else term
        if found[1] == "OR":
            groups.append([])
        groups[-1].append(f"!! {term}" if found[1] == "NOT" else term)
    return _balanced([_balanced(group, "&&") for group in groups], "||"), values


def _balanced(terms: Sequence[str], by: str) -> str:
    """Joined so that no nesting grows with their number: the server's goes only so deep."""
    if len(terms) < 2:
        return "".join(terms)
    half = len(terms) // 2
    return f"({_balanced(terms[:half], by)} {by} {_balanced(terms[half:], by)})"


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words)
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("\0", " ")
