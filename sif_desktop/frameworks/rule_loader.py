"""Category schemes and obligations of a pack as the rules of `domain`.

Criteria named by `met` or `unmet` become one test each, with the criterion's own words and
paragraph; `rule_of` becomes the rule of the category it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sif_desktop.domain.categories import (
    Capacity,
    Category,
    Criterion,
    Gate,
    Scheme,
    Stage,
    Strand,
)
from sif_desktop.domain.criteria import (
    AllOf,
    AtLeast,
    FigureIs,
    FindingIs,
    Happened,
    InCategory,
    Inspected,
    Not,
    ProviderIs,
    Test,
)
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Finding
from sif_desktop.domain.obligations import EachMonth, Every, Obligation, PerPeriod, When, Within


def schemes(files: Iterable[Any]) -> tuple[Scheme, ...]:
    return tuple(_scheme(file) for file in files)


def obligations(file: Any) -> tuple[Obligation, ...]:
    outer = file.source or "" if file else ""
    return tuple(_obligation(row, row.source or outer) for row in file.obligations) if file else ()


def named(rows: Iterable[Any]) -> dict[str, str]:
    """{code: label}."""
    return {row.code: row.label for row in rows}


def put_in_writing(events: Iterable[Any]) -> dict[str, str]:
    """{item of a form: the event that it is to put an answer to it in writing}."""
    return {item: row.code for row in events for item in row.put_in_writing}


def _condition(row: Any) -> Condition | None:
    return row and Condition(row.subject, tuple(row.values))


def _scheme(file: Any) -> Scheme:
    outer = file.source or ""
    builder = _Rules(
        {row.id: (row.text, row.source or outer) for row in file.criteria},
        {row.code: row for row in file.categories},
        outer,
    )
    return Scheme(
        id=file.id,
        title=file.title,
        categories=tuple(_category(row, builder, outer) for row in file.categories),
        criteria=tuple(_criterion(row, builder, outer) for row in file.criteria),
        gates=tuple(_gate(row, outer) for row in file.gates),
        when=tuple(Condition(c.subject, tuple(c.values)) for c in file.when),
        otherwise=file.otherwise or "",
        flag_single=file.single_criterion.source or outer if file.single_criterion else "",
        stages=tuple(
            Stage(row.code, row.title, row.required, row.source or outer) for row in file.stages
        ),
        capacity=file.capacity
        and Capacity(file.capacity.title, file.capacity.scale, file.capacity.source or outer),
        strands=tuple(
            Strand(row.id, row.title, row.baseline or "", row.source or outer)
            for row in file.strands
        ),
        prevails=file.prevails or "",
        paragraph=outer,
    )


def _category(row: Any, builder: _Rules, outer: str) -> Category:
    return Category(
        row.code,
        row.title,
        row.severity,
        builder.test(row.rule, row.source or outer) if row.rule else None,
        row.exit.months if row.exit else 0,
        (row.exit.source if row.exit else None) or row.source or outer,
        row.colour or "",
        row.expectation or "",
        (row.exit.extension if row.exit else None) or "",
    )


def _criterion(row: Any, builder: _Rules, outer: str) -> Criterion:
    paragraph = row.source or outer
    measured = builder.test(row.measured, paragraph) if row.measured else None
    return Criterion(
        row.id,
        row.text,
        row.strand or "",
        row.scale or "",
        measured,
        paragraph,
        _condition(row.only_if),
        row.presumed or "",
        row.visibility,
    )


def _gate(row: Any, outer: str) -> Gate:
    return Gate(
        row.text,
        tuple(row.leaving),
        tuple(row.entering),
        tuple(row.events),
        tuple(row.outcomes),
        row.exempt_first,
        row.source or outer,
    )


def test_of(row: Any, paragraph: str) -> Test:
    """A rule that stands by itself, outside any scheme."""
    return _Rules({}, {}, paragraph).test(row, paragraph)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Builds the tests of one scheme; `criteria` are words and paragraph by id."""

    criteria: Mapping[str, tuple[str, str]]
    categories: Mapping[str, Any]
    outer: str

    def test(self, row: Any, paragraph: str) -> Test:
        tests = self.tests(row, paragraph)
        return tests[0] if len(tests) == 1 else AllOf(tests)

    def tests(self, row: Any, paragraph: str) -> tuple[Test, ...]:
        """The tests a row stands for: as many as the criteria it lists, else one."""
        source = row.source or paragraph
        for finding, listed in ((Finding.MET, row.met), (Finding.NOT_MET, row.unmet)):
            if listed:
                return tuple(self._finding(name, (finding,), source) for name in listed)
        if row.graded:
            return (self._finding(row.graded.criterion, tuple(row.graded.values), source),)
        if row.any:
            return (AtLeast(1, self._all(row.any, source)),)
        if row.all:
            return (AllOf(self._all(row.all, source)),)
        if row.at_least:
            return (AtLeast(row.at_least.count, self._all(row.at_least.of, source)),)
        if row.none_of:
            return (Not(AtLeast(1, self._all(row.none_of, source))),)
        if row.rule_of:
            other = self.categories[row.rule_of]
            return (self.test(other.rule, other.source or self.outer),)
        return (_plain(row, row.text or "", source),)

    def _all(self, rows: Iterable[Any], paragraph: str) -> tuple[Test, ...]:
        return tuple(test for row in rows for test in self.tests(row, paragraph))

    def _finding(self, name: str, values: tuple[str, ...], paragraph: str) -> FindingIs:
        text, own = self.criteria.get(name, (name, ""))
        return FindingIs(name, values, text, own or paragraph)


def _plain(row: Any, text: str, source: str) -> Test:
    """A test that asks for no criterion."""
    if row.figure:
        figure = row.figure
        return FigureIs(
            figure.indicator,
            figure.side,
            figure.value,
            figure.years,
            figure.any_group,
            text,
            source,
        )
    if row.inspected:
        within = row.inspected.within_months or 0
        return Inspected(tuple(row.inspected.outcomes), within, text, source)
    if row.in_category:
        months = row.in_category.months or 0
        return InCategory(tuple(row.in_category.categories), months, text, source)
    if row.happened:
        within = row.happened.within_months or 0
        return Happened(tuple(row.happened.events), within, text, source)
    return ProviderIs(Condition(row.provider.subject, tuple(row.provider.values)), text, source)


def _obligation(row: Any, paragraph: str) -> Obligation:
    return Obligation(
        id=row.id,
        title=row.title,
        when=_when(row.when),
        closed_by=tuple(row.closed_by),
        anchor=row.when.anchor,
        after=tuple(row.when.after),
        applies=tuple(Condition(c.subject, tuple(c.values)) for c in row.applies),
        while_true=test_of(row.holds, paragraph) if row.holds else None,
        day_rule=row.working_days,
        tolerance_days=row.tolerance_days,
        paragraph=paragraph,
    )


def _when(row: Any) -> When:
    if row.every is not None:
        return Every(row.every, row.unit)
    if row.at_least is not None:
        return PerPeriod(row.at_least, row.unit)
    if row.months is not None:
        return EachMonth(tuple(row.months))
    return Within(row.within, row.unit)
