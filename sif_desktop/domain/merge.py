"""What a row shows is a pure function of the operations held for it.

Takes plain data and gives plain data: no session, no clock. A field with more than one unreplaced
version is shown by the latest; whether that needs a person's decision depends on the field's kind:

- "mv" (and whatever is not named below): every version stays, a person is asked.
- "text": put together sentence by sentence; a person is asked where the changes meet.
- "lww": the latest, no question.
- "group:NAME": fields that only make sense together; changed apart they are one question.
- "owner": set by the creation, never changed.

A deletion is a version of the field `_del`. It takes effect only if it had seen everything that now
stands in the row, and (which the row's operations cannot tell) nothing the row owns is live.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sif_desktop.domain.text_merge import MERGE, merge_texts

Wire = str | int | None
Trouble = Literal["value", "text", "group", "deledit", "merged", "order"]
DECIDE: tuple[Trouble, ...] = ("value", "text", "group", "deledit")  # the others are for a glance
DELETED = "_del"
_GROUP = "group:"
__all__ = ["DECIDE", "DELETED", "MERGE", "Clash", "Op", "RowState", "Wire", "materialise"]


@dataclass(frozen=True, slots=True)
class Op:
    """One row's part of a change.

    `dot` is "replica:seq"; `prev` names the dots each field replaces. For a field the operation
    does not write, `prev` names what its author had seen: a deletion's all there was, a grouped
    field's the other fields of its group.
    """

    dot: str
    hlc: int
    kind: str  # c create, u update, d delete, r restore
    fields: Mapping[str, Wire]
    prev: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field (or group) two people changed apart; `heads` are the versions, the shown one last."""

    column: str
    kind: Trouble
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowState:
    """`deleted` says a deletion would hold, if nothing the row owns were live."""

    values: dict[str, Wire] = field(default_factory=dict)
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: bool = False
    clashes: tuple[Clash, ...] = ()
    deleted: bool = False

    @property
    def marked(self) -> bool:
        """Whether any deletion stands, holding or not."""
        return DELETED in self.heads


def group_of(kind: str) -> str:
    """The name of a field's group, or nothing."""
    return kind[len(_GROUP) :] if kind.startswith(_GROUP) else ""


def materialise(
    ops: Iterable[Op], kinds: Mapping[str, str] | None = None, *, live_children: bool = False
) -> RowState | None:
    """The row as it stands, or None while its creation is not among the operations.

    `kinds` names the kind of every field this program knows; of any other only the versions are
    kept. A creation writes every field: what it does not name it leaves empty.
    """
    held = sorted(ops, key=lambda op: (op.hlc, op.dot))
    if not any(op.kind == "c" for op in held):
        return None
    if len(held) == 1 and DELETED not in held[0].fields:
        return RowState(_plain(held[0].fields), {"*": (held[0].dot,)})
    return _Row(held, kinds or {}).state(live_children)


def _plain(values: Mapping[str, Wire]) -> dict[str, Wire]:
    """Without the letter of nothing, which older programs logged and a server cannot hold."""
    return {
        name: value.replace("\0", "") if isinstance(value, str) and "\0" in value else value
        for name, value in values.items()
    }


class _Row:
    """One row's operations in order, while its state is worked out."""

    def __init__(self, held: Sequence[Op], kinds: Mapping[str, str]) -> None:
        self.held = held
        self.by_dot = {op.dot: op for op in held}
        self.kinds = kinds
        self.created = tuple(op.dot for op in held if op.kind == "c")
        named = sorted({name for op in held for name in op.fields})
        self.heads = {name: self._heads(name) for name in named}

    def state(self, live_children: bool) -> RowState:
        values: dict[str, Wire] = {}
        clashes: list[Clash] = []
        for name in self.heads:
            if name != DELETED:
                values[name], found = self._shown(name)
                clashes += [found] if found else []
        for clash, members in self._groups():
            clashes.append(clash)  # shown as its latest author left it, not a mixture of two
            values.update({name: self._seen(clash.heads[-1], name) for name in members})
        deleted = self._deleted()
        gone = deleted and not live_children
        if gone:  # what nobody sees needs no decision
            clashes = []
        elif any(self._value(dot, DELETED) for dot in self.heads.get(DELETED, ())):
            clashes.append(Clash(DELETED, "deledit", self.heads[DELETED]))
        heads = {**self.heads, "*": self.created}
        return RowState(_plain(values), heads, gone, tuple(clashes), deleted)

    def _heads(self, column: str) -> tuple[str, ...]:
        replaced = {
            dot for op in self.held if column in op.fields for dot in op.prev.get(column, ())
        }
        writers = (op for op in self.held if column in op.fields or op.kind == "c")
        top = [op.dot for op in writers if op.dot not in replaced]
        return tuple(top) or (self.held[-1].dot,)

    def _value(self, dot: str, column: str) -> Wire:
        op = self.by_dot.get(dot)
        return op.fields.get(column) if op else None

    def _spoken(self, column: str) -> tuple[str, ...]:
        """The heads that say something of the field: a second creation that leaves it out does
        not ask for it to be empty."""
        heads = self.heads.get(column, self.created)
        named = tuple(dot for dot in heads if column in self.by_dot[dot].fields)
        return named or heads[-1:]

    def _shown(self, column: str) -> tuple[Wire, Clash | None]:
        kind = self.kinds.get(column, "")
        if kind == "owner":  # whatever a later operation says of it
            made = (self.by_dot[dot].fields for dot in self.created)
            return next((fields[column] for fields in made if column in fields), None), None
        spoken = self._spoken(column)
        values = [self._value(dot, column) for dot in spoken]
        if len(set(values)) == 1 or not kind or kind == "lww" or group_of(kind):
            return values[-1], None
        if kind == "text":
            return self._text(column, spoken)
        return values[-1], Clash(column, "value", self.heads[column])

    # -- groups ------------------------------------------------------------------------------

    def _groups(self) -> list[tuple[Clash, list[str]]]:
        found = ((self._group(name, members), members) for name, members in groups_of(self.kinds))
        return [(clash, members) for clash, members in found if clash]

    def _group(self, name: str, members: list[str]) -> Clash | None:
        tops = {dot for member in members for dot in self._spoken(member)}
        if len(tops) == 1:
            return None
        left = [dot for dot in tops if not self._outdone(dot, tops, members)]
        apart = any(len({self._value(d, m) for d in self._spoken(m)}) > 1 for m in members)
        versions = {tuple(self._seen(dot, member) for member in members) for dot in left}
        if len(versions) < 2 and not apart:
            return None
        order = {op.dot: place for place, op in enumerate(self.held)}
        heads = sorted(tops if len(versions) < 2 else left, key=order.__getitem__)
        return Clash(_GROUP + name, "group", tuple(heads))

    def _outdone(self, dot: str, tops: Iterable[str], members: Sequence[str]) -> bool:
        """Whether the author of another version of the group had this one before them."""
        mine = self.by_dot[dot]
        return any(_saw(self.by_dot[other], mine, members) for other in tops if other != dot)

    def _seen(self, dot: str, member: str) -> Wire:
        """The value the author of this version left the member of the group at."""
        op = self.by_dot[dot]
        while member not in op.fields and op.kind != "c":
            known = [self.by_dot[d] for d in op.prev.get(member, ()) if d in self.by_dot]
            if not known:  # written before groups named what they saw
                return self._value(self._spoken(member)[-1], member)
            op = known[-1]
        return op.fields.get(member)

    # -- what a save replaces ----------------------------------------------------------------

    def seen(self, columns: set[str]) -> dict[str, tuple[str, ...]]:
        found = {name: self._replaceable(name) for name in columns}
        for name, members in groups_of(self.kinds):
            if columns.isdisjoint(members):
                continue
            clash = self._group(name, members)
            for member in members:
                heads = self.heads.get(member, self.created)
                found[member] = self._view(clash.heads[-1], member) if clash else heads
        return found

    def _replaceable(self, column: str) -> tuple[str, ...]:
        heads = self.heads.get(column, self.created)
        if column == DELETED:
            return heads
        value, clash = self._shown(column)
        if clash is None or clash.kind not in DECIDE:
            return heads
        return tuple(d for d in self._spoken(column) if self._value(d, column) == value)

    def _view(self, dot: str, member: str) -> tuple[str, ...]:
        op = self.by_dot[dot]
        return (dot,) if member in op.fields or op.kind == "c" else tuple(op.prev.get(member, ()))

    # -- text --------------------------------------------------------------------------------

    def _text(self, column: str, heads: Sequence[str]) -> tuple[Wire, Clash | None]:
        shown, how = str(self._value(heads[0], column) or ""), "merged"
        for place, dot in enumerate(heads[1:], start=1):
            base = str(self._value(self._ancestor(column, heads[:place], dot), column) or "")
            merged = merge_texts(base, shown, str(self._value(dot, column) or ""))
            if merged.how == "conflict":
                return self._value(heads[-1], column), Clash(column, "text", self.heads[column])
            how = "order" if merged.how == "order" else how
            shown = merged.text
        kind: Trouble = "order" if how == "order" else "merged"
        return shown, Clash(column, kind, self.heads[column])

    def _ancestor(self, column: str, firsts: Sequence[str], second: str) -> str:
        """The latest version that both sides go back to; empty where there is none."""
        both = self._ancestors(column, firsts) & self._ancestors(column, [second])
        return latest_of((self.by_dot[dot] for dot in both), column)

    def _ancestors(self, column: str, dots: Sequence[str]) -> set[str]:
        found: set[str] = set()
        todo = [dot for start in dots for dot in self.by_dot[start].prev.get(column, ())]
        while todo:
            dot = todo.pop()
            if dot in self.by_dot and dot not in found:
                found.add(dot)
                todo += self.by_dot[dot].prev.get(column, ())
        return found

    # -- deletion ----------------------------------------------------------------------------

    def _deleted(self) -> bool:
        deletions = [dot for dot in self.heads.get(DELETED, ()) if self._spoke_of_deletion(dot)]
        if not deletions or not all(self._value(dot, DELETED) for dot in deletions):
            return False
        return any(self._saw_all(self.by_dot[dot]) for dot in deletions)

    def _spoke_of_deletion(self, dot: str) -> bool:
        return DELETED in self.by_dot[dot].fields

    def _saw_all(self, deletion: Op) -> bool:
        """Whether every version that now stands was before the one who deleted.

        A row created twice and deleted in one place is live: the other creation was not seen.
        """
        default = deletion.prev.get("*", ())
        standing = {**self.heads, "*": self.created}
        for column, heads in standing.items():
            seen = {deletion.dot, *(deletion.prev.get(column) or default)}
            if column != DELETED and not seen.issuperset(heads):
                return False
        return True


def latest_of(versions: Iterable[Op], column: str) -> str:
    """The latest of these versions of a field: none that another of them
    replaced, whatever their clocks say. Empty where there is none."""
    held = list(versions)
    replaced = {dot for op in held for dot in op.prev.get(column, ())}
    top = [op for op in held if op.dot not in replaced]
    return max(top, key=lambda op: (op.hlc, op.dot)).dot if top else ""


def _saw(later: Op, earlier: Op, members: Sequence[str]) -> bool:
    if earlier.kind == "c" and later.kind != "c":
        return True
    same_writer = later.dot.rpartition(":")[0] == earlier.dot.rpartition(":")[0]
    if same_writer and not any(m in later.prev for m in members if m not in later.fields):
        # Written before groups named what they saw, and one machine sees its own work.
        return _number(later.dot) > _number(earlier.dot)
    return any(earlier.dot in later.prev.get(member, ()) for member in members)


def _number(dot: str) -> int:
    return int(dot.rpartition(":")[2])


def seen_by(
    ops: Iterable[Op], kinds: Mapping[str, str], columns: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """What an ordinary save of these fields may replace: no more than the person was shown.

    Of a field in dispute that is the version on show, so the others stay open; of merged text and
    of everything else, all heads. For a grouped field it also names what was seen of the others.
    """
    row = _Row(sorted(ops, key=lambda op: (op.hlc, op.dot)), kinds)
    return row.seen(set(columns))


def reached(ops: Iterable[Op], dots: Iterable[str]) -> list[Op]:
    """These operations of a row and all that they replaced, one after the other."""
    by_dot = {op.dot: op for op in ops}
    found: dict[str, Op] = {}
    todo = list(dots)
    while todo:
        op = by_dot.get(todo.pop())
        if op is not None and op.dot not in found:
            found[op.dot] = op
            todo += (dot for dots in op.prev.values() for dot in dots)
    return list(found.values())


def groups_of(kinds: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Each group of a table with its fields."""
    groups: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        if group_of(kind):
            groups.setdefault(group_of(kind), []).append(name)
    return sorted(groups.items())


def heads_of(packed: Mapping[str, list[str]], column: str) -> list[str]:
    """The dots a field's next version replaces; `*` is the creation, for fields not yet changed."""
    return packed.get(column) or packed["*"]


def packed_heads(state: RowState) -> dict[str, list[str]]:
    """Heads as stored beside the row: only fields that differ from the creation are named."""
    created = state.heads["*"]
    named = {name: list(dots) for name, dots in state.heads.items() if dots != created}
    return {"*": list(created), **named}
