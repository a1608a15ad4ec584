"""What is written down of days, checked, as columns of the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.charging import read_rate
from sif_desktop.domain.errors import Problem
from sif_desktop.services.day_lines import (
    ALLOCATION,
    ANSWER,
    ANSWERS,
    CHARGE,
    NATURES,
    USE,
    AllocationFields,
    AnswerFields,
    ChargeFields,
    DayFields,
    SplitFields,
    UseFields,
)
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.visit_plan import check_days

if TYPE_CHECKING:
    from sif_desktop.domain.entitlements import Entitlement
    from sif_desktop.frameworks.pack import Pack

_NO_DAYS = "It does not say how many days."


def columns(given: DayFields, pack: Pack) -> dict[str, Any]:
    """Raises Problem for what cannot stand."""
    match given:
        case UseFields():
            return _use(given, pack)
        case AllocationFields():
            return _allocation(given, pack)
        case AnswerFields():
            return _answer(given, pack)
        case ChargeFields():
            return _charge(given, pack)


def _use(given: UseFields, pack: Pack) -> dict[str, Any]:
    day = day_of(given.day, "The day", needed=True)
    if given.entitlement:
        _entitlement(pack, given.entitlement)
    if given.nature not in NATURES:
        raise Problem("It does not say whether the days are used or planned.", "Choose one.")
    title = words_of(given.title, "It does not say what the days went on.")
    return {
        "kind": USE,
        "title": title,
        "entitlement": given.entitlement,
        "state": str(given.nature),
        "officer_name": given.officer.strip(),
        **_on(day, pack),
        **_some(given.days),
        **_priced(given.charge, given.rate, pack),
        "payer": given.payer.strip(),
        "note": given.note.strip(),
    }


def _allocation(given: AllocationFields, pack: Pack) -> dict[str, Any]:
    _entitlement(pack, given.entitlement)
    return {
        "kind": ALLOCATION,
        "entitlement": given.entitlement,
        "school_year": given.year,
        "from_date": day_of(given.day, "The day"),
        "commissioner": given.who.strip(),
        "note": given.note.strip(),
        **_some(given.days),
    }


def _answer(given: AnswerFields, pack: Pack) -> dict[str, Any]:
    one = _entitlement(pack, given.entitlement)
    if given.answer not in ANSWERS:
        raise Problem("It does not say what the answer is.", "Choose accepted or declined.")
    if not one.may_decline:
        raise Problem(
            f"“{one.title}” cannot be declined: the rulebook gives it to every such school.",
            "Record what was said as a contact.",
        )
    return {
        "kind": ANSWER,
        "entitlement": given.entitlement,
        "school_year": given.year,
        "state": given.answer,
        "from_date": day_of(given.day, "The day of the answer", needed=True),
        "commissioner": words_of(
            given.who, "It does not say who answered.", "Name the person or the role."
        ),
        "note": given.note.strip(),
    }


def _charge(given: ChargeFields, pack: Pack) -> dict[str, Any]:
    day = day_of(given.day, "The day", needed=True)
    if not given.item:
        words_of(given.title, "It does not say what is charged.", "Choose it, or write it.")
    if not given.charge:
        raise Problem("It does not say on which basis it is charged.", "Choose a basis.")
    return {
        "kind": CHARGE,
        "item": given.item,
        "title": given.title.strip(),
        **_on(day, pack),
        **check_days((given.days.preparation, given.days.on_site, given.days.reporting)),
        **_priced(given.charge, given.rate, pack),
        "payer": given.payer.strip(),
        "officer_name": given.officer.strip(),
        "note": given.note.strip(),
    }


def _on(day: str, pack: Pack) -> Mapping[str, Any]:
    """The day with the year it falls in."""
    year = pack.year_of_days.year_of(date.fromisoformat(day))
    return {"from_date": day, "school_year": year}


def _some(days: SplitFields) -> dict[str, str]:
    """Days of which there are some."""
    checked = check_days((days.preparation, days.on_site, days.reporting))
    if not any(Decimal(text or 0) for text in checked.values()):
        raise Problem(_NO_DAYS, "Write them like 0.5; days that are not split go on site.")
    return checked


def _priced(charge: str, rate: str, pack: Pack) -> dict[str, str]:
    """The basis and the rate as stored; the rulebook's own where none was typed."""
    known = {one.code: one.rate for one in pack.charges}
    if charge and charge not in known:
        raise Problem(f"The rulebook has no charge “{charge}”.", "Choose one from the list.")
    if not rate.strip():
        own = known.get(charge)
        return {"charge": charge, "rate": "" if own is None else f"{own:.2f}"}
    read = read_rate(rate)
    if read is None:
        raise Problem(f"“{rate}” is no amount in pounds.", "Write it like 350 or 350.50.")
    if not charge:
        raise Problem("There is a rate, but no basis of charging.", "Choose the basis.")
    return {"charge": charge, "rate": f"{read:.2f}"}


def _entitlement(pack: Pack, wanted: str) -> Entitlement:
    found = next((one for one in pack.entitlements if one.id == wanted), None)
    if found is None:
        raise Problem("It does not say which entitlement it is about.", "Choose one.")
    return found
