"""A facts file: one provider on one day, in the words of a pack, as TOML or JSON.

today = 2026-11-26
provider = { kind = "maintained_school", phase = "primary" }
findings = { "S1.1" = "not_met" }
[[indicators]]   # code, year, value; group, comparator, state
[[inspections]]  # date, outcomes; published, feedback
[[category_history]]  # category, since
[[events]]       # kind, date
[[calendar.terms]]  # year, name, start, end, half_term = [first, last]
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Event, Figure, Finding, Held, Inspection, Known
from sif_desktop.domain.terms import Span, Term, TermCalendar, TermName
from sif_desktop.frameworks.faults import nearest
from sif_desktop.frameworks.pack import Pack
from sif_desktop.frameworks.vocabulary import FACTS

_LARGEST = 2_000_000
_PARTS = (
    *("today", "provider", "findings", "indicators", "inspections", "category_history"),
    *("events", "calendar"),
)


def read_facts(path: Path, pack: Pack, today: date) -> Known:
    """What the file says. `today` holds where the file gives no day of its own.

    Raises Problem naming the first fault and how many more there are.
    """
    found, faults = facts_from(_parsed(path), pack, today)
    if faults:
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        raise Problem(f"{path.name}: {faults[0]}{more}", "Correct the file and try again.")
    return found


def facts_from(
    data: Mapping[str, Any], pack: Pack, today: date = date.min
) -> tuple[Known, list[str]]:
    """What parsed facts say, and every fault with its place."""
    faults: list[str] = []
    return _Reader(pack, faults).known(data, today), faults


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise Problem(f"{path.name} is larger than a facts file can be.", "Choose another.")
        text = path.read_text(encoding="utf-8-sig")
        read = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except OSError as error:
        raise Problem(f"{path.name} cannot be read.", "Check the name and try again.") from error
    except (ValueError, RecursionError) as error:
        raise Problem(f"{path.name} is neither TOML nor JSON: {error}.", "Mend it.") from error
    if not isinstance(read, dict):
        raise Problem(f"{path.name} does not hold the facts of a provider.", "See the guide.")
    return read


class _Reader:
    """Turns what was parsed into facts, noting every fault with its place."""

    def __init__(self, pack: Pack, faults: list[str]) -> None:
        self._pack, self._faults = pack, faults
        self._own = {fact.subject: tuple(fact.values) for fact in pack.facts}

    def known(self, data: Mapping[str, Any], today: date) -> Known:
        for name in data:
            self._one_of(name, _PARTS, "part", "")
        return Known(
            today=self._day(data, "today", "") or today,
            provider=self._provider(data.get("provider", {})),
            findings=self._findings(data.get("findings", {})),
            figures=self._sorted(data, "indicators", self._figure, lambda one: one.year),
            inspections=self._sorted(data, "inspections", self._inspection, lambda one: one.day),
            categories=self._sorted(data, "category_history", self._held, lambda one: one.since),
            events=self._sorted(data, "events", self._event, lambda one: one.day),
            calendar=self._calendar(data.get("calendar", {})),
        )

    # Parts -------------------------------------------------------------------------------------

    def _provider(self, given: Any) -> dict[str, str]:
        facts: dict[str, str] = {}
        names = (*(name for name in FACTS if "provider." in name), *self._own)
        known = {name.removeprefix("provider."): name for name in names}
        for name, value in self._mapping(given, "provider"):
            if self._one_of(name, known, "fact of a provider", "provider"):
                values = value if isinstance(value, list) else [value]
                words = [_word(one) for one in values]
                for word in words:
                    self._one_of(word, self._values(known[name]), "value", f"provider.{name}")
                facts[known[name]] = "\n".join(words)
        return facts

    def _values(self, fact: str) -> tuple[str, ...]:
        if fact == "provider.kind":
            return tuple(kind.code for kind in self._pack.provider_kinds)
        if fact == "provider.category":
            return tuple(category.code for category in self._pack.categories)
        return self._own.get(fact, FACTS.get(fact, ()))

    def _findings(self, given: Any) -> dict[str, str]:
        criteria = {one.id: one for scheme in self._pack.schemes for one in scheme.criteria}
        asked = (*criteria, *(one.id for one in self._pack.triggers))
        found: dict[str, str] = {}
        for name, value in self._mapping(given, "findings"):
            if self._one_of(name, asked, "criterion", "findings"):
                criterion = criteria.get(name)
                scale = self._pack.scales.get(criterion.scale) if criterion else None
                steps = [step.value for step in scale.steps] if scale else []
                allowed = [*steps, Finding.NOT_JUDGED] if steps else list(Finding)
                if self._one_of(_word(value), allowed, "finding", f"findings.{name}"):
                    found[name] = _word(value)
        return found

    def _figure(self, row: Mapping[str, Any], place: str) -> Figure | None:
        code, year, value = row.get("code", ""), row.get("year"), row.get("value")
        fits = self._one_of(str(code), self._pack.indicators, "indicator", place)
        if not isinstance(year, int) or not isinstance(value, int | float):
            self._faults.append(f"{place} needs a year and a value, both numbers.")
            return None
        beside = row.get("comparator")
        if not fits:
            return None
        return Figure(
            str(code),
            year,
            float(value),
            str(row.get("group", "")),
            float(beside) if isinstance(beside, int | float) else None,
            row.get("state", "validated") != "provisional",
        )

    def _inspection(self, row: Mapping[str, Any], place: str) -> Inspection | None:
        day = self._day(row, "date", place)
        outcomes = tuple(map(str, row.get("outcomes", ())))
        for outcome in outcomes:
            self._one_of(outcome, self._pack.outcomes, "outcome", place)
        if day is None:
            return None
        published, feedback = (self._day(row, name, place) for name in ("published", "feedback"))
        kind, interim = str(row.get("kind", "")), self._pack.interim(outcomes)
        return Inspection(day, outcomes, published, feedback, kind, interim)

    def _held(self, row: Mapping[str, Any], place: str) -> Held | None:
        codes = [category.code for category in self._pack.categories]
        day, code = self._day(row, "since", place), _word(row.get("category", ""))
        return Held(code, day) if self._one_of(code, codes, "category", place) and day else None

    def _event(self, row: Mapping[str, Any], place: str) -> Event | None:
        kinds = self._pack.event_kinds()
        day, kind = self._day(row, "date", place), str(row.get("kind", ""))
        fits = self._one_of(kind, kinds, "kind of event", place)
        return Event(kind, day, str(row.get("about", ""))) if fits and day else None

    def _calendar(self, given: Any) -> TermCalendar:
        rows = dict(self._mapping(given, "calendar")).get("terms", [])
        try:
            return TermCalendar(tuple(map(self._term, rows)))
        except (KeyError, TypeError, ValueError, AttributeError):
            self._faults.append("calendar.terms needs year, name, start and end of each term.")
        except Problem as problem:
            self._faults.append(f"calendar: {problem}")
        return TermCalendar()

    def _term(self, row: Mapping[str, Any]) -> Term:
        half = [_iso(day) for day in row.get("half_term", ())]
        return Term(
            int(row["year"]),
            TermName(row["name"]),
            _iso(row["start"]),
            _iso(row["end"]),
            Span(*half) if half else None,
        )

    # Values ------------------------------------------------------------------------------------

    def _sorted(
        self,
        data: Mapping[str, Any],
        part: str,
        read: Callable[[Mapping[str, Any], str], Any],
        when: Callable[[Any], Any],
    ) -> tuple[Any, ...]:
        rows = data.get(part, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._faults.append(f"{part} is a list of entries, each with its fields.")
            return ()
        found = [read(row, f"{part}[{place}]") for place, row in enumerate(rows)]
        return tuple(sorted((one for one in found if one is not None), key=when))

    def _mapping(self, given: Any, part: str) -> Iterator[tuple[str, Any]]:
        if isinstance(given, dict):
            yield from given.items()
        else:
            self._faults.append(f"{part} holds names with values.")

    def _day(self, row: Mapping[str, Any], name: str, place: str) -> date | None:
        given = row.get(name)
        if given in (None, ""):
            if name in ("date", "since"):
                self._faults.append(f"{place} has no {name}.")
            return None
        try:
            return _iso(given)
        except (TypeError, ValueError):
            where = f"{place}.{name}" if place else name
            self._faults.append(f"{where}: “{given}” is no date. Write 2026-11-26.")
            return None

    def _one_of(self, word: str, known: Iterable[str], what: str, place: str) -> bool:
        known = tuple(known)
        if word in known or (what == "value" and not known):
            return True
        where = f"{place}: " if place else ""
        self._faults.append(f"{where}there is no {what} “{word}”. {nearest(word, known)}")
        return False


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _iso(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
