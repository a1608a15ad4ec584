"""The shape of texts.yaml (reference texts) and of changes.yaml (what an authority changed)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from sif_desktop.frameworks.schema import Code, Part, Sourced, Text, Version


class ReferenceRow(Sourced):
    """A list or text of the rulebook to read: priorities, a visit process, commitments."""

    code: Code
    title: Text
    lines: Annotated[list[Text], Field(min_length=1)]


class TextsFile(Sourced):
    texts: list[ReferenceRow] = Field(default_factory=list)


class ChangesFile(Part):
    """Stands in a version an authority made itself; `of` is the version it was made from."""

    of: Version
    by: Text
    on: date
    changes: Annotated[list[Text], Field(min_length=1)]
    because: str = ""
