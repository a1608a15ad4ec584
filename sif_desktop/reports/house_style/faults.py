"""What is wrong with a template, in words an officer can act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ASK = "ask"  # the officer is asked for what only people know
    CORRECTED = "corrected"  # the program puts it right in the copy it keeps
    MEND = "mend"  # better put right in the template; it can be kept with a reason
    LEFT_OUT = "left_out"  # cannot be used, so documents do without it


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what is wrong and where, and what is done about it or what to do.

    `id` is the same whenever the same fault is met, so that an answer to it can be kept.
    """

    id: str
    severity: Severity
    what: str
    remedy: str


@dataclass(slots=True)
class Faults:
    """The faults met so far, each once, in the order they were met."""

    found: dict[str, Fault] = field(default_factory=dict)

    def ask(self, fault_id: str, what: str, remedy: str) -> None:
        self._add(fault_id, Severity.ASK, what, remedy)

    def corrected(self, fault_id: str, what: str, remedy: str) -> None:
        self._add(fault_id, Severity.CORRECTED, what, remedy)

    def mend(self, fault_id: str, what: str, remedy: str) -> None:
        self._add(fault_id, Severity.MEND, what, remedy)

    def left_out(self, fault_id: str, what: str, remedy: str) -> None:
        self._add(fault_id, Severity.LEFT_OUT, what, remedy)

    def all(self) -> tuple[Fault, ...]:
        return tuple(self.found.values())

    def _add(self, fault_id: str, severity: Severity, what: str, remedy: str) -> None:
        self.found.setdefault(fault_id, Fault(fault_id, severity, what, remedy))
