"""Says what a file is from its column headings, so that a wrong file is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from sif_desktop.domain.errors import Problem


class FileKind(StrEnum):
    """The files an officer is likely to have; the value is a plain name for a sentence."""

    REGISTER = "the register of schools (GIAS establishments)"
    LINKS = "a GIAS links file (predecessors and successors)"
    GROUPS = "a GIAS groups file (trusts, federations and sponsors)"
    MEMBERSHIP = "a GIAS group membership file (which school belongs to which group)"
    GOVERNANCE = "a GIAS governance file (governors, members and trustees)"
    OFSTED = "Ofsted’s management information (inspection outcomes)"
    KS2 = "a key stage 2 performance table"
    KS4 = "a key stage 4 performance table"
    PERFORMANCE = "a performance table"
    SCHOOL_LIST = "the school information list of the performance tables"
    UNKNOWN = "a file this program does not know"


class Dialect(StrEnum):
    """The three forms of the register; the value is a plain name for a sentence."""

    FULL = "full extract"
    SEARCH = "search-page export"
    SCHEDULED = "scheduled extract"


_REGISTER_SIGNS = frozenset(
    (
        "establishmentname",
        "establishmentnumber",
        "la (code)",
        "la (name)",
        "typeofestablishment (code)",
        "typeofestablishment (name)",
        "establishmentstatus (code)",
        "establishmentstatus (name)",
        "phaseofeducation (name)",
        "opendate",
    )
)
_REGISTER_HINT = (
    "On the GIAS Downloads page choose “Establishment fields CSV”, or download the results of a"
    " search for your authority’s schools."
)
_HINTS = {
    FileKind.REGISTER: "Use the import for schools for this file.",
    FileKind.LINKS: "Use the import for links for this file.",
    FileKind.GROUPS: "Use the import for groups for this file.",
    FileKind.MEMBERSHIP: "Use the import for group membership for this file.",
}


def heading(text: str) -> str:
    """A column heading as it is compared: trimmed, inner spaces collapsed, case ignored."""
    return " ".join(text.split()).casefold()


def recognise(headings: Iterable[str]) -> FileKind:
    """What a file with these column headings is."""
    names = {heading(text) for text in headings}
    if {"linkurn", "linktype"} <= names:
        return FileKind.LINKS
    if "gid" in names and {"appointing body", "role"} & names:
        return FileKind.GOVERNANCE
    if {"group uid", "linked uid", "uid"} & names and {"group name", "group type"} & names:
        return FileKind.MEMBERSHIP if "urn" in names else FileKind.GROUPS
    if "ofsted phase" in names or ("school name" in names and _starts(names, "web link")):
        return FileKind.OFSTED
    if "rectype" in names:
        return _performance_table(names)
    if "schname" in names and {"schstatus", "minorgroup"} & names:
        return FileKind.SCHOOL_LIST
    if len(_REGISTER_SIGNS & names) >= 3:
        return FileKind.REGISTER
    return FileKind.UNKNOWN


def _performance_table(names: set[str]) -> FileKind:
    if _starts(names, "ptrwm") or "tks1average" in names:
        return FileKind.KS2
    if _starts(names, "att8") or _starts(names, "ptl2basics") or "ptac5em" in names:
        return FileKind.KS4
    return FileKind.PERFORMANCE


def _starts(names: set[str], beginning: str) -> bool:
    return any(name.startswith(beginning) for name in names)


def dialect(headings: Sequence[str], slashed_dates: bool) -> Dialect:
    """Which form of the register this is; `slashed_dates`: its dates are written DD/MM/YYYY."""
    names = {heading(text) for text in headings}
    if "linked establishments" in names or not any("(code)" in n for n in names - {"la (code)"}):
        return Dialect.SEARCH
    return Dialect.SCHEDULED if slashed_dates else Dialect.FULL


def layout(headings: Sequence[str]) -> str:
    """From when the layout of a register is, judged by the columns that came and went."""
    names = {heading(text) for text in headings}
    if "headhonours" in names:
        return "2017 or before"
    if "gsslacode (name)" not in names:
        return "a selection of columns"
    if "inspectorate (name)" in names:
        return "about 2018"
    if "rscregion (name)" in names:
        return "2022 to mid-2024" if "fsm" in names else "2019 to 2021"
    if "ofstedrating (name)" in names:
        return "mid-2024 to early 2025"
    return "2025 or later"


def refusal(file_name: str, found: FileKind, wanted: FileKind) -> Problem:
    """The sentence for a file that is not the one asked for."""
    if found is FileKind.UNKNOWN:
        message = f"“{file_name}” is not {wanted}: its column headings are not known here."
    else:
        message = f"“{file_name}” is {found}, not {wanted}."
    hint = _HINTS.get(found, "")
    if not hint and wanted is FileKind.REGISTER:
        hint = _REGISTER_HINT
    return Problem(message, hint or "Choose another file.")
