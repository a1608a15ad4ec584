"""What is asked for when days are written down: a use, days agreed, an answer, a charge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from sif_desktop.services.day_lines import (
    ANSWERS,
    NATURES,
    AllocationFields,
    AnswerFields,
    ChargeFields,
    Choices,
    DayFields,
    SplitFields,
    UseFields,
)
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.widgets.buttons import Button

Values = Mapping[str, str]
_SPLIT = "Days like 0.5. Days that are not split go on site."


class DayForm(AskedForm):
    """`given()` is what the service takes."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        asks: list[Ask],
        read: Callable[[Values], DayFields],
        today: date,
        intro: str = "",
        delete: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent, title, "Save" if delete else "Record", asks, today, intro)
        self._read = read
        if delete is not None:
            self.form.addRow(Button("Delete: entered by mistake", delete, look="link"))

    def given(self) -> DayFields:
        return self._read(self.values())


def form_for(
    parent: QWidget,
    given: DayFields,
    titles: Mapping[str, str],
    choices: Choices,
    today: date,
    delete: Callable[[], object] | None = None,
) -> DayForm:
    """The form that begins with `given`; `titles` are those of the school's entitlements by id."""
    match given:
        case UseFields():
            return _use(parent, given, titles, choices, today, delete)
        case AllocationFields():
            return _allocation(parent, given, titles, today, delete)
        case AnswerFields():
            return _answer(parent, given, titles, today, delete)
        case ChargeFields():
            return _charge(parent, given, choices, today, delete)


def _use(
    parent: QWidget, first: UseFields, titles: Mapping[str, str], choices: Choices, today: date,
    delete: Callable[[], object] | None,
) -> DayForm:  # fmt: skip
    counted = {**titles, "": "None: it counts for the officer only"}
    asks = [
        Ask("title", "What for", value=first.title),
        Ask("day", "Day", "date", first.day),
        Ask("nature", "State", "choice", first.nature, NATURES),
        Ask("entitlement", "Counts against", "choice", first.entitlement, counted),
        *_split(first.days),
        Ask("officer", "Officer", value=first.officer),
        *_money(first.charge, first.rate, first.payer, choices, "None"),
        Ask("note", "Note", "text", first.note),
    ]

    def read(values: Values) -> UseFields:
        return UseFields(
            values["title"], values["day"], values["entitlement"], values["nature"],
            values["officer"], _days(values), values["charge"], values["rate"], values["payer"],
            values["note"],
        )  # fmt: skip

    title = "Change a use of days" if delete else "Record a use of days"
    return DayForm(parent, title, asks, read, today, _SPLIT, delete)


def _allocation(
    parent: QWidget, first: AllocationFields, titles: Mapping[str, str], today: date,
    delete: Callable[[], object] | None,
) -> DayForm:  # fmt: skip
    asks = [
        Ask("entitlement", "Beyond", "choice", first.entitlement, titles),
        *_split(first.days),
        Ask("day", "Agreed on", "date", first.day),
        Ask("who", "Agreed with", value=first.who),
        Ask("note", "Why", "text", first.note),
    ]

    def read(values: Values) -> AllocationFields:
        return AllocationFields(
            values["entitlement"], first.year, _days(values), values["day"], values["who"],
            values["note"],
        )  # fmt: skip

    title = "Change the days agreed" if delete else "Agree days"
    intro = f"Days beyond what the rulebook gives; they add up over the year. {_SPLIT}"
    return DayForm(parent, title, asks, read, today, intro, delete)


def _answer(
    parent: QWidget, first: AnswerFields, titles: Mapping[str, str], today: date,
    delete: Callable[[], object] | None,
) -> DayForm:  # fmt: skip
    asks = [
        Ask("entitlement", "Entitlement", "choice", first.entitlement, titles),
        Ask("answer", "Answer", "choice", first.answer, ANSWERS),
        Ask("day", "On", "date", first.day),
        Ask("who", "Who answered", value=first.who, hint="A name or a role"),
        Ask("note", "Note", "text", first.note),
    ]

    def read(values: Values) -> AnswerFields:
        return AnswerFields(
            values["entitlement"], first.year, values["answer"], values["day"], values["who"],
            values["note"],
        )  # fmt: skip

    title = "Change the answer" if delete else "Accepted or declined"
    return DayForm(parent, title, asks, read, today, "The latest answer of the year holds.", delete)


def _charge(
    parent: QWidget, first: ChargeFields, choices: Choices, today: date,
    delete: Callable[[], object] | None,
) -> DayForm:  # fmt: skip
    items = {"": "Something else", **choices.items}
    asks = [
        Ask("item", "Kind of support", "choice", first.item, items),
        Ask("title", "In words", value=first.title),
        Ask("day", "Day", "date", first.day),
        *_split(first.days),
        *_money(first.charge, first.rate, first.payer, choices, "As the kind of support says"),
        Ask("officer", "Officer", value=first.officer),
        Ask("note", "Note", "text", first.note),
    ]

    def read(values: Values) -> ChargeFields:
        charge = values["charge"] or choices.item_charges.get(values["item"], "")
        return ChargeFields(
            values["day"], charge, values["item"], values["title"], values["rate"], _days(values),
            values["payer"], values["officer"], values["note"],
        )  # fmt: skip

    title = "Change a charge" if delete else "Record a charge"
    intro = "The rate is for a day where days are given, else for the whole."
    return DayForm(parent, title, asks, read, today, intro, delete)


def _split(days: SplitFields) -> list[Ask]:
    return [
        Ask("preparation", "Days of preparation", value=days.preparation),
        Ask("on_site", "Days on site", value=days.on_site),
        Ask("reporting", "Days of reporting", value=days.reporting),
    ]


def _money(charge: str, rate: str, payer: str, choices: Choices, nothing: str) -> list[Ask]:
    """The basis, what it costs, who pays; `nothing` says what it is to choose no basis."""
    named = nothing if choices.charges else "The rulebook names none"
    known = ", ".join(f"{choices.charges[code]} £{own}" for code, own in choices.rates.items())
    return [
        Ask("charge", "Charge", "choice", charge, {"": named, **choices.charges}),
        Ask("rate", "Rate in pounds", value=rate, hint=known),
        Ask("payer", "Paid by", value=payer),
    ]


def _days(values: Values) -> SplitFields:
    return SplitFields(values["preparation"], values["on_site"], values["reporting"])
