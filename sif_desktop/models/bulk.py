"""Writing many rows of one table in an action: the same log, without an object for every row.

Operations go to the log as they are made, so memory stays flat however many rows there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table, select

from sif_desktop.domain.merge import Wire, heads_of
from sif_desktop.models.change_log import StoredOp, store_ops
from sif_desktop.models.changes import Action
from sif_desktop.models.disputes import among_questions, erased_among, grouped, plain, unpacked
from sif_desktop.models.log_text import wire
from sif_desktop.models.statements import insert_statement, update_statement

_SIZE = 500
_T = TypeVar("_T")
Fields = Mapping[str, Any]
# The text of `log_text.canonical`.
_sorted_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode


def slices(items: Iterable[_T], size: int = _SIZE) -> Iterator[list[_T]]:
    """Lists of at most `size`, taken from `items` as they come."""
    source = iter(items)
    while taken := list(islice(source, size)):
        yield taken


def create_many(act: Action, table: Table, part: str, rows: Iterable[Fields]) -> int:
    """Add rows, each a mapping with its `uid`, none of which is stored. Returns how many."""
    statement, columns = insert_statement(table)
    written = 0
    for some in slices(rows):
        change = act.change_of(part)  # not before there is a row: nothing written, nothing logged
        heads = json.dumps({"*": [change.dot]})
        local: dict[str, Wire] = {"x_part": part, "x_heads": heads, "x_gone": 0, "x_rev": 0}
        full, ops = [], []
        for row in some:
            fields: dict[str, Wire] = {
                name: value if type(value) is str and "\0" not in value else wire(value)
                for name, value in row.items()
                if value is not None
            }
            del fields["uid"]
            ops.append((row["uid"], table.name, "c", _sorted_json(fields), "{}"))
            fields["uid"] = row["uid"]
            fields.update(local)
            full.append(tuple(map(fields.get, columns)))
        act.connection.exec_driver_sql(statement, full)
        store_ops(act.connection, change, ops)
        act.note_created(table, some)
        written += len(some)
    return written


def update_many(act: Action, table: Table, wanted: Mapping[str, Fields]) -> int:
    """Change what differs in rows that are stored, given by uid; a deleted one comes back.

    Returns how many rows were written.
    """
    written = 0
    for uids in slices(wanted):
        act.lock_rows(table, uids)
        query = select(table).where(table.c.uid.in_(uids))
        stored = [dict(row) for row in act.connection.execute(query).mappings()]
        written += _update(act, table, stored, wanted)
    return written


def put_many(act: Action, table: Table, part: str, rows: Iterable[Fields]) -> int:
    """Create or change each row by its `uid`; one that was erased for good stays away. Returns
    how many rows were written."""
    written = 0
    for some in slices(rows):
        by_uid = {row["uid"]: row for row in some}
        act.lock_rows(table, list(by_uid))
        query = select(table).where(table.c.uid.in_(list(by_uid)))
        stored = [dict(row) for row in act.connection.execute(query).mappings()]
        known = {row["uid"] for row in stored}
        erased = erased_among(act.connection, by_uid.keys() - known)
        wanted = {uid: {n: v for n, v in by_uid[uid].items() if n != "uid"} for uid in known}
        written += _update(act, table, stored, wanted)
        fresh = [row for uid, row in by_uid.items() if uid not in known | erased]
        written += create_many(act, table, part, fresh)
    return written


def _update(
    act: Action, table: Table, stored: list[dict[str, Any]], wanted: Mapping[str, Fields]
) -> int:
    one_by_one = 0
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    ops: dict[str, list[StoredOp]] = {}
    asked = among_questions(act.connection, [row["uid"] for row in stored])
    for row in stored:
        new = {name: wire(value) for name, value in wanted[row["uid"]].items()}
        new = {name: value for name, value in new.items() if row[name] != value}
        if not new and not row["x_gone"]:
            continue
        change = act.change_of(row["x_part"])
        again = row["uid"] in change.stored or row["uid"] in change.ops  # joins the first write
        if again or row["uid"] in asked or not plain(unpacked(row)):
            fields = {**new, "_del": 0} if row["x_gone"] else new
            act.write(table, row, "r" if row["x_gone"] else "u", fields)
            one_by_one += 1
            continue
        groups.setdefault(tuple(new), []).append(_parameters(row, new, change.dot))
        ops.setdefault(row["x_part"], []).append(_operation(table, row, new))
    for columns, parameters in groups.items():
        act.connection.execute(update_statement(table, columns), parameters)
    for part, some in ops.items():
        store_ops(act.connection, act.change_of(part), some)
        act.note(table, [op[0] for op in some])
    return one_by_one + sum(map(len, ops.values()))


def _operation(table: Table, row: Mapping[str, Any], new: Mapping[str, Wire]) -> StoredOp:
    heads = unpacked(row)
    prev = {name: heads_of(heads, name) for name in {*new, *grouped(table, new)}}
    return row["uid"], table.name, "u", _sorted_json(new), _sorted_json(prev)


def _parameters(row: Mapping[str, Any], new: Mapping[str, Wire], dot: str) -> dict[str, Any]:
    heads = unpacked(row)
    heads.update({name: [dot] for name in new})
    values: dict[str, Any] = {f"v_{name}": value for name, value in new.items()}
    return values | {"b_uid": row["uid"], "v_heads": json.dumps(heads), "v_gone": 0}
