"""Checks a pack's folder and reports every fault at once: shape first, then what refers to what.

References are checked on the data as read, not on the validated models, so that a fault of shape
in one line does not hide the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sif_desktop.frameworks.faults import Fault, in_order, nearest, shape_faults
from sif_desktop.frameworks.yaml_files import UnreadableFile, read_yaml

MAX_FILES = 300


@dataclass(frozen=True, slots=True)
class PackFiles:
    """A pack as read: `raw` data and validated `models`, by file name within the folder."""

    raw: Mapping[str, Any]
    models: Mapping[str, Any]

    def folder(self, name: str) -> list[Any]:
        """The validated models of one sub-folder, by file name."""
        return [m for file, m in sorted(self.models.items()) if file.startswith(f"{name}/")]


def check(folder: Path) -> list[Fault]:
    """Every fault of the pack in `folder`, by file; an empty list means it can be used.

    The pack's examples and situations are run once nothing else is wrong.
    """
    from sif_desktop.frameworks.examples import failed_examples
    from sif_desktop.frameworks.loader import build_pack
    from sif_desktop.frameworks.situations import failed_situations

    files, faults = examine(folder)
    if faults:
        return faults
    pack = build_pack(files)
    situations = failed_situations(pack, files.models.get("situations.yaml"))
    return [*failed_examples(pack), *situations]


def examine(folder: Path) -> tuple[PackFiles, list[Fault]]:
    """The pack's files as far as they can be read, and every fault found."""
    from sif_desktop.frameworks.references import reference_faults
    from sif_desktop.frameworks.shapes import FILES, FOLDERS
    from sif_desktop.frameworks.versions import lost_item_faults

    found, faults = _listed(folder)
    raw: dict[str, Any] = {}
    models: dict[str, Any] = {}
    for file in found:
        try:
            raw[file] = read_yaml(folder / file)
        except UnreadableFile as error:
            faults.append(Fault(file, "", "", str(error)))
            continue
        shape = FILES.get(file) or FOLDERS[file.split("/")[0]]
        model, wrong = shape_faults(file, raw[file], shape)
        faults += wrong
        if model is not None:
            models[file] = model
    if found:
        unread = frozenset(found) - raw.keys()
        misshapen = raw.keys() - models.keys()
        faults += reference_faults(raw, unread, frozenset(misshapen))
        faults += _name_faults(folder, raw)
        faults += lost_item_faults(folder, raw)
    return PackFiles(raw, models), in_order(faults)


def _listed(folder: Path) -> tuple[list[str], list[Fault]]:
    """The pack's YAML files, and faults for those missing, unknown or too many."""
    from sif_desktop.frameworks.shapes import FILES, FOLDERS, OPTIONAL

    if not folder.is_dir():
        return [], [Fault("", "", "", f"There is no folder “{folder.name}”. Check its name.")]
    files = (path for path in folder.rglob("*") if path.is_file())
    some = list(islice(files, MAX_FILES + 1))  # never walks a whole disk chosen by mistake
    if len(some) > MAX_FILES:
        message = f"The folder holds more than the {MAX_FILES} files a pack may have."
        return [], [Fault("", "", "", f"{message} Choose the pack's own folder.")]
    present = sorted(
        path.relative_to(folder).as_posix()
        for path in some
        if path.suffix != ".md" and not path.name.startswith(".")
    )
    known = [file for file in present if file in FILES or _in_folder(file, FOLDERS)]
    faults = [
        Fault(file, "", "", f"A pack has no file of this name. {nearest(file, _names())}")
        for file in present
        if file not in known
    ]
    needed = [name for name in FILES if name not in OPTIONAL and name not in known]
    faults += [Fault(name, "", "", "The file is missing. Add it.") for name in needed]
    faults += [
        Fault(f"{name}/", "", "", "The folder holds no .yaml file. Add at least one.")
        for name in FOLDERS
        if name not in OPTIONAL and not any(file.startswith(f"{name}/") for file in known)
    ]
    return known, faults


def _in_folder(file: str, folders: Mapping[str, Any]) -> bool:
    parts = file.split("/")
    return len(parts) == 2 and parts[0] in folders and file.endswith(".yaml")


def _names() -> list[str]:
    from sif_desktop.frameworks.shapes import FILES, FOLDERS

    return [*FILES, *(f"{name}/….yaml" for name in FOLDERS)]


def _name_faults(folder: Path, raw: Mapping[str, Any]) -> list[Fault]:
    """The folder is named after the pack, each form and layout file after its id."""
    faults = []
    for file, data in raw.items():
        own = data.get("id") if isinstance(data, dict) else None
        if not isinstance(own, str):
            continue
        if file == "pack.yaml":
            version = str(data.get("version", ""))
            if folder.name not in (own, f"{own}@{version}"):
                message = (
                    f"The pack is called “{own}” but its folder “{folder.name}”. Name the "
                    f"folder “{own}” or “{own}@{version}”."
                )
                faults.append(Fault(file, "id", own, message))
        elif "/" in file and Path(file).stem != own:
            message = f"The file is called “{Path(file).name}” but holds “{own}”. Make them agree."
            faults.append(Fault(file, "id", own, message))
    return faults
