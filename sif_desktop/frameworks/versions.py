"""Ids are permanent: a newer version of a pack still holds every item of the one before.

Versions lie beside each other as `<id>` and `<id>@<version>`; a pack is compared with the newest
older version found there, or with the version its own changes.yaml says it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sif_desktop.frameworks.faults import Fault
from sif_desktop.frameworks.known import Known, known_names
from sif_desktop.frameworks.yaml_files import UnreadableFile, read_yaml


def version_key(version: str) -> tuple[int, ...]:
    """Sorts "1.10" after "1.9"."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def lost_item_faults(folder: Path, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """A fault for each checklist or item of the version before that is simply gone."""
    older = _version_before(folder, raw.get("pack.yaml"), raw.get("changes.yaml"))
    if older is None:
        return
    version, old = older
    new = known_names(raw, frozenset())
    for form_id, old_form in old.forms.items():
        new_form = new.forms.get(form_id)
        if new_form is None and (folder / old_form.row.file).exists():
            continue  # unreadable, which is reported already
        if new_form is None:
            message = f"Version {version} has the checklist “{form_id}”. Keep its file."
            yield Fault(old_form.row.file, "", form_id, message)
            continue
        for item_id, item in old_form.items.items():
            kept = new_form.items.get(item_id)
            if kept is None:
                message = (
                    f"Version {version} has the item “{item_id}”. Keep it and mark it "
                    "“retired: true”."
                )
                yield Fault(new_form.row.file, "sections", form_id, message)
            elif kept.text("kind") != item.text("kind"):
                message = (
                    f"In version {version} this item was a {item.text('kind')}. Give the new "
                    "kind a new id that replaces this one."
                )
                yield kept.fault("kind", message)


def _version_before(folder: Path, head: Any, changed: Any) -> tuple[str, Known] | None:
    if not isinstance(head, dict) or not isinstance(head.get("id"), str):
        return None
    own = version_key(str(head.get("version", "")))
    made_from = str(changed.get("of", "")) if isinstance(changed, dict) else ""
    older = []
    for place in folder.parent.glob(f"{head['id']}*/pack.yaml"):
        other = _read(place)
        version = str(other.get("version", ""))
        fits = version == made_from if made_from else version_key(version) < own
        if other.get("id") == head["id"] and fits:
            older.append((version_key(version), version, place.parent))
    if not older:
        return None
    _key, version, place = max(older)
    raw = {f"forms/{file.name}": _read(file) for file in sorted(place.glob("forms/*.yaml"))}
    return version, known_names(raw, frozenset())


def _read(file: Path) -> dict[str, Any]:
    """A file of another version; empty if unreadable, since that version is not under check."""
    try:
        data = read_yaml(file)
    except UnreadableFile:
        return {}
    return data if isinstance(data, dict) else {}
