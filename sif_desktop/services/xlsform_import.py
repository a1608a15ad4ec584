"""Takes a checklist from an XLSForm workbook into a pack's folder, as one more form file.

The file is first tried in a copy of the pack; only if the checker finds no fault does it come in.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sif_desktop.domain.forms import Condition, Form, Item, Section
from sif_desktop.frameworks.checker import check, examine
from sif_desktop.frameworks.faults import PackFaults
from sif_desktop.frameworks.known import known_names
from sif_desktop.frameworks.loader import build_pack
from sif_desktop.imports.xlsform import read_xlsform
from sif_desktop.imports.xlsform_sheets import LeftOut
from sif_desktop.services.files import FileExists, write_whole

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class FormImported:
    """The checklist that came in, its file, and what the workbook held besides."""

    form: Form
    file: Path
    items: int
    left_out: tuple[LeftOut, ...]


def import_xlsform(workbook: Path, folder: Path) -> FormImported:
    """Read `workbook` into the pack in `folder`.

    Raises Problem for a workbook or pack that is not right, FileExists if the pack has the form;
    then nothing is written.
    """
    folder = folder.resolve()
    files, faults = examine(folder)
    if faults:
        raise PackFaults(folder.name, faults)
    pack = build_pack(files)
    read = read_xlsform(workbook, pack.scales.values(), facts_of(files.raw))
    name = f"forms/{read.form.id}.yaml"
    if (folder / name).exists():
        raise FileExists(folder / name)
    content = _yaml(read.form).encode()
    _try(folder, name, content)
    file = write_whole(folder / name, content)
    return FormImported(read.form, file, sum(1 for _ in read.form.items()), read.left_out)


def facts_of(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts of the program and the pack's own that conditions may ask for."""
    return tuple(known_names(raw, frozenset()).facts)


def _try(folder: Path, name: str, content: bytes) -> None:
    """Raises PackFaults if the pack would not be whole with this file."""
    with TemporaryDirectory() as aside:
        copy = Path(aside) / folder.name
        shutil.copytree(folder, copy)
        write_whole(copy / name, content)
        faults = check(copy)
    if faults:
        raise PackFaults(folder.name, faults)


def _yaml(form: Form) -> str:
    import yaml

    data = {**form_data(form), "app_default": True}
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text


def form_data(form: Form) -> dict[str, object]:
    """A checklist as a pack's file holds it, without where it comes from."""
    return {
        "id": form.id,
        "title": form.title,
        "version": form.version,
        "sections": [_section(section) for section in form.sections],
    }


def _section(section: Section) -> dict[str, object]:
    made: dict[str, object] = {"id": section.id, "title": section.title}
    if section.intro:
        made["intro"] = section.intro
    if section.only_if:
        made["only_if"] = _condition(section.only_if)
    return {**made, "items": [_item(item) for item in section.items]}


def _item(item: Item) -> dict[str, object]:
    made: dict[str, object] = {"id": item.id, "label": item.label, "kind": item.kind.value}
    optional = {
        "prompt": item.prompt,
        "scale": item.scale,
        "choices": [{"value": c.value, "label": c.label} for c in item.choices],
        "required": item.required,
        "only_if": _condition(item.only_if) if item.only_if else None,
    }
    return made | {key: value for key, value in optional.items() if value}


def _condition(condition: Condition) -> dict[str, object]:
    return {"subject": condition.subject, "values": list(condition.values)}
