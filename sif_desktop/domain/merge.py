"""What a row shows is a pure function of the operations held for it.

Takes plain data and gives plain data: no session, no clock. A field with more than one unreplaced
version is shown by the latest; whether that needs a person's decision is the exchange's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Wire = str | int | None


@dataclass(frozen=True, slots=True)
class Op:
    """One row's part of a change.

    `dot` is "replica:seq"; `prev` names the dots each field replaces (a deletion's names all it
    had seen).
    """

    dot: str
    hlc: int
    kind: str  # c create, u update, d delete, r restore
    fields: Mapping[str, Wire]
    prev: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowState:
    values: dict[str, Wire] = field(default_factory=dict)
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: bool = False


def materialise(ops: Iterable[Op]) -> RowState | None:
    """The row as it stands, or None while its creation is not among the operations.

    A creation writes every field: what it does not name it leaves empty.
    """
    held = sorted(ops, key=lambda op: (op.hlc, op.dot))
    if not any(op.kind == "c" for op in held):
        return None
    values: dict[str, Wire] = {}
    heads: dict[str, tuple[str, ...]] = {}
    for column in {name for op in held for name in op.fields}:
        replaced = {dot for op in held if column in op.fields for dot in op.prev.get(column, ())}
        writers = (op for op in held if column in op.fields or op.kind == "c")
        top = [op for op in writers if op.dot not in replaced]
        heads[column] = tuple(op.dot for op in top)
        values[column] = top[-1].fields.get(column)
    heads["*"] = tuple(op.dot for op in held if op.kind == "c")
    gone = bool(values.pop("_del", 0))
    return RowState(values, heads, gone)


def heads_of(packed: Mapping[str, list[str]], column: str) -> list[str]:
    """The dots a field's next version replaces; `*` is the creation, for fields not yet changed."""
    return packed.get(column) or packed["*"]


def packed_heads(state: RowState) -> dict[str, list[str]]:
    """Heads as stored beside the row: only fields that differ from the creation are named."""
    created = state.heads["*"]
    named = {name: list(dots) for name, dots in state.heads.items() if dots != created}
    return {"*": list(created), **named}
