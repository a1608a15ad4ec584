"""Verdicts of tests without the lines they rest on, for what is asked many hundred times at once.

`criteria.answer` explains; this only says yes, no or cannot tell, and comes to the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sif_desktop.domain.criteria import (
    TURNED,
    AllOf,
    AtLeast,
    FindingIs,
    Not,
    Test,
    Verdict,
    answer,
)
from sif_desktop.domain.known import Finding, Known


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How tests stand on what is known, while single findings are turned round. What does not rest
    on a finding is answered once."""

    known: Known
    _once: dict[int, Verdict] = field(default_factory=dict)  # by identity: tests outlive this

    def of(self, test: Test, findings: Mapping[str, str]) -> Verdict:
        """The verdict with these findings in place of those known."""
        match test:
            case FindingIs():
                return _finding(test, findings)
            case AllOf():
                return self._counted(test.tests, len(test.tests), findings)
            case AtLeast():
                return self._counted(test.tests, test.count, findings)
            case Not():
                return TURNED[self.of(test.test, findings)]
        if id(test) not in self._once:
            self._once[id(test)] = answer(test, self.known).verdict
        return self._once[id(test)]

    def _counted(self, tests: tuple[Test, ...], count: int, findings: Mapping[str, str]) -> Verdict:
        """Looks no further than what settles it."""
        yes, unknown, left = 0, 0, len(tests)
        for test in tests:
            if yes >= count or yes + unknown + left < count:
                break
            verdict = self.of(test, findings)
            yes += verdict is Verdict.YES
            unknown += verdict is Verdict.UNKNOWN
            left -= 1
        if yes >= count:
            return Verdict.YES
        return Verdict.UNKNOWN if yes + unknown + left >= count else Verdict.NO


def _finding(test: FindingIs, findings: Mapping[str, str]) -> Verdict:
    found = findings.get(test.criterion, Finding.NOT_JUDGED)
    if found == Finding.NOT_JUDGED:
        return Verdict.UNKNOWN
    return Verdict.YES if found in test.values else Verdict.NO
