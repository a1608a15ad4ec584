"""What the national register says of a provider, and how a new reading compares with the store.

Plain rules: who is maintained by the authority, what is paid for by the state, what changed field
by field, which edits made here stay, which school carries on another's history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import NamedTuple, Protocol


class RegisterRow(NamedTuple):
    """One establishment. A named tuple, as fifty thousand of them are made and compared at once.

    Text is "" where the register says nothing, "Not applicable" or "Does not apply"; numbers and
    dates are None. `urn` has six digits; `laestab` is LA code and number, seven digits.
    """

    urn: str
    la_code: str = ""
    la_name: str = ""
    establishment_number: str = ""
    name: str = ""
    type: str = ""
    type_code: str = ""
    type_group: str = ""
    status: str = ""
    open_date: date | None = None
    close_date: date | None = None
    reason_opened: str = ""
    reason_closed: str = ""
    phase: str = ""
    low_age: int | None = None
    high_age: int | None = None
    gender: str = ""
    nursery: str = ""
    sixth_form: str = ""  # "yes", "no" or ""
    boarders: str = ""
    religious_character: str = ""
    diocese: str = ""
    admissions: str = ""
    capacity: int | None = None
    pupils: int | None = None
    census_date: date | None = None
    fsm_percent: str = ""
    trust_uid: str = ""
    trust_name: str = ""
    federation_uid: str = ""
    federation_name: str = ""
    ukprn: str = ""
    street: str = ""
    locality: str = ""
    address3: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    website: str = ""
    telephone: str = ""
    head_title: str = ""
    head_first: str = ""
    head_last: str = ""
    head_job_title: str = ""
    inspectorate: str = ""
    resourced_provision: str = ""
    sen_unit_on_roll: int | None = None
    uprn: str = ""
    last_changed: date | None = None
    laestab: str = ""
    sen_types: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # (URN, kind), from the search-page export only


LABELS: Mapping[str, str] = {
    "urn": "URN",
    "la_code": "Local authority code",
    "la_name": "Local authority",
    "establishment_number": "Establishment number",
    "name": "Name",
    "type": "Type",
    "type_code": "Type code",
    "type_group": "Type group",
    "status": "Status",
    "open_date": "Opened on",
    "close_date": "Closed on",
    "reason_opened": "Reason opened",
    "reason_closed": "Reason closed",
    "phase": "Phase",
    "low_age": "Lowest age",
    "high_age": "Highest age",
    "gender": "Gender of pupils",
    "nursery": "Nursery classes",
    "sixth_form": "Sixth form",
    "boarders": "Boarders",
    "religious_character": "Religious character",
    "diocese": "Diocese",
    "admissions": "Admissions",
    "capacity": "Capacity",
    "pupils": "Pupils on roll",
    "census_date": "Date of the pupil count",
    "fsm_percent": "Free school meals (%)",
    "trust_uid": "Trust number",
    "trust_name": "Trust",
    "federation_uid": "Federation number",
    "federation_name": "Federation",
    "ukprn": "UKPRN",
    "street": "Street",
    "locality": "Locality",
    "address3": "Address line 3",
    "town": "Town",
    "county": "County",
    "postcode": "Postcode",
    "website": "Website",
    "telephone": "Telephone",
    "head_title": "Headteacher’s title",
    "head_first": "Headteacher’s first name",
    "head_last": "Headteacher’s last name",
    "head_job_title": "Headteacher’s job title",
    "inspectorate": "Inspectorate",
    "resourced_provision": "Resourced provision",
    "sen_unit_on_roll": "Pupils in the SEN unit",
    "uprn": "UPRN",
    "last_changed": "Register entry last changed",
    "laestab": "LAESTAB",
    "sen_types": "Special needs provided for",
    "links": "Linked establishments",
}

COMPARED: tuple[str, ...] = tuple(f for f in RegisterRow._fields if f not in ("urn", "links"))

OPEN_STATUSES = ("Open", "Open, but proposed to close")
PHASES = (
    "Nursery",
    "Primary",
    "Middle deemed primary",
    "All-through",
    "Middle deemed secondary",
    "Secondary",
    "16 plus",
)

# By type and not by type group: maintained special schools stand in the group "Special schools".
_MAINTAINED = frozenset(
    (
        "community school",
        "voluntary aided school",
        "voluntary controlled school",
        "foundation school",
        "community special school",
        "foundation special school",
        "local authority nursery school",
        "pupil referral unit",
    )
)
_STATE_TYPES = _MAINTAINED | {
    "city technology college",
    "non-maintained special school",
    "studio schools",
    "university technical college",
}
_STATE_GROUPS = frozenset(("local authority maintained schools", "academies", "free schools"))


def is_maintained(type_name: str) -> bool:
    """Whether a provider of this type is maintained by its local authority."""
    return type_name.strip().casefold() in _MAINTAINED


def is_state_funded(type_name: str, type_group: str = "") -> bool:
    """Whether a school of this type is paid for by the state (colleges are not counted)."""
    kind = type_name.strip().casefold()
    if kind in _STATE_TYPES or kind.startswith(("academy ", "free school")):
        return True
    return type_group.strip().casefold() in _STATE_GROUPS


def stages(
    phase: str, low_age: int | None, high_age: int | None, sixth_form: str = ""
) -> tuple[str, ...]:
    """The stages taught: "early years", "primary", "secondary", "sixth form", in that order.

    Ages decide where both are known, as special schools and units have no phase.
    """
    low, high = (low_age, high_age)
    if low is None or high is None:
        low, high = _PHASE_AGES.get(phase, (None, None))
    if low is None or high is None:
        return ("sixth form",) if sixth_form == "yes" else ()
    sixth = sixth_form == "yes" or phase == "16 plus"
    taught = (
        ("early years", low < 5),
        ("primary", low < 11 and high > 5),
        ("secondary", low < 16 and high > 11 and phase != "16 plus"),
        ("sixth form", sixth),
    )
    return tuple(stage for stage, there in taught if there)


_PHASE_AGES: Mapping[str, tuple[int, int]] = {
    "Nursery": (3, 5),
    "Primary": (4, 11),
    "Middle deemed primary": (8, 12),
    "All-through": (4, 16),
    "Middle deemed secondary": (9, 13),
    "Secondary": (11, 16),
    "16 plus": (16, 19),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    label: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class RowChange:
    """A provider whose register entry differs from what is stored; `row` is the new reading."""

    row: RegisterRow
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """A field edited here that the register gives otherwise: the edit stays."""

    urn: str
    name: str
    field: str
    label: str
    register_value: object
    local_value: object


@dataclass(frozen=True, slots=True)
class Follow:
    """`urn` carries on the stored `predecessor`. `sole`: one school became one other, as when it
    converts; otherwise schools merged or split and an officer decides whose history goes where."""

    urn: str
    predecessor: str
    kind: str
    sole: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    new: tuple[RegisterRow, ...]
    changed: tuple[RowChange, ...]
    unchanged: int
    kept: tuple[KeptEdit, ...]
    follows: tuple[Follow, ...]


Link = tuple[str, str, str]  # URN, linked URN, kind: the second is the kind of the first


def compare(
    stored: Mapping[str, Mapping[str, object]],
    rows: Iterable[RegisterRow],
    local_edits: Mapping[str, Collection[str]] | None = None,
    fields: Sequence[str] = COMPARED,
    links: Iterable[Link] = (),
) -> Comparison:
    """Compare a reading of the register with what is stored, by URN.

    `stored`: URN to field values, kept as `RegisterRow` gives them (other forms of the same value
    compare equal, only slower). `local_edits`: URN to the fields edited here. `fields`: those the
    file holds; a column the file lacks must not empty what is stored. `links`: see `follows`.
    """
    edits = local_edits or {}
    fields = [name for name in fields if name in COMPARED]
    same = _sameness(fields)
    new: list[RegisterRow] = []
    changed: list[RowChange] = []
    kept: list[KeptEdit] = []
    seen: set[str] = set()
    all_links = list(links)
    unchanged = 0
    for row in rows:
        urn = row.urn
        seen.add(urn)
        if row.links:
            all_links.extend((urn, other, kind) for other, kind in row.links)
        old = stored.get(urn)
        if old is None:
            new.append(row)
            continue
        if same(old, row):
            unchanged += 1
            continue
        ours = edits.get(urn, ())
        differences = _differences(old, row, fields)
        kept += [
            KeptEdit(urn, row.name, d.field, d.label, d.new, d.old)
            for d in differences
            if d.field in ours
        ]
        changes = tuple(d for d in differences if d.field not in ours)
        if changes:
            changed.append(RowChange(row, changes))
        else:
            unchanged += 1
    found = tuple(
        f
        for f in follows(all_links)
        if f.predecessor in stored and (f.urn in seen or f.urn in stored)
    )
    return Comparison(tuple(new), tuple(changed), unchanged, tuple(kept), found)


def follows(links: Iterable[Link]) -> tuple[Follow, ...]:
    """Who carries on whom, from links of either direction; other kinds of link say nothing."""
    pairs: dict[tuple[str, str], str] = {}
    for urn, other, kind in links:
        if kind.startswith("Predecessor"):
            pairs.setdefault((urn, other), kind)
        elif kind.startswith("Successor"):
            pairs.setdefault((other, urn), kind)
    before = Counter(urn for urn, _ in pairs)
    after = Counter(predecessor for _, predecessor in pairs)
    return tuple(
        Follow(urn, predecessor, kind, before[urn] == 1 and after[predecessor] == 1)
        for (urn, predecessor), kind in pairs.items()
    )


def plain(value: object) -> str:
    """One written form of a value, so that None and "", or a date and its text, are the same."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "\n".join(str(part) for part in value)
    return str(value)


class _Same(Protocol):
    def __call__(self, old: Mapping[str, object], row: RegisterRow) -> bool: ...


def _sameness(fields: Sequence[str]) -> _Same:
    """Whether all `fields` are identical, decided in one step for the many unchanged rows."""
    if len(fields) < 2:  # itemgetter of one gives a bare value, of none an error
        return lambda old, row: not _differences(old, row, fields)
    pick_old = itemgetter(*fields)
    pick_new = itemgetter(*(RegisterRow._fields.index(name) for name in fields))

    def same(old: Mapping[str, object], row: RegisterRow) -> bool:
        try:
            return bool(pick_old(old) == pick_new(row))
        except KeyError:
            return False  # stored by an older version with fewer fields

    return same


def _differences(
    old: Mapping[str, object], row: RegisterRow, fields: Sequence[str]
) -> list[FieldChange]:
    found = []
    for name in fields:
        was, now = old.get(name), getattr(row, name)
        if was != now and plain(was) != plain(now):
            found.append(FieldChange(name, LABELS[name], was, now))
    return found
