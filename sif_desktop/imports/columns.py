"""Which column of the register fills which field, whatever the year of the file."""

from __future__ import annotations

from dataclasses import dataclass

from sif_desktop.imports.cells import Cells, Reader, words
from sif_desktop.imports.reading import Table


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field comes from and how to read it.

    `code_heading` serves in files that hold the code without the name; `older_heading` is what
    the column was called in older layouts, where the present heading meant something else.
    """

    field: str
    heading: str
    reader: str = "text"
    code_heading: str = ""
    older_heading: str = ""


# In the order of the fields of `RegisterRow`; those worked out from several columns come after.
COLUMNS: tuple[Column, ...] = (
    Column("urn", "URN"),
    Column("la_code", "LA (code)", "code3"),
    Column("la_name", "LA (name)", "words"),
    Column("establishment_number", "EstablishmentNumber", "code4"),
    Column("name", "EstablishmentName"),
    Column("type", "TypeOfEstablishment (name)", "words", "TypeOfEstablishment (code)"),
    Column("type_code", "TypeOfEstablishment (code)", "code2"),
    Column("type_group", "EstablishmentTypeGroup (name)", "renamed"),
    Column("status", "EstablishmentStatus (name)", "words", "EstablishmentStatus (code)"),
    Column("open_date", "OpenDate", "day"),
    Column("close_date", "CloseDate", "day"),
    Column("reason_opened", "ReasonEstablishmentOpened (name)", "words"),
    Column("reason_closed", "ReasonEstablishmentClosed (name)", "words"),
    Column("phase", "PhaseOfEducation (name)", "renamed", "PhaseOfEducation (code)"),
    Column("low_age", "StatutoryLowAge", "whole"),
    Column("high_age", "StatutoryHighAge", "whole"),
    Column("gender", "Gender (name)", "words"),
    Column("nursery", "NurseryProvision (name)", "words"),
    Column("sixth_form", "OfficialSixthForm (name)", "sixth_form"),
    Column("boarders", "Boarders (name)", "words"),
    Column("religious_character", "ReligiousCharacter (name)", "religion"),
    Column("diocese", "Diocese (name)", "words"),
    Column("admissions", "AdmissionsPolicy (name)", "words"),
    Column("capacity", "SchoolCapacity", "whole"),
    Column("pupils", "NumberOfPupils", "whole"),
    Column("census_date", "CensusDate", "day"),
    Column("fsm_percent", "PercentageFSM", "percent"),
    Column("trust_uid", "Trusts (code)", "words"),
    Column("trust_name", "Trusts (name)", "words"),
    Column("federation_uid", "Federations (code)", "words"),
    Column("federation_name", "Federations (name)", "words"),
    Column("ukprn", "UKPRN", "long_number"),
    Column("street", "Street"),
    Column("locality", "Locality"),
    Column("address3", "Address3"),
    Column("town", "Town", "words"),
    Column("county", "County (name)", "words"),
    Column("postcode", "Postcode"),
    Column("website", "SchoolWebsite"),
    Column("telephone", "TelephoneNum"),
    Column("head_title", "HeadTitle (name)", "words"),
    Column("head_first", "HeadFirstName"),
    Column("head_last", "HeadLastName"),
    Column("head_job_title", "HeadPreferredJobTitle", "words"),
    Column("inspectorate", "InspectorateName (name)", "words", older_heading="Inspectorate (name)"),
    Column("resourced_provision", "TypeOfResourcedProvision (name)", "words"),
    Column("sen_unit_on_roll", "SenUnitOnRoll", "whole"),
    Column("uprn", "UPRN", "long_number"),
    Column("last_changed", "LastChangedDate", "day"),
)
SEN_HEADINGS = tuple(f"SEN{number} (name)" for number in range(1, 14))
LINKS_HEADING = "Linked establishments"
DATE_HEADINGS = tuple(c.heading for c in COLUMNS if c.reader == "day")

_STATUSES = {
    "1": "Open",
    "2": "Closed",
    "3": "Open, but proposed to close",
    "4": "Proposed to open",
}
_PHASES = {
    "": "",
    "1": "Nursery",
    "2": "Primary",
    "3": "Middle deemed primary",
    "4": "Secondary",
    "5": "Middle deemed secondary",
    "6": "16 plus",
    "7": "All-through",
}
_TYPES = {
    "1": "Community school",
    "2": "Voluntary aided school",
    "3": "Voluntary controlled school",
    "5": "Foundation school",
    "6": "City technology college",
    "7": "Community special school",
    "8": "Non-maintained special school",
    "10": "Other independent special school",
    "11": "Other independent school",
    "12": "Foundation special school",
    "14": "Pupil referral unit",
    "15": "Local authority nursery school",
    "18": "Further education",
    "24": "Secure units",
    "25": "Offshore schools",
    "26": "Service children's education",
    "27": "Miscellaneous",
    "28": "Academy sponsor led",
    "29": "Higher education institutions",
    "30": "Welsh establishment",
    "31": "Sixth form centres",
    "32": "Special post 16 institution",
    "33": "Academy special sponsor led",
    "34": "Academy converter",
    "35": "Free schools",
    "36": "Free schools special",
    "37": "British schools overseas",
    "38": "Free schools alternative provision",
    "39": "Free schools 16 to 19",
    "40": "University technical college",
    "41": "Studio schools",
    "42": "Academy alternative provision converter",
    "43": "Academy alternative provision sponsor led",
    "44": "Academy special converter",
    "45": "Academy 16-19 converter",
    "46": "Academy 16 to 19 sponsor led",
    "47": "Children's centre",
    "48": "Children's centre linked site",
    "49": "Online provider",
    "56": "Institution funded by other government department",
    "57": "Academy secure 16 to 19",
}
_CODES = {"type": _TYPES, "status": _STATUSES, "phase": _PHASES}
# Old names for the same thing, which would else show as a change.
_RENAMED = {
    "LA maintained schools": "Local authority maintained schools",
    "All through": "All-through",
}
_SIXTH_FORM = {"has a sixth form": "yes", "does not have a sixth form": "no"}


def _sixth_form(text: str) -> str:
    return _SIXTH_FORM.get(text.strip().casefold(), "")


def _religion(text: str) -> str:
    return "" if text.strip().casefold() == "none" else words(text)


def _renamed(text: str) -> str:
    return _RENAMED.get(text.strip(), words(text))


def _percent(text: str) -> str:
    return words(text.replace("%", ""))


@dataclass(frozen=True, slots=True)
class Group:
    """Columns read in the same way; reading them together saves a third of the time."""

    reader: Reader
    fields: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the cells of one file become fields. A place one past the end stands for no column."""

    width: int
    groups: tuple[Group, ...]
    sen_places: tuple[int, ...]
    links_place: int | None
    missing: tuple[str, ...]  # headings
    present: tuple[str, ...]  # fields of RegisterRow

    def reader_of(self, field: str) -> tuple[int, Reader]:
        """Where the field stands and how it is read."""
        group = next(group for group in self.groups if field in group.fields)
        return group.places[group.fields.index(field)], group.reader


def plan_columns(table: Table, cells: Cells) -> Plan:
    """Find the columns of `table`; a missing one leaves its field empty and is named."""
    width = len(table.headings)
    members: dict[str, list[tuple[str, int]]] = {}
    missing, present = [], []
    for column in COLUMNS:
        place, kind = _place(table, column)
        members.setdefault(kind, []).append((column.field, width if place is None else place))
        if place is None:
            missing.append(column.heading)
        else:
            present.append(column.field)
    sen = tuple(p for h in SEN_HEADINGS if (p := table.column(h)) is not None)
    links = table.column(LINKS_HEADING)
    if {"la_code", "establishment_number"} <= set(present):
        present.append("laestab")
    present += ["sen_types"] * bool(sen) + ["links"] * (links is not None)
    missing += [] if sen else [SEN_HEADINGS[0]]
    groups = tuple(
        Group(_reader(kind, cells), *zip(*found, strict=True)) for kind, found in members.items()
    )
    return Plan(width, groups, sen, links, tuple(missing), tuple(present))


def _place(table: Table, column: Column) -> tuple[int | None, str]:
    """Where the column stands, if it does, and the kind of reader it needs there."""
    headings = (column.older_heading, column.heading) if column.older_heading else (column.heading,)
    place = table.column(*headings)
    if place is None and column.code_heading:
        return table.column(column.code_heading), f"coded {column.field}"
    return place, column.reader


def _reader(kind: str, cells: Cells) -> Reader:
    match kind:
        case "text":
            return cells.text()
        case "words":
            return cells.made_by(words)
        case "day":
            return cells.day()
        case "whole":
            return cells.whole()
        case "percent":
            return cells.made_by(_percent)
        case "long_number":
            return cells.long_number()
        case "renamed":
            return cells.made_by(_renamed)
        case "sixth_form":
            return cells.made_by(_sixth_form)
        case "religion":
            return cells.made_by(_religion)
    if kind.startswith("coded "):
        return cells.coded(_CODES[kind.removeprefix("coded ")])
    return cells.code(int(kind.removeprefix("code")))
