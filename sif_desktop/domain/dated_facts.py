"""Facts of a provider that hold from a day to a day, as the rulebook names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.blocks import Block
from sif_desktop.domain.criteria import months_after


@dataclass(frozen=True, slots=True)
class DatedFact:
    """`values` are labels by code, empty where anything may be written; `several` may hold at once.
    After so many months a held value is to be looked at again."""

    code: str
    label: str
    values: Mapping[str, str]
    several: bool = False
    remind_after_months: int = 0
    visibility: str = "school"
    paragraph: str = ""
    block: Block | None = None

    @property
    def subject(self) -> str:
        """How conditions name it."""
        return f"provider.{self.code}"


@dataclass(frozen=True, slots=True)
class Holding:
    """A value from its first day; `until` is None while it holds."""

    fact: str
    value: str
    since: date | None
    until: date | None = None

    def on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


def facts_on(facts: Iterable[DatedFact], held: Iterable[Holding], day: date) -> dict[str, str]:
    """What conditions may ask of these facts on that day; several values on a line each."""
    entries = [one for one in held if one.on(day)]
    found: dict[str, str] = {}
    for fact in facts:
        values = [one.value for one in entries if one.fact == fact.code]
        found[fact.subject] = "\n".join(values if fact.several else values[-1:])
    return found


def reminders(
    facts: Iterable[DatedFact], held: Iterable[Holding], today: date
) -> Iterator[tuple[DatedFact, Holding, date]]:
    """What has held for so long that it is to be looked at again, and since when."""
    by_code = {fact.code: fact for fact in facts if fact.remind_after_months}
    for one in held:
        fact = by_code.get(one.fact)
        if fact is None or one.since is None or not one.on(today):
            continue
        day = months_after(one.since, fact.remind_after_months)
        if day <= today:
            yield fact, one, day
