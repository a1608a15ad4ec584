"""The shape of a letter as a pack writes it: whom it goes to, its text, what is filled in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sif_desktop.frameworks.paper_schema import PaperFile
from sif_desktop.frameworks.schema import (
    ChoiceRow,
    Code,
    ConditionRow,
    Part,
    Route,
    Sourced,
    Text,
)
from sif_desktop.frameworks.vocabulary import LetterKind

Texts = Annotated[list[Text], Field(min_length=1)]


class ToRow(Sourced):
    """Whom the letter goes to: people by their roles, or an addressee of the pack.

    `at` says whose address stands below the roles.
    """

    roles: Annotated[list[Code], Field(min_length=1)] | None = None
    addressee: Code | None = None
    at: Literal["school", "trust", "authority"] = "school"
    route: Route | None = None
    when: list[ConditionRow] = Field(default_factory=list)  # all must hold

    @model_validator(mode="after")
    def _one_kind(self) -> ToRow:
        if (self.roles is None) is (self.addressee is None):
            raise PydanticCustomError("one_of", "names either “roles” or an “addressee”, not both.")
        return self


class LetterFieldRow(Sourced):
    code: Code
    label: Text
    kind: Literal["text", "long_text", "date", "choice", "choices", "number"] = "text"
    prompt: str = ""
    required: bool = False
    choices: list[ChoiceRow] = Field(default_factory=list)
    default: Text | None = None


class FactRow(Part):
    name: Text
    text: Text


class LetterPartRow(Sourced):
    """One block of the text: exactly one of these."""

    paragraph: Text | None = None
    heading: Text | None = None
    bullets: Texts | None = None
    numbered: Texts | None = None
    facts: Annotated[list[FactRow], Field(min_length=1)] | None = None
    only_if: ConditionRow | None = None
    needs: list[Code] = Field(default_factory=list)  # left out while one of these is empty

    @model_validator(mode="after")
    def _one_kind(self) -> LetterPartRow:
        given = [name for name in PARTS if getattr(self, name) is not None]
        if len(given) != 1:
            raise PydanticCustomError(
                "one_of",
                "holds exactly one of {names}; this one holds {given}.",
                {"names": ", ".join(PARTS), "given": " and ".join(given) or "none"},
            )
        return self


PARTS = ("paragraph", "heading", "bullets", "numbered", "facts")


class LetterFile(PaperFile):
    kind: LetterKind
    purpose: Text  # what it is for, in one sentence
    when: list[ConditionRow] = Field(
        default_factory=list
    )  # the schools it is offered for; all must hold
    to: Annotated[list[ToRow], Field(min_length=1)]
    subject: Text
    reference: Text | None = None
    salutation: Text = "Dear {addressee}"
    fields: list[LetterFieldRow] = Field(default_factory=list)
    body: Annotated[list[LetterPartRow], Field(min_length=1)]
    closing: Text = "Yours sincerely"
    signatory: Code
    enclosures: list[Text] = Field(default_factory=list)
    retired: bool = False
