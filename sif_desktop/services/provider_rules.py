"""What an officer may enter for a school or setting: the fields, and what must hold of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.errors import Problem

_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_TELEPHONE = re.compile(r"\+?[\d\s()./-]{6,}(\s*(x|ext\.?)\s*\d+)?", re.I)
_DATES = {"open_date": "opening date", "close_date": "closing date"}
_NUMBERS = {
    "low_age": ("lowest age", 25),
    "high_age": ("highest age", 99),
    "pupils": ("pupils on roll", 20_000),
    "capacity": ("capacity", 20_000),
}
_LONGEST = {"note": 20_000}
_LONGEST_LINE = 300

# What can be entered by hand, in the order of the form.
EDITABLE: tuple[str, ...] = (
    "urn",
    "name",
    "kind",
    "type",
    "status",
    "phase",
    "open_date",
    "close_date",
    "low_age",
    "high_age",
    "pupils",
    "capacity",
    "religious_character",
    "trust_name",
    "federation_name",
    "la_name",
    "street",
    "locality",
    "town",
    "county",
    "postcode",
    "telephone",
    "email",
    "website",
    "note",
)
STATUSES = ("Open", "Open, but proposed to close", "Proposed to open", "Closed")


class EntryFaults(Problem):
    """Everything that is wrong with what was entered: `faults` gives a sentence by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("\n".join(faults.values()), "Put these right, then save again.")
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class PersonFields:
    """A person in a role; dates ISO or empty. The end is empty while they hold it."""

    role: str
    name: str
    job_title: str = ""
    email: str = ""
    telephone: str = ""
    from_date: str = ""
    to_date: str = ""
    note: str = ""


def cleaned(values: Mapping[str, str]) -> dict[str, str]:
    """The entry without stray spaces, its postcode as the Post Office writes it."""
    made = {
        name: (value.strip() if name == "note" else " ".join(value.split()))
        for name, value in values.items()
    }
    if match := _POSTCODE.fullmatch(made.get("postcode", "").upper()):
        made["postcode"] = f"{match[1]} {match[2]}"
    return made


def provider_faults(values: Mapping[str, str], kinds: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a `cleaned` entry; `kinds` are the codes of the rulebook."""
    faults = {}
    if not values.get("name"):
        faults["name"] = "The name is missing."
    if values.get("urn") and not re.fullmatch(r"[0-9]{6}", values["urn"]):
        faults["urn"] = f"“{values['urn']}” is no URN: that is a number of six digits."
    if values.get("kind") and values["kind"] not in kinds:
        faults["kind"] = f"“{values['kind']}” is no kind of provider in this rulebook."
    if values.get("status") and values["status"] not in STATUSES:
        faults["status"] = f"“{values['status']}” is none of: {'; '.join(STATUSES)}."
    if values.get("postcode") and not _POSTCODE.fullmatch(values["postcode"]):
        faults["postcode"] = f"“{values['postcode']}” is no postcode such as LE15 6AA."
    faults |= _contact_faults(values) | _number_faults(values) | _date_faults(values, _DATES)
    faults |= _length_faults(values)
    return faults


def person_faults(values: PersonFields, roles: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a person in a role; `roles` are the codes of the rulebook."""
    faults = {}
    if not values.name.strip():
        faults["name"] = "The name is missing."
    if not values.role:
        faults["role"] = "Choose the role."
    elif values.role not in roles:
        faults["role"] = f"“{values.role}” is no role in this rulebook."
    fields = {name: getattr(values, name) for name in PersonFields.__slots__}
    names = {"from_date": "first day", "to_date": "last day"}
    return faults | _contact_faults(fields) | _date_faults(fields, names) | _length_faults(fields)


def _contact_faults(values: Mapping[str, str]) -> dict[str, str]:
    faults = {}
    email, telephone = values.get("email", ""), values.get("telephone", "")
    if email and not _EMAIL.fullmatch(email):
        faults["email"] = f"“{email}” is no e-mail address such as office@school.example."
    if telephone and not _TELEPHONE.fullmatch(telephone):
        faults["telephone"] = f"“{telephone}” is no telephone number."
    return faults


def _number_faults(values: Mapping[str, str]) -> dict[str, str]:
    faults = {}
    for name, (words, most) in _NUMBERS.items():
        given = values.get(name, "")
        if given and not (given.isascii() and given.isdigit() and int(given) <= most):
            faults[name] = f"“{given}” cannot be the {words}: write a number up to {most:,}."
    low, high = values.get("low_age", ""), values.get("high_age", "")
    if low and high and not faults and int(low) > int(high):
        faults["high_age"] = f"The highest age ({high}) is below the lowest ({low})."
    return faults


def _date_faults(values: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    faults, found = {}, []
    for name, words in names.items():
        if not values.get(name):
            continue
        try:
            found.append(date.fromisoformat(values[name]))
        except ValueError:
            faults[name] = f"“{values[name]}” is no {words}: write it like 1 September 2026."
    if len(found) == 2 and found[1] < found[0]:
        first, last = names
        faults[last] = f"The {names[last]} lies before the {names[first]}."
    return faults


def _length_faults(values: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"This is too long: at most {_LONGEST.get(name, _LONGEST_LINE):,} characters."
        for name, value in values.items()
        if len(value) > _LONGEST.get(name, _LONGEST_LINE)
    }
