"""The shape of a pack's files on meetings and on reports upward: meetings.yaml, reports/*.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sif_desktop.frameworks.case_schema import Conditions
from sif_desktop.frameworks.paper_schema import PaperFile
from sif_desktop.frameworks.schema import (
    CadenceRow,
    CategoryCode,
    Code,
    HyphenId,
    ItemId,
    Part,
    RecipientRow,
    Sourced,
    Text,
)

Codes = Annotated[list[Code], Field(default_factory=list)]
Categories = Annotated[list[CategoryCode], Field(default_factory=list)]
Days = Annotated[int, Field(ge=0, le=400)]
Minutes = Annotated[int, Field(ge=0, le=600)]
ItemKind = Literal[
    "topic", "minutes", "actions", "priorities", "milestones", "criteria", "figures", "funding",
    "exit", "cases", "concerns", "reported", "categories", "comparison", "recommendations",
]  # fmt: skip
PartKind = Literal[
    "text", "question", "plan_progress", "criteria", "key_issues", "minutes", "concerns", "cases",
    "comparison", "category_counts", "category_changes", "inspections", "recommendations",
    "visits", "open_actions",
]  # fmt: skip


class RhythmRow(CadenceRow):
    tolerance_days: Days = 0
    when: Conditions


class SeatRow(Sourced):
    role: Code
    part: Literal["core", "optional"] = "core"
    when: Conditions


class StandingRow(Sourced):
    id: Code
    title: Text
    kind: ItemKind = "topic"
    heading: Text | None = None
    prompt: Text | None = None
    minutes: Minutes = 0
    figures: Codes


class ReasonRow(Sourced):
    code: Code
    label: Text


class ToRow(RecipientRow):
    when: Conditions


class MinutesToRow(Sourced):
    """Who receives the minutes; `members` also those of the body or the meeting."""

    to: list[ToRow] = Field(default_factory=list)
    members: bool = False


class MeetingTypeRow(Sourced):
    code: Code
    title: Text
    also: Text | None = None
    about: Literal["provider", "body"] = "provider"
    body: Code | None = None
    of: Code | None = None
    single: bool = False
    when: Conditions
    rhythms: list[RhythmRow] = Field(default_factory=list)
    place: Text | None = None
    chair: Code | None = None
    seats: list[SeatRow] = Field(default_factory=list)
    agenda: list[StandingRow] = Field(default_factory=list)
    terms: list[Text] = Field(default_factory=list)
    start: list[ReasonRow] = Field(default_factory=list)
    end: list[ReasonRow] = Field(default_factory=list)
    events: Codes
    begins: Codes
    ends: Codes
    required_in: Categories
    offered_in: Categories
    reports_to: Code | None = None
    fund: Text | None = None
    contributions: Codes
    minutes_to: MinutesToRow | None = None


class NamedRow(Sourced):
    code: Code
    label: Text


class BodyRow(Sourced):
    code: Code
    title: Text
    remit: list[Text] = Field(default_factory=list)
    constituencies: list[NamedRow] = Field(default_factory=list)
    receives: list[Text] = Field(default_factory=list)
    recommends: list[NamedRow] = Field(default_factory=list)
    recommends_to: Text | None = None
    refers_to: Code | None = None


class MeetingPaperRow(Sourced):
    """How agendas and minutes are called and kept; `{type}`, `{provider}`, `{date}`."""

    title: Text
    file_name: Text
    marking: Text | None = None
    retention_years: Annotated[int, Field(ge=0, le=100)] | None = None


class MeetingsFile(Sourced):
    minutes: MeetingPaperRow
    agenda: MeetingPaperRow
    bodies: list[BodyRow] = Field(default_factory=list)
    types: Annotated[list[MeetingTypeRow], Field(min_length=1)]


class IfNoRow(Part):
    task: Text
    party: Literal["school", "authority", "partner"] = "authority"
    role: Code | None = None
    within_days: Days = 0
    event: Code | None = None


class ReportPartRow(Sourced):
    id: ItemId | Code
    heading: Text
    kind: PartKind = "text"
    prompt: Text | None = None
    required: bool = False
    figures: Codes
    columns: list[Text] = Field(default_factory=list)
    if_no: IfNoRow | None = None


class ReportFile(PaperFile):
    """`about` says whether it is about one provider, or about all; `periods` are how often it may
    be made, the first by default; `authors` are the roles who write it jointly."""

    kind: Literal["report"]
    id: HyphenId
    purpose: Text
    about: Literal["provider", "authority"] = "provider"
    body: Code | None = None  # the body it is put before
    when: Conditions
    periods: Annotated[
        list[Literal["month", "quarter", "half_term", "term", "year", "meeting"]],
        Field(min_length=1),
    ]
    authors: Codes
    to: Annotated[list[ToRow], Field(min_length=1)]
    parts: Annotated[list[ReportPartRow], Field(min_length=1)]
