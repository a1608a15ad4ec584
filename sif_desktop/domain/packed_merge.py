"""Two versions of a value that keeps several in one, put together where each changed other parts.

Of a draft these are its sentences, of a letter its fields, of an inspection its areas. Nothing is
put together where both changed the same part, or both put something in or took something out of one
list: then a person chooses.
"""

from __future__ import annotations

import json
from typing import Any


class _Clash(Exception):
    pass


def put_together(before: str, one: str, other: str) -> str | None:
    """JSON of both versions in one; None where they are not kept so, or meet."""
    try:
        parts = [json.loads(text or "{}") for text in (before, one, other)]
        if not all(isinstance(part, dict) for part in parts):
            return None
        found = _merged(*parts)
    except (ValueError, _Clash):
        return None
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _merged(before: Any, one: Any, other: Any) -> Any:
    if one in (other, before):
        return other
    if other == before:
        return one
    if isinstance(one, dict) and isinstance(other, dict):
        return _keys(before if isinstance(before, dict) else {}, one, other)
    if all(_named(part) for part in (before, one, other)):
        return _list(before, one, other)
    raise _Clash


_GONE = object()


def _keys(before: dict[str, Any], one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    parts = (before, one, other)
    found = {
        key: _merged(*(part.get(key, _GONE) for part in parts))
        for key in dict.fromkeys((*one, *other))
    }
    return {key: value for key, value in found.items() if value is not _GONE}


def _named(part: Any) -> bool:
    """Whether it is a list of things each with an id of its own."""
    if not isinstance(part, list):
        return False
    ids = [thing.get("id") if isinstance(thing, dict) else None for thing in part]
    return None not in ids and len(set(ids)) == len(ids)


def _list(before: list[Any], one: list[Any], other: list[Any]) -> list[Any]:
    """In the order of whoever changed what stands in it; only one of them may have."""
    by_id = [{thing["id"]: thing for thing in part} for part in (before, one, other)]
    was, mine, theirs = (list(part) for part in by_id)
    if was not in (mine, theirs):
        raise _Clash
    order = theirs if mine == was else mine
    for gone in set(was) - set(order):  # taken out by one: the other must not have changed it
        if any(part.get(gone, by_id[0][gone]) != by_id[0][gone] for part in by_id[1:]):
            raise _Clash
    return [_merged(*(part.get(key, _GONE) for part in by_id)) for key in order]
