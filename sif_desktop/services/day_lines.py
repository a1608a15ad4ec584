"""Days as they are shown and written down: accounts, records, sums by officer and by charge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sif_desktop.domain.charging import Charged, Sum
from sif_desktop.domain.day_accounts import Account, Nature, Split

USE, ALLOCATION, ANSWER, CHARGE, VISIT = "use", "allocation", "answer", "charge", "visit"
KINDS: Mapping[str, str] = {
    USE: "Use",
    ALLOCATION: "Days agreed",
    ANSWER: "Answer",
    CHARGE: "Charge",
    VISIT: "Visit",
}
OFFERED, ACCEPTED, DECLINED = "offered", "accepted", "declined"
ANSWERS: Mapping[str, str] = {ACCEPTED: "Accepted", DECLINED: "Declined"}
NATURES: Mapping[str, str] = {Nature.USED: "Used", Nature.PLANNED: "Planned"}


@dataclass(frozen=True, slots=True)
class SplitFields:
    """Days as typed."""

    preparation: str = ""
    on_site: str = ""
    reporting: str = ""


@dataclass(frozen=True, slots=True)
class UseFields:
    """Days that went, or are to go, on something that is no visit. `entitlement` may be empty: then
    they count in nothing but the officer's total. `rate` is for a day."""

    title: str
    day: str
    entitlement: str = ""
    nature: str = Nature.USED
    officer: str = ""
    days: SplitFields = SplitFields()
    charge: str = ""
    rate: str = ""
    payer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AllocationFields:
    """Days agreed beyond what the rulebook gives, for the year that began in `year`."""

    entitlement: str
    year: int
    days: SplitFields
    day: str = ""
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFields:
    """Whether a provider takes what it may decline: on which day, by whom."""

    entitlement: str
    year: int
    answer: str
    day: str
    who: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChargeFields:
    """Something that is charged. `item` is a code of the rulebook's catalogue, or empty with words
    in `title`. `rate` is for a day where days are given, else for the whole."""

    day: str
    charge: str
    item: str = ""
    title: str = ""
    rate: str = ""
    days: SplitFields = SplitFields()
    payer: str = ""
    officer: str = ""
    note: str = ""


DayFields = UseFields | AllocationFields | AnswerFields | ChargeFields


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a year: a visit, or what was written down by hand. `who` did it, agreed to it
    or answered; `given` is what a form begins with, None for a visit."""

    uid: str
    provider_uid: str
    provider: str
    kind: str
    title: str
    entitlement: str
    counted: str  # the entitlement's title; "" where it counts against none
    state: str
    day: str
    who: str
    days: Split
    charge: str = ""
    charged: Charged | None = None
    payer: str = ""
    note: str = ""
    given: DayFields | None = None

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind]

    @property
    def state_words(self) -> str:
        return {**NATURES, **ANSWERS}.get(self.state, "")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a provider said to something it may decline."""

    state: str
    day: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One entitlement of one provider in a year. `category` and `officer` are in words; `answer` is
    None where it cannot be declined; `letter` is the state of the letter about the year."""

    provider_uid: str
    provider: str
    urn: str
    kind: str
    category: str
    officer: str
    programmes: str
    account: Account
    charge: str
    answer: Answered | None = None
    letter: str = ""

    @property
    def key(self) -> str:
        return f"{self.provider_uid} {self.account.entitlement.id}"

    @property
    def declined(self) -> bool:
        return self.answer is not None and self.answer.state == DECLINED

    @property
    def state(self) -> str:
        """How it stands; what was declined first."""
        said = self.answer.state if self.answer and self.answer.state != OFFERED else ""
        return ", ".join(filter(None, (said, self.account.words)))


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer's year: the days of the schools attached, and what the officer used and plans
    there and elsewhere. `given` and `left` are of entitlements with a number."""

    officer: str
    schools: int
    given: Decimal
    used: Split
    planned: Decimal
    left: Decimal
    over: int


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """What one provider is charged on one basis; without a provider it is the total of all."""

    provider_uid: str
    provider: str
    basis: str
    sum: Sum

    @property
    def key(self) -> str:
        return f"{self.provider_uid} {self.basis}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms offer: codes to labels; `rates` of charges as stored."""

    charges: Mapping[str, str]
    rates: Mapping[str, str]
    items: Mapping[str, str]
    item_charges: Mapping[str, str]
    me: str


@dataclass(frozen=True, slots=True)
class Year:
    """The year looked at, and all there is something of, the newest first."""

    number: int
    label: str
    first: date
    last: date
    others: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class DayBook:
    """All there is to say of the days of a year, of every provider or of one."""

    year: Year
    lines: tuple[AccountLine, ...]
    officers: tuple[OfficerLine, ...]
    charges: tuple[ChargeLine, ...]
    records: tuple[Record, ...]
    choices: Choices
    has_letter: bool

    def of(self, provider_uid: str) -> tuple[AccountLine, ...]:
        return tuple(line for line in self.lines if line.provider_uid == provider_uid)
