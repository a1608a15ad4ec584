"""The rulebook changed by the authority in the program: every saving is a version of its own.

Versions made here lie in the authority's own place beside the shipped ones and are never changed
again: what was recorded under one keeps it. Which version new work is done under stands in the
caseload, so that going over to a new one is undone like any other change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.edit_areas import added, areas
from sif_desktop.frameworks.edit_forms import copied_form, used_in
from sif_desktop.frameworks.edit_shape import Adding, Area, rows
from sif_desktop.frameworks.edit_words import differences
from sif_desktop.frameworks.edits import Edit, applied, going_back
from sif_desktop.frameworks.faults import Fault, PackFaults
from sif_desktop.frameworks.registry import PackInfo
from sif_desktop.frameworks.yaml_files import read_yaml
from sif_desktop.models.tables import people
from sif_desktop.services.context import Context
from sif_desktop.services.pack_files import Tried, put, read_files, tried

if TYPE_CHECKING:
    from sif_desktop.imports.xlsform_sheets import LeftOut
    from sif_desktop.models.changes import Changes

_CHANGES, _HEAD = "changes.yaml", "pack.yaml"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version there is, and what was changed in it; `current` is the one in use."""

    version: str
    by: str
    on: date | None
    made_from: str
    changes: tuple[str, ...]
    because: str
    current: bool


@dataclass(frozen=True, slots=True)
class EditorView:
    """What can be changed, with what has been changed and is not saved yet."""

    title: str
    version: str
    next_version: str
    areas: tuple[Area, ...]
    pending: tuple[str, ...]  # in words
    visits: tuple[tuple[str, str], ...]  # kinds of visit a checklist may be used in
    forms: tuple[tuple[str, str], ...]
    unsaved_forms: tuple[str, ...]
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What the checker says of changes; `left_out` are examples that no longer come out."""

    faults: tuple[Fault, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormRead:
    """A checklist in a workbook before it is taken: what it holds, and what it cannot."""

    title: str
    form: Mapping[str, Any]
    questions: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


class PackEditor:
    def __init__(self, context: Context) -> None:
        self._context = context

    # Reading -------------------------------------------------------------------------------------

    def view(self, edits: Sequence[Edit] = ()) -> EditorView:
        """The rulebook in use with `edits` made."""
        base, old = self._base()
        new = applied(old, edits)
        kinds = rows(new, "visit_types.yaml", "visit_types")
        return EditorView(
            base.title,
            base.version,
            self._next(base),
            areas(new),
            differences(old, new),
            tuple((row["code"], str(row["title"])) for row in kinds if not row.get("retired")),
            tuple((new[f]["id"], str(new[f]["title"])) for f in new if f.startswith("forms/")),
            tuple(new[f]["id"] for f in new if f.startswith("forms/") and f not in old),
            self._versions(base),
        )

    def _base(self) -> tuple[PackInfo, dict[str, Any]]:
        pack = self._context.pack()
        base = self._context.registry.info(pack.id, pack.version)
        return base, read_files(base.folder)

    def _versions(self, base: PackInfo) -> tuple[VersionLine, ...]:
        found = (info for info in self._context.registry.list() if info.id == base.id)
        return tuple(_version_line(info, info.version == base.version) for info in found)

    def _next(self, base: PackInfo) -> str:
        """The shipped version it goes back to, and the next free number after it."""
        held = {info.version: info for info in self._context.registry.list() if info.id == base.id}
        root = base
        while root.edited and (before := held.get(_version_line(root, False).made_from)):
            root = before
        number = 1
        while f"{root.version}.{number}" in held:
            number += 1
        return f"{root.version}.{number}"

    # Changes before they are saved ---------------------------------------------------------------

    def add(self, edits: Sequence[Edit], adding: Adding, values: Mapping[str, Any]) -> Edit:
        """What adds an entry to the rulebook as `edits` make it."""
        return added(applied(self._base()[1], edits), adding, values)

    def copy_form(
        self, edits: Sequence[Edit], form_id: str, title: str, visit: str
    ) -> tuple[Edit, ...]:
        """A checklist like another, used with visits of the kind `visit` or (empty) of its own."""
        raw = applied(self._base()[1], edits)
        if not title.strip():
            raise Problem("The checklist has no title.", "Give it one.")
        return used_in(raw, copied_form(raw, form_id, title.strip()), visit)

    def read_form(self, workbook: Path) -> FormRead:
        """The checklist in an XLSForm workbook. Raises Problem for one that holds none."""
        from sif_desktop.imports.xlsform import read_xlsform
        from sif_desktop.services.xlsform_import import facts_of, form_data

        pack = self._context.pack()
        read = read_xlsform(workbook, pack.scales.values(), facts_of(self._base()[1]))
        questions = tuple(item.label for item in read.form.items())
        return FormRead(read.form.title, form_data(read.form), questions, read.left_out)

    def take_form(self, edits: Sequence[Edit], read: FormRead, visit: str) -> tuple[Edit, ...]:
        """What brings a checklist that was read into the rulebook."""
        raw = applied(self._base()[1], edits)
        if f"forms/{read.form['id']}.yaml" in raw:
            raise Problem(
                f"The rulebook has a checklist “{read.form['id']}” already.",
                "Give the workbook’s settings another form_id, or change the checklist here.",
            )
        return used_in(raw, dict(read.form), visit)

    def write_form(self, form_id: str, path: Path, *, replace: bool = False) -> Path:
        """A checklist of the rulebook in use as an XLSForm workbook."""
        from sif_desktop.services.xlsform import write_xlsform

        pack = self._context.pack()
        return write_xlsform(pack.form(form_id), pack, path, replace=replace)

    def check(self, edits: Sequence[Edit]) -> Trial:
        """What the checker finds in the rulebook with `edits`; nothing is written."""
        old = self._base()[1]
        if not differences(old, applied(old, edits)):
            return Trial((), ())
        with self._made(edits, "") as found:
            return Trial(found.faults, found.left_out)

    # Saving --------------------------------------------------------------------------------------

    def save(self, edits: Sequence[Edit], because: str = "") -> Changes:
        """Make a new version and do new work under it. Raises PackFaults, and then nothing is
        kept, if the checker finds any fault; Problem if there is nothing to save."""
        with self._made(edits, because) as found:
            return self._keep(found)

    def go_back(self, version: str, because: str = "") -> Changes:
        """Make a new version that says what an earlier one said."""
        base, now = self._base()
        info = self._context.registry.info(base.id, version)
        then = going_back(read_files(info.folder), now)
        with self._tried(base, now, then, because or f"As in version {version}") as found:
            return self._keep(found)

    @contextmanager
    def _made(self, edits: Sequence[Edit], because: str) -> Iterator[Tried]:
        base, old = self._base()
        new = applied(old, edits, long_date(self._context.today().isoformat()))
        with self._tried(base, old, new, because) as found:
            yield found

    @contextmanager
    def _tried(
        self, base: PackInfo, old: Mapping[str, Any], new: Mapping[str, Any], because: str
    ) -> Iterator[Tried]:
        told = differences(old, new)
        if not told:
            raise Problem("Nothing was changed.", "Change an entry first.")
        version = self._next(base)
        record = {
            "of": base.version,
            "by": self._context.me().name or "An officer",
            "on": self._context.today(),
            "changes": list(told),
        }
        if because.strip():
            record["because"] = because.strip()
        whole = {**new, _HEAD: {**new[_HEAD], "version": version}, _CHANGES: record}
        with tried(base, old, whole) as found:
            yield found

    def _keep(self, found: Tried) -> Changes:
        registry, own = self._context.registry, self._context.registry.own
        if found.faults:
            raise PackFaults(found.folder.name, found.faults)
        if own is None:
            raise Problem(
                "There is no place on this computer for a rulebook of your own.",
                "Start the program in the usual way and try again.",
            )
        pack_id, version = found.folder.name.split("@")
        put(found.folder, own)
        registry.refresh()
        with self._context.store.action(f"Changed the rulebook: version {version}") as act:
            uid = self._context.authority().uid
            act.update(people.authority, uid, pack=pack_id, pack_version=version)
        return act.changes


def _version_line(info: PackInfo, current: bool) -> VersionLine:
    if not info.edited:
        return VersionLine(info.version, "", None, "", (), "", current)
    told = read_yaml(info.folder / _CHANGES) or {}
    return VersionLine(
        info.version,
        str(told.get("by", "")),
        told.get("on"),
        str(told.get("of", "")),
        tuple(told.get("changes") or ()),
        str(told.get("because", "")),
        current,
    )
