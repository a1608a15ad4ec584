"""Whether a caseload is whole: its pages, every table against the change log, every kept file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.copies import copy_label
from sif_desktop.models import blobs
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.tables.documents import document, document_copy, version

if TYPE_CHECKING:
    from sif_desktop.models.store import Store

_FORMATS = {"docx_sha256": "Word file", "pdf_sha256": "PDF"}


def faults_of(store: Store) -> list[str]:
    """One line a fault, in plain words; empty when all is well."""
    pages = [f"A page of the file is damaged: {fault}" for fault in store.integrity_faults()]
    if pages:
        return pages
    with store.read() as connection:
        return [*disagreements(connection), *_files(connection)]


def _files(connection: Connection) -> Iterator[str]:
    """Kept files whose bytes are not those that were kept, and issued ones that are gone."""
    damaged, held = set(blobs.damaged(connection)), blobs.hashes(connection)
    told: set[str] = set()
    for name, hashes in _issued(connection):
        for column, kind in _FORMATS.items():
            found = hashes[column]
            if found in damaged:
                told.add(found)
                yield f"{name}: its {kind} is damaged"
            elif found not in held:
                yield f"{name}: its {kind} is missing"
    yield from (f"A kept file is damaged: {sha256[:12]}…" for sha256 in sorted(damaged - told))


def _issued(connection: Connection) -> Iterator[tuple[str, dict[str, str]]]:
    """Each issued version and each of its copies by name, with the hashes of its files."""
    named = (document.c.title, version.c.number)
    both = version.join(document, document.c.uid == version.c.document_uid)
    for row in connection.execute(
        select(*named, *(version.c[name] for name in _FORMATS))
        .select_from(both)
        .where(version.c.x_gone == 0)
    ).mappings():
        yield f"{row['title']}, version {row['number']}", {n: row[n] for n in _FORMATS}
    copies = document_copy.join(both, version.c.uid == document_copy.c.version_uid)
    for row in connection.execute(
        select(*named, document_copy.c.copy, *(document_copy.c[name] for name in _FORMATS))
        .select_from(copies)
        .where(document_copy.c.x_gone == 0)
    ).mappings():
        name = f"{row['title']}, version {row['number']}, {copy_label(row['copy'])}"
        yield name, {n: row[n] for n in _FORMATS}
