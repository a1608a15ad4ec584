"""Which rows of the register to take, and what there is to choose from.

A row's authority, type and status are looked at before anything else; each combination is judged
once, and counted, so that passing over a row costs next to nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from sif_desktop.domain.register import OPEN_STATUSES, is_state_funded
from sif_desktop.imports.cells import Reader

FACETS = ("la_code", "la_name", "type", "type_group", "status")


class Facet(NamedTuple):
    """What of a row decides whether it is wanted; the fields are those of `RegisterRow`."""

    la_code: str
    la_name: str
    type: str
    type_group: str
    status: str


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which rows to take. An empty collection asks for all; letter case does not matter."""

    la_codes: Collection[str] = ()
    statuses: Collection[str] = ()
    types: Collection[str] = ()
    type_groups: Collection[str] = ()
    state_funded: bool = False

    @classmethod
    def usual(cls, *la_codes: str) -> RegisterFilter:
        """What an officer nearly always wants: open, state-funded, in these authorities."""
        return cls(la_codes=la_codes, statuses=OPEN_STATUSES, state_funded=True)

    def refusal(self, facet: Facet) -> str:
        """Why such a row is passed over, as a short phrase; "" if it is wanted."""
        if self.la_codes and facet.la_code not in {c.strip().zfill(3) for c in self.la_codes}:
            return "another local authority"
        if not _among(facet.status, self.statuses):
            return f"status “{facet.status or 'not given'}”"
        if self.state_funded and not is_state_funded(facet.type, facet.type_group):
            return "not state-funded"
        if not _among(facet.type, self.types):
            return "another type"
        if not _among(facet.type_group, self.type_groups):
            return "another type group"
        return ""


def _among(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value.casefold() in {name.casefold() for name in wanted}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to filter by: what is stored, what is shown, how many rows of the file have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the file holds before any filter; each by name."""

    authorities: tuple[Choice, ...]  # value: LA code
    statuses: tuple[Choice, ...]
    types: tuple[Choice, ...]
    type_groups: tuple[Choice, ...]


Raw = tuple[str, ...]  # the cells of FACETS as they stand in the file
BLANK: Raw = ("",) * len(FACETS)


class FacetCounter:
    """Judges and counts rows by their facets. `places`, `readers`: one for each of FACETS."""

    def __init__(
        self, keep: RegisterFilter, places: Sequence[int], readers: Sequence[Reader]
    ) -> None:
        self._keep, self._readers = keep, readers
        self.facet_of = itemgetter(*places)
        self._counts: Counter[Raw] = Counter()
        self._refusals: dict[Raw, str] = {}

    def count(self, facets: Iterable[Raw]) -> None:
        self._counts.update(facets)

    def uncount(self, facet: Raw) -> None:
        """Take back one that turned out to be no row at all."""
        self._counts[facet] -= 1

    def refusal(self, facet: Raw) -> str:
        """Why such a row is passed over; "" if it is wanted."""
        found = self._refusals.get(facet)
        if found is None:
            found = self._refusals[facet] = self._keep.refusal(self._clean(facet))
        return found

    def _clean(self, facet: Raw) -> Facet:
        return Facet(*(str(read(text)) for read, text in zip(self._readers, facet, strict=True)))

    def skipped(self) -> dict[str, int]:
        """Rows passed over, by reason, the commonest first."""
        found: Counter[str] = Counter()
        for facet, number in self._counts.items():
            found[self.refusal(facet)] += number
        del found[""]
        return {reason: number for reason, number in found.most_common() if number}

    def choices(self) -> Choices:
        counts: dict[Facet, int] = {}
        for raw, number in self._counts.items():
            facet = self._clean(raw)
            counts[facet] = counts.get(facet, 0) + number
        return Choices(
            _choices((f.la_code, f.la_name, n) for f, n in counts.items()),
            _choices((f.status, f.status, n) for f, n in counts.items()),
            _choices((f.type, f.type, n) for f, n in counts.items()),
            _choices((f.type_group, f.type_group, n) for f, n in counts.items()),
        )


def _choices(found: Iterable[tuple[str, str, int]]) -> tuple[Choice, ...]:
    totals: dict[str, tuple[str, int]] = {}
    for value, label, number in found:
        if value and number:
            before = totals.get(value, ("", 0))
            totals[value] = (before[0] or label, before[1] + number)
    choices = (Choice(value, label or value, number) for value, (label, number) in totals.items())
    return tuple(sorted(choices, key=lambda choice: (choice.label.casefold(), choice.value)))
