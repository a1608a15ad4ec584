"""The blocks in which what is known of a school is put together: improvement beside SEN, inclusion
and budget."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Block(StrEnum):
    IMPROVEMENT = "improvement"
    SEN = "sen"
    INCLUSION = "inclusion"
    BUDGET = "budget"

    @property
    def heading(self) -> str:
        """What stands over it."""
        return _TITLES[self]


_TITLES: Mapping[Block, str] = {
    Block.IMPROVEMENT: "Improvement",
    Block.SEN: "Special educational needs",
    Block.INCLUSION: "Inclusion",
    Block.BUDGET: "Budget",
}
