"""What a pack may speak of: the closed sets of facts, words, placeholders and document parts.

A pack holds no code, so everything it refers to outside itself is listed here and checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

YES_NO = ("yes", "no")

# Fact -> the values it can take; an empty tuple means any text. `provider.kind`,
# `provider.category` and `visit.type` take the codes of the pack itself.
FACTS: Mapping[str, tuple[str, ...]] = {
    "provider.kind": (),
    "provider.category": (),
    "provider.status": ("open", "proposed_to_open", "proposed_to_close", "closed"),
    "provider.phase": (
        "nursery",
        "primary",
        "middle_deemed_primary",
        "secondary",
        "middle_deemed_secondary",
        "16_plus",
        "all_through",
        "not_applicable",
    ),
    "provider.stages": ("early_years", "primary", "secondary", "sixth_form"),  # may be several
    "provider.denomination": ("none", "church_of_england", "roman_catholic", "other"),
    "provider.church_school": YES_NO,
    "provider.trust": YES_NO,  # belongs to an academy trust
    "provider.maintained": YES_NO,  # the authority's own powers apply
    "provider.early_years": YES_NO,
    "provider.sixth_form": YES_NO,
    "visit.type": (),
    "visit.term": ("autumn", "spring", "summer"),
}

# The app's own word for each thing: singular, plural. A pack may rename any of them.
TERMS: Mapping[str, tuple[str, str]] = {
    "provider": ("School", "Schools"),
    "officer": ("Officer", "Officers"),
    "framework_pack": ("Rulebook", "Rulebooks"),
    "category": ("Category", "Categories"),
    "visit": ("Visit", "Visits"),
    "jotting": ("Jotting", "Jottings"),
    "form": ("Checklist", "Checklists"),
    "note_of_visit": ("Note of visit", "Notes of visit"),
    "task": ("Task", "Tasks"),
}

LetterKind = Literal[
    "category_letter", "allocation_letter", "warning_notice", "academy_letter", "members_letter"
]
DocumentKind = Literal[
    "note_of_visit",
    "category_letter",
    "allocation_letter",
    "warning_notice",
    "academy_letter",
    "members_letter",
    "agenda",
    "minutes",
    "report",
]
LayoutKind = Literal[
    "header",
    "purpose",
    "people",
    "actions_last_time",
    "plan_objectives",
    "findings",
    "strengths",
    "development",
    "agreed_actions",
    "support_days",
    "feedback_given",
    "circulation",
    "text",
]
CopyKind = Literal["school", "governors", "file"]
Route = Literal["email", "secure_email", "letter", "portal", "by_hand", "file"]
Side = Literal["school", "authority", "partner"]  # whose person a role is
Unit = Literal["week", "month", "half_term", "term", "year"]

LAYOUT_SECTIONS: tuple[str, ...] = get_args(LayoutKind)
COPIES: tuple[str, ...] = get_args(CopyKind)

FILE_NAME_PLACEHOLDERS = ("provider", "urn", "date", "type", "version")
TEXT_PLACEHOLDERS = ("provider", "urn", "date", "type", "version", "officer", "authority")

# What the text of a letter may name beside its own fields, and what that stands for.
LETTER_PLACEHOLDERS: Mapping[str, str] = {
    "provider": "name of the school",
    "urn": "its unique reference number",
    "kind": "its kind, as the rulebook calls it",
    "town": "its town",
    "trust": "its academy trust",
    "diocese": "its diocese",
    "category": "its category in words",
    "category_since": "the day it came into that category",
    "previous_category": "the category it had before",
    "head": "what its head is called: “headteacher”",
    "chair": "what the chair of its board is called: “chair of governors”",
    "addressee": "whom the letter is for, as the salutation names them",
    "officer": "name of the officer",
    "officer_title": "the officer's job title",
    "officer_email": "the officer's email address",
    "officer_telephone": "the officer's telephone number",
    "authority": "name of the authority",
    "service": "name of the service",
    "date": "date of the letter",
    "school_year": "school year of that date: 2026/27",
    "term": "term of that date: “autumn term”",
    "last_visit": "day of the last visit",
    "last_visit_type": "its type",
}
LETTER_FILE_PLACEHOLDERS = ("provider", "urn", "date", "version", "addressee")


@dataclass(frozen=True, slots=True)
class StatementRule:
    """A sentence the program needs in a document, and what may be filled into it."""

    purpose: str
    placeholders: tuple[str, ...]


# Every pack words each of these; the builder of documents asks for them by code.
STATEMENTS: Mapping[str, StatementRule] = {
    "purpose": StatementRule(
        "opens the note", ("type", "provider", "date", "officer", "authority", "focus")
    ),
    "graded": StatementRule("an item with a step of a scale", ("item", "grade", "descriptor")),
    "not_seen": StatementRule("an item not seen on the day", ("item",)),
    "not_applicable": StatementRule("an item that does not apply", ("item",)),
    "not_judged": StatementRule("an item seen but not judged", ("item",)),
    "section_empty": StatementRule("a mandatory section left empty", ("section", "reason")),
    "first_visit": StatementRule("no actions from last time", ("provider",)),
    "no_actions": StatementRule("no actions agreed today", ("provider",)),
    "support": StatementRule(
        "days used for the visit", ("preparation", "on_site", "reporting", "total")
    ),
    "feedback": StatementRule("to whom feedback was given", ("people", "date")),
    "correction": StatementRule("a corrected version", ("version", "previous", "date", "reason")),
}
