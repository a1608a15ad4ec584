"""Whether a caseload is whole: the file's pages, and every table against the change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sif_desktop.models.rebuild import disagreements

if TYPE_CHECKING:
    from sif_desktop.models.store import Store


def faults_of(store: Store) -> list[str]:
    """One line a fault, in plain words; empty when all is well."""
    pages = [f"A page of the file is damaged: {fault}" for fault in store.integrity_faults()]
    if pages:
        return pages
    with store.read() as connection:
        return disagreements(connection)
