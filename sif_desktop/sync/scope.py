"""What travels to whom: a partition is sent only where something says it may be.

What is private never travels. Jottings and restricted records travel only where the sender named
the visit or the record; everything else of a school, and what is the team's, by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sif_desktop.models.changes import PRIVATE, TEAM, jottings_part, restricted_part

_JOTTINGS, _RESTRICTED = jottings_part(""), restricted_part("")


@dataclass(frozen=True, slots=True)
class Scope:
    """`schools` None means every school; `team` off sends one visit or one school by itself."""

    schools: frozenset[str] | None = None
    jottings: frozenset[str] = frozenset()
    restricted: frozenset[str] = frozenset()
    team: bool = True

    def allows(self, part: str) -> bool:
        if part == PRIVATE:
            return False
        if part == TEAM:
            return self.team
        if part.startswith(_JOTTINGS):
            return part.removeprefix(_JOTTINGS) in self.jottings
        if part.startswith(_RESTRICTED):
            return part.removeprefix(_RESTRICTED) in self.restricted
        return self.schools is None or part in self.schools

    def as_json(self) -> dict[str, Any]:
        return {
            "schools": None if self.schools is None else sorted(self.schools),
            "jottings": sorted(self.jottings),
            "restricted": sorted(self.restricted),
            "team": self.team,
        }

    @staticmethod
    def of_json(data: Mapping[str, Any]) -> Scope:
        schools = data["schools"]
        return Scope(
            None if schools is None else frozenset(schools),
            frozenset(data["jottings"]),
            frozenset(data["restricted"]),
            bool(data["team"]),
        )


EVERYTHING_SHARED = Scope()
