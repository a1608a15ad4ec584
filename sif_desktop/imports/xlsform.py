"""Reads a checklist from an XLSForm workbook, the standard of offline form tools.

Groups become sections, lists of choices scales or choices, simple `relevant` conditions. What a
checklist cannot hold is left out and named with its sheet and row, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sif_desktop.domain.form_rules import numbering
from sif_desktop.domain.forms import Form, Scale
from sif_desktop.imports.xlsform_lists import read_lists, unread
from sif_desktop.imports.xlsform_sheets import LeftOut, SheetRow, Sheets, read_sheets
from sif_desktop.imports.xlsform_survey import Survey
from sif_desktop.imports.xlsform_words import hyphened

_SETTINGS = ("form_title", "form_id", "version", "default_language")


@dataclass(frozen=True, slots=True)
class ReadForm:
    """The checklist a workbook holds, and all it held besides."""

    form: Form
    left_out: tuple[LeftOut, ...]


def read_xlsform(path: Path, scales: Iterable[Scale] = (), facts: Iterable[str] = ()) -> ReadForm:
    """The checklist in the workbook at `path`. A list equal to one of `scales` makes grades;
    `facts` are what conditions may ask of the school and the visit.

    Raises Problem, with sheet and row, for a workbook that holds no whole checklist.
    """
    sheets = read_sheets(path)
    settings = sheets.settings[0] if sheets.settings else SheetRow("settings", 2, {})
    language = settings.get("default_language")
    lists = read_lists(sheets.choices, language)
    survey = Survey(lists.choices, tuple(scales), _by_name(facts), language)
    for row in sheets.survey:
        survey.read(row)
    sections = survey.sections()
    form_id = hyphened(settings.get("form_id") or path.stem)
    if not form_id:
        raise settings.problem("the form_id has no letter or digit.", "Write one.")
    form = Form(form_id, settings.get("form_title") or form_id, sections, _version(settings))
    left_out = (*survey.left_out, *lists.left_out, *_not_read(sheets, settings))
    return ReadForm(_without_numbers(form), left_out)


def _by_name(facts: Iterable[str]) -> Mapping[str, str]:
    return {fact.replace(".", "_"): fact for fact in facts}


def _version(settings: SheetRow) -> int:
    text = settings.get("version")
    return int(text) if text.isdecimal() and len(text) < 5 and int(text) else 1


def _not_read(sheets: Sheets, settings: SheetRow) -> Sequence[LeftOut]:
    """Settings, sheets and a version that is no small number."""
    found = unread(settings, _SETTINGS)
    version = settings.get("version")
    if version and version != str(_version(settings)):
        found.append(settings.left_out(f"version: {version}"))
    found += [row.left_out("a second row of settings") for row in sheets.settings[1:]]
    return [*found, *(LeftOut(name, 1, "the whole sheet") for name in sheets.others)]


def _without_numbers(form: Form) -> Form:
    """Labels without the numbers this program writes before them, if all labels bear theirs."""
    numbers = numbering(form)
    labels = {section.id: section.title for section in form.sections}
    labels |= {item.id: item.label for item in form.items()}
    bare = {key: labels[key].removeprefix(f"{number} ") for key, number in numbers.items()}
    if any(bare[key] in (labels[key], "") for key in numbers):
        return form
    sections = (
        replace(
            section,
            title=bare[section.id],
            items=tuple(replace(i, label=bare.get(i.id, i.label)) for i in section.items),
        )
        for section in form.sections
    )
    return replace(form, sections=tuple(sections))
