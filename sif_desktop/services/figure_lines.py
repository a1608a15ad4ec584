"""What is held of a school in each block: the register, facts with dates and the latest figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.blocks import Block
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.services.visit_facts import holding

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

Row = RowMapping
STATES: Mapping[str, str] = {"validated": "Validated", "provisional": "Provisional"}
# Columns of the register that tell something of a block, with the words before and after.
_REGISTER: tuple[tuple[Block, str, str], ...] = (
    (Block.SEN, "resourced_provision", ""),
    (Block.SEN, "sen_unit_on_roll", ""),
    (Block.SEN, "sen_types", ""),
    (Block.INCLUSION, "fsm_percent", " %"),
)


@dataclass(frozen=True, slots=True)
class FigureFields:
    """A measure of one school year; `year` is the one in which it ends. Numbers as typed."""

    code: str
    year: str
    value: str
    group: str = ""
    comparator: str = ""
    state: str = "validated"
    source: str = ""


@dataclass(frozen=True, slots=True)
class BlockLine:
    """One thing held: what, its value in words, and from when and where it is known. `uid` and
    `given` are of a figure."""

    label: str
    value: str
    known: str
    uid: str = ""
    given: FigureFields | None = None

    @property
    def words(self) -> str:
        told = f"{self.label}: {self.value}" if self.value else self.label
        return f"{told} ({self.known})" if self.known else told


@dataclass(frozen=True, slots=True)
class BlockLines:
    """A block, also where nothing is held."""

    block: Block
    lines: tuple[BlockLine, ...]


def blocks_of(connection: Connection, pack: Pack, uid: str, today: date) -> tuple[BlockLines, ...]:
    """Every block in its order; three statements."""
    found: dict[Block, list[BlockLine]] = {block: [] for block in Block}
    for block, line in (
        *_register(connection, uid),
        *_facts(connection, pack, uid, today),
        *_figures(connection, pack, uid),
    ):
        found[block].append(line)
    return tuple(BlockLines(block, tuple(lines)) for block, lines in found.items())


_Placed = tuple[Block, BlockLine]


def _register(connection: Connection, uid: str) -> Iterator[_Placed]:
    row = connection.execute(select(provider).where(provider.c.uid == uid)).mappings().one()
    counted = row["census_date"]
    for block, name, unit in _REGISTER:
        if row[name]:
            when = f", {long_date(counted)}" if counted and name == "fsm_percent" else ""
            label = str(provider.c[name].info["label"]).removesuffix(", per cent")
            words = ", ".join(str(row[name]).splitlines())
            yield block, BlockLine(label, f"{words}{unit}", f"register{when}")


def _facts(connection: Connection, pack: Pack, uid: str, today: date) -> Iterator[_Placed]:
    placed = {fact.code: fact for fact in pack.facts if fact.block is not None}
    here = provider_status.c
    mine = (here.provider_uid == uid, here.what.in_(placed), here.x_gone == 0)
    query = select(provider_status).where(*mine).order_by(here.from_date, here.uid)
    for row in connection.execute(query).mappings():
        held, fact = holding(row), placed[row["what"]]
        if held.on(today) and fact.block is not None:
            since = f"since {long_date(row['from_date'])}" if row["from_date"] else ""
            words = fact.values.get(row["value"], row["value"] or "")
            yield fact.block, BlockLine(fact.label, words, since)


def _figures(connection: Connection, pack: Pack, uid: str) -> Iterator[_Placed]:
    """The latest of each measure and group, in the rulebook's order."""
    here = indicator_value.c
    query = select(indicator_value).where(here.provider_uid == uid, here.x_gone == 0)
    latest: dict[tuple[str, str], Row] = {}
    for row in connection.execute(query.order_by(here.year, here.uid)).mappings():
        key = (row["code"] or "", row["group_name"] or "")
        before = latest.get(key)
        provisional = row["state"] == "provisional"
        if before is None or before["year"] != row["year"] or not provisional:
            latest[key] = row
    order = {code: place for place, code in enumerate(pack.indicators)}
    for key in sorted(latest, key=lambda one: (order.get(one[0], len(order)), one)):
        row = latest[key]
        block = pack.indicator_blocks.get(key[0], Block.IMPROVEMENT)
        yield block, _figure(pack, row)


def _figure(pack: Pack, row: Row) -> BlockLine:
    group = f", {row['group_name']}" if row["group_name"] else ""
    label = pack.indicators.get(row["code"], str(row["code"]))
    beside = f" (compared with {row['comparator']})" if row["comparator"] else ""
    year = row["year"]
    when = f"{year - 1}/{year % 100:02}" if year else "year not on record"
    state = STATES.get(row["state"] or "", "").lower()
    known = ", ".join(filter(None, (when, state, row["source"])))
    names = ("code", "value", "comparator", "state", "source")
    given = FigureFields(
        year=str(year or ""),
        group=row["group_name"] or "",
        **{name: row[name] or "" for name in names},
    )
    return BlockLine(f"{label}{group}", f"{row['value']}{beside}", known, row["uid"], given)
