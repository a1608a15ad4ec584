"""Taking back the newest file that was received."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup, drafts, place
from sif_desktop.models.tables.log import sync_bundle
from sif_desktop.services.backup_rows import short_day
from sif_desktop.sync.undoing import swap_in, without_received

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services
    from sif_desktop.services.caseload import Opened
    from sif_desktop.services.sending import FileRow

_NOTHING = "There is nothing received that can be undone."


def files(services: Services) -> tuple[FileRow, ...]:
    """Files sent and received, newest first; the one that can be undone says so."""
    rows = services.sending.files()
    newest = next((row for row in rows if row.direction == "received"), None)
    if newest is None or _before_received(services) is None:
        return rows
    return tuple(replace(row, can_undo=True) if row is newest else row for row in rows)


def undoable(services: Services) -> FileRow:
    """The file that would be undone. Raises Problem where there is none."""
    found = next((row for row in files(services) if row.can_undo), None)
    if found is None:
        raise Problem(_NOTHING)
    return found


def undo_received(opened: Opened) -> Path:
    """Take back the newest file that was received, and close the caseload to be opened again.

    It becomes the backup made before that file, with everything written here since put on top,
    under a new replica id. The caseload as it was stays aside under the name that is given back.
    What was received is not lost: it comes again with its sender's next file.
    """
    services = opened.services
    before = _before_received(services)
    if before is None:
        raise Problem(_NOTHING)
    store = services.context.store
    drafts.settle_all(store)
    beside = store.path.with_name(f"{store.path.stem}-undoing.tmp")
    undone = without_received(store, before, beside)
    undone.close()
    path = store.path
    opened.close()
    lock = place.StoreLock(path)
    lock.take()
    try:
        return swap_in(path, beside, f"before undo {short_day(datetime.now(UTC).astimezone())}")
    finally:
        lock.free()


def _before_received(services: Services) -> Path | None:
    """The newest backup from before the newest file received; None where there is none."""
    if services.context.store.on_server:
        return None
    newest = select(func.max(sync_bundle.c.at)).where(sync_bundle.c.direction == "received")
    with services.context.store.read() as connection:
        at = connection.execute(newest).scalar()
    if at is None:
        return None
    store = services.context.store
    held = backup.backups(services.backups.folder(), store.path.stem)
    moment = datetime.fromisoformat(at)
    before = (b for b in held if b.why is Why.RECEIVE)
    # What was received is noted to the second.
    found = next((b for b in before if b.at.replace(microsecond=0) <= moment), None)
    return found.path if found else None
