"""From the national register to the caseload: preview first, then one action that can be undone.

The file is read anew for the writing, a batch at a time, so memory stays flat however large it is
and nothing is written that the preview did not show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.domain.register import (
    Comparison,
    FieldChange,
    KeptEdit,
    Link,
    RegisterRow,
    compare,
    plain,
)
from sif_desktop.imports.choices import Choices, RegisterFilter
from sif_desktop.imports.register import RegisterReader, RegisterReport
from sif_desktop.models import bulk
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.services import register_links, register_rows
from sif_desktop.services.backups import before_a_step
from sif_desktop.services.import_preview import (
    SHOWN,
    ChangedField,
    Follows,
    ImportResult,
    NewSchool,
    Preview,
    Survey,
    changed_fields,
    new_school,
    schools_in_words,
    skipped,
)
from sif_desktop.services.register_history import RegisterHistory
from sif_desktop.services.register_rows import STORED, StoredProvider, StoredProviders

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

Progress = Callable[[int, int, str], None]  # done, of how many, words
IsCancelled = Callable[[], bool]

BATCH = 500


@dataclass(slots=True)
class _Tally:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[KeptEdit] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def add(self, found: Comparison) -> None:
        self.new += len(found.new)
        self.changed += len(found.changed)
        self.unchanged += found.unchanged
        self.kept += found.kept


@dataclass(frozen=True, slots=True)
class _Batch:
    found: Comparison
    stored: Mapping[str, StoredProvider]
    rows: Sequence[RegisterRow]


class RegisterImport:
    def __init__(self, context: Context) -> None:
        self._context = context

    def survey(
        self, path: Path, progress: Progress | None = None, cancelled: IsCancelled | None = None
    ) -> Survey:
        """Look through the file without comparing anything.

        Raises Problem if it is not the register or cannot be read, Cancelled on Cancel.
        """
        nothing = RegisterFilter(la_codes=("none",))
        reader = RegisterReader(path, nothing)
        for _ in reader.rows(_in_words(progress, "Looking through the file"), cancelled):
            pass
        report = reader.report()
        return Survey(
            path,
            report.file_name,
            report.dialect.value,
            report.layout,
            report.encoding,
            report.read,
            report.missing,
            report.notices,
            report.choices,
            self._suggested(report.choices),
        )

    def preview(
        self,
        path: Path,
        keep: RegisterFilter | None = None,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> Preview:
        """What importing the file would do; nothing is written. Raises as `survey` does."""
        keep = keep or RegisterFilter()
        stamp, reader = _stamp(path), RegisterReader(path, keep)
        tally = _Tally()
        new_rows: list[NewSchool] = []
        changes: list[ChangedField] = []
        with self._context.store.read() as connection:
            told = _in_words(progress, "Comparing with the caseload")
            for batch in _batches(connection, reader, tally, told, cancelled):
                new_rows += [new_school(row) for row in batch.found.new[: SHOWN - len(new_rows)]]
                if len(changes) < SHOWN:
                    changes += changed_fields(batch.found)
            follows = register_links.followed(connection, tally.links)
        report = reader.report()
        return Preview(
            path,
            stamp,
            keep,
            report,
            tally.new,
            tally.changed,
            tally.unchanged,
            tuple(new_rows),
            tuple(changes),
            skipped(report),
            tuple(tally.kept),
            tuple(Follows(f.urn, f.name, f.predecessor, f.sole) for f in follows),
        )

    def apply(
        self,
        preview: Preview,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> ImportResult:
        """Write what the preview showed, as one action.

        Raises Problem if the file was changed since, Cancelled on Cancel; nothing is kept then.
        """
        if _stamp(preview.path) != preview.stamp:
            raise Problem(
                f"“{preview.path.name}” was changed after you looked at it. Nothing was imported.",
                "Choose the file again and look at the new preview.",
            )
        return self.import_file(preview.path, preview.filter, progress, cancelled)

    def import_file(
        self,
        path: Path,
        keep: RegisterFilter | None = None,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> ImportResult:
        """Compare and write in one pass, for scripts. Raises as `apply` does, and Problem if the
        backup before it cannot be made."""
        reader, tally = RegisterReader(path, keep or RegisterFilter()), _Tally()
        told = _in_words(progress, "Importing")
        with self._context.store.action(f"Imported schools from {path.name}") as act:
            writer = _Writer(self._context, act, reader.report(), path.name)
            for batch in _batches(act.connection, reader, tally, told, cancelled):
                writer.write(batch)
            register_links.write(act, tally.links)
            act.label = f"Imported {schools_in_words(tally.new + tally.changed)} from {path.name}"
            if act.wrote:
                before_a_step(self._context.store, Why.IMPORT, progress, cancelled)
            if progress is not None:
                progress(0, 0, "Writing the change log")
            if cancelled is not None and cancelled():
                raise Cancelled
        report = reader.report()
        return ImportResult(
            path.name,
            tally.new,
            tally.changed,
            tally.unchanged,
            report.read - report.kept,
            len(tally.kept),
            act.changes,
        )

    def _suggested(self, choices: Choices) -> RegisterFilter:
        """The authorities already in the caseload, or the one this caseload works for."""
        in_file = {choice.value for choice in choices.authorities}
        with self._context.store.read() as connection:
            query = select(provider.c.la_code).where(provider.c.x_gone == 0).distinct()
            known = {code for (code,) in connection.execute(query) if code in in_file}
        if not known:
            mine = self._context.authority().name.casefold()
            known = {
                choice.value
                for choice in choices.authorities
                if choice.label and choice.label.casefold() in mine
            }
        if not known and len(in_file) == 1:
            known = in_file
        return RegisterFilter.usual(*sorted(known))


def _batches(
    connection: Connection,
    reader: RegisterReader,
    tally: _Tally,
    progress: Callable[[int, int], None] | None,
    cancelled: IsCancelled | None,
) -> Iterator[_Batch]:
    """Each batch of wanted rows with what is stored of them; `tally` is kept as they go by."""
    present = [name for name in reader.report().present if name in STORED]
    providers = StoredProviders(connection, present)
    for every in bulk.slices(reader.rows(progress, cancelled), BATCH):
        rows, stored = providers.of(every)
        tally.unchanged += len(every) - len(rows)
        tally.links += [(row.urn, other, kind) for row in every for other, kind in row.links]
        live = {urn: known.values for urn, known in stored.items() if not known.gone}
        edits = {urn: known.edits for urn, known in stored.items() if known.edits}
        found = compare(live, rows, edits, present)
        tally.add(found)
        yield _Batch(found, stored, rows)


class _Writer:
    """Writes what a comparison found."""

    def __init__(
        self, context: Context, act: Action, report: RegisterReport, file_name: str
    ) -> None:
        self._act, self._file = act, file_name
        self._present = [name for name in report.present if name in STORED]
        self._kind_for = cache(context.pack().kind_for)
        self._source = f"Register: {file_name}"
        self._history = RegisterHistory(act, self._source, context.today())

    def write(self, batch: _Batch) -> None:
        self._write_new(batch.found.new, batch.stored)
        updates = {
            batch.stored[change.row.urn].uid: self._update(
                batch.stored[change.row.urn], change.row, change.changes
            )
            for change in batch.found.changed
        }
        if any(known.edits for known in batch.stored.values()):
            self._note_register_values(batch, updates)
        if updates:
            bulk.update_many(self._act, provider, updates)
        for change in batch.found.changed:
            known = batch.stored[change.row.urn]
            self._history.note(known, change.row, {part.field for part in change.changes})

    def _write_new(self, rows: Sequence[RegisterRow], stored: Mapping[str, StoredProvider]) -> None:
        if not rows:
            return
        made = (self._made(row, deleted=row.urn in stored) for row in rows)
        bulk.put_many(self._act, provider, TEAM, made)
        heads = (
            register_rows.head_role(register_rows.provider_uid(row.urn), row, self._source)
            for row in rows
        )
        bulk.put_many(self._act, role, TEAM, (head for head in heads if head["name"]))

    def _made(self, row: RegisterRow, *, deleted: bool) -> Mapping[str, Any]:
        """The row to store; one that was deleted and comes back keeps nothing of the old file."""
        kind = self._kind_for(row.type, row.type_group)
        fields = register_rows.new_provider(row, self._present, kind, self._file)
        return {**dict.fromkeys(self._present), **fields} if deleted else fields

    def _update(
        self, known: StoredProvider, row: RegisterRow, changes: Sequence[FieldChange]
    ) -> dict[str, Any]:
        fields: dict[str, Any] = {
            part.field: register_rows.stored_value(part.new) for part in changes
        }
        fields["register_source"] = self._file
        if "kind" not in known.edits and {"type", "type_group"} & fields.keys():
            fields["kind"] = self._kind_for(row.type, row.type_group) or None
        return fields

    def _note_register_values(self, batch: _Batch, updates: dict[str, dict[str, Any]]) -> None:
        """Remember what the register says now of fields edited here; where it has come to say
        the same, the edit is no longer one."""
        for row in batch.rows:
            known = batch.stored.get(row.urn)
            if known is None or known.gone or not known.edits:
                continue
            edits = dict(known.edits)
            for name in edits.keys() & set(self._present):
                edits[name] = plain(getattr(row, name))
                if edits[name] == plain(known.values[name]):
                    del edits[name]
            if edits != known.edits:
                updates.setdefault(known.uid, {})["local_edits"] = edits or None


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)  # opening it says what is wrong in better words
    return (found.st_size, found.st_mtime_ns)


def _in_words(progress: Progress | None, words: str) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(done, total, f"{words}: {done * 100 // max(total, 1)} %")
