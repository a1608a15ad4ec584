"""The shape of what every document of a pack has, and of the layouts of notes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sif_desktop.frameworks.schema import Code, ConditionRow, HyphenId, Sourced, Text
from sif_desktop.frameworks.vocabulary import CopyKind, LayoutKind


class LayoutSectionRow(Sourced):
    kind: LayoutKind
    heading: str = ""
    text: str = ""
    only_if: ConditionRow | None = None
    copies: list[CopyKind] = Field(default_factory=list)  # those it stands in; empty: all


class MarkingRow(Sourced):
    text: Text


class RetentionRow(Sourced):
    years: Annotated[int, Field(ge=0, le=100)]


class SignerRow(Sourced):
    """One who signs; where several rows name the same turn, `when` tells them apart."""

    role: Code
    when: list[ConditionRow] = Field(default_factory=list)  # all must hold


class SignOffRow(Sourced):
    """Who signs a document off before it is issued, in order."""

    by: Annotated[list[SignerRow], Field(min_length=1)]
    printed: Literal["no", "table", "signatures", "both"] = "table"
    heading: Text = "Signed off by"
    copies: list[CopyKind] = Field(default_factory=list)


class DeadlineRow(Sourced):
    """Within so many units after something; `working_days` says which days those are."""

    within: Annotated[int, Field(ge=0, le=1000)]
    unit: Literal["day", "working_day", "week", "month"]
    after: Code
    working_days: Literal["ordinary", "inspection", "foi"] = "ordinary"


class PaperFile(Sourced):
    """What every document of a pack has."""

    id: HyphenId
    title: Text
    marking: MarkingRow | None = None
    file_name: Text
    retention: RetentionRow | None = None
    sign_off: SignOffRow | None = None
    deadline: DeadlineRow | None = None


class LayoutFile(PaperFile):
    kind: Literal["note_of_visit"]
    visit_types: list[Code] = Field(default_factory=list)  # empty: every one no other names
    sections: Annotated[list[LayoutSectionRow], Field(min_length=1)]
