"""Reading a note: the officer's draft on top of the record as it is now, or an issued version.

The stored body is what the officer made of the draft; reading it always composes anew from the
record and merges, so that the draft never lags behind what was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain import note, note_checks
from sif_desktop.domain.compose import compose
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_checks import Finding
from sif_desktop.frameworks.pack import fill
from sif_desktop.models import blobs, drafts
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit as visit_table
from sif_desktop.services import note_issue
from sif_desktop.services.note_issue import Version
from sif_desktop.services.note_record import NOTE_OF_VISIT, NoteSource, gather, text_values
from sif_desktop.services.note_views import (
    ISSUED,
    CheckLine,
    DocumentRow,
    NoteView,
    answers_of,
    evidence_of,
)

if TYPE_CHECKING:
    from sif_desktop.reports.builders.note_of_visit import NoteOfVisitFacts
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document's row (typing included), its source, its versions, and its draft as it stands."""

    row: dict[str, Any]
    source: NoteSource
    versions: tuple[Version, ...]
    draft: NoteDraft

    @property
    def next_number(self) -> int:
        return max((version.number for version in self.versions), default=0) + 1


class NoteReader:
    def __init__(self, context: Context) -> None:
        self._context = context

    def of_visit(self, connection: Connection, visit_uid: str) -> str:
        """The uid of the visit's note, or ""."""
        table = tables.document
        query = select(table.c.uid).where(
            table.c.visit_uid == visit_uid, table.c.kind == NOTE_OF_VISIT, table.c.x_gone == 0
        )
        return connection.execute(query).scalar() or ""

    def source(self, connection: Connection, visit_uid: str) -> NoteSource:
        return gather(connection, self._context, visit_uid)

    def load(self, connection: Connection, uid: str) -> Loaded:
        """Raises Problem if the document or its visit is gone."""
        row = self.row(connection, uid)
        source = self.source(connection, row["visit_uid"])
        versions = tuple(note_issue.read_versions(connection, [uid]).get(uid, ()))
        if row["state"] == ISSUED and versions:
            draft = note_issue.fetch_draft(connection, versions[0].uid)
        else:
            draft = self.merged(row["body"], source)
        return Loaded(row, source, versions, draft)

    @staticmethod
    def merged(body: str, source: NoteSource) -> NoteDraft:
        """What the officer wrote, on top of what the record says now."""
        fresh = compose(source.facts, source.pack.statement)
        return note.recompose(note.from_json(body), fresh)

    def view(self, connection: Connection, uid: str) -> NoteView:
        loaded = self.load(connection, uid)
        row, source = loaded.row, loaded.source
        answers = answers_of(row)
        found: tuple[Finding, ...] = ()
        if row["state"] != ISSUED:
            found = note_checks.check(loaded.draft, source.facts, source.around)
        return NoteView(
            uid=uid,
            visit_uid=row["visit_uid"],
            provider_uid=row["provider_uid"],
            provider=source.record.visit.provider,
            title=row["title"],
            visit_date=source.record.visit.visit_date,
            state=row["state"],
            next_number=loaded.next_number,
            correction=row["correction"],
            sent_to_school_on=row["sent_to_school_on"],
            draft=loaded.draft,
            versions=loaded.versions,
            evidence=evidence_of(source),
            checks=tuple(CheckLine(f, answers.get(f.id, "")) for f in found),
            actions=source.facts.actions,
        )

    def rows(self, connection: Connection, provider_uid: str, words: str) -> list[DocumentRow]:
        """Documents with their versions, newest visit first; three statements."""
        table = tables.document
        joined = table.join(provider, provider.c.uid == table.c.provider_uid).outerjoin(
            visit_table, visit_table.c.uid == table.c.visit_uid
        )
        where: list[Any] = [table.c.x_gone == 0, provider.c.x_gone == 0]
        if provider_uid:
            where.append(table.c.provider_uid == provider_uid)
        where += [
            provider.c.name.icontains(word, autoescape=True)
            | table.c.title.icontains(word, autoescape=True)
            for word in words.split()
        ]
        columns = [
            *(table.c[name] for name in ("uid", "visit_uid", "provider_uid", "title", "kind")),
            *(table.c.state, provider.c.name.label("provider"), visit_table.c.visit_date),
        ]
        query = select(*columns).select_from(joined).where(*where)
        newest = (visit_table.c.visit_date.desc(), table.c.uid)
        found = connection.execute(query.order_by(*newest)).mappings().all()
        versions = note_issue.read_versions(connection, [row["uid"] for row in found])
        names = [name for name in DocumentRow.__slots__ if name != "versions"]
        return [
            DocumentRow(
                **{name: row[name] or "" for name in names},
                versions=tuple(versions.get(row["uid"], ())),
            )
            for row in found
        ]

    def document_facts(
        self, connection: Connection, loaded: Loaded, *, final: bool
    ) -> NoteOfVisitFacts:
        """What the pages are made from; `final` for the version itself, else marked as a draft."""
        from sif_desktop.reports.builders.note_of_visit import NoteOfVisitFacts

        source, number = loaded.source, loaded.next_number
        authority = self._context.authority()
        return NoteOfVisitFacts(
            draft=loaded.draft,
            title=loaded.row["title"],
            provider=source.facts.provider,
            day=self._context.today(),
            author=source.facts.officer,
            organisation=source.facts.authority,
            marking=source.layout.marking,
            version=f"Version {number}" if final else f"Draft of version {number}",
            correction=self._correction(loaded) if number > 1 else "",
            logo=blobs.fetch(connection, authority.logo) if authority.logo else b"",
            logo_alt=authority.logo_alt if authority.logo else "",
        )

    def _correction(self, loaded: Loaded) -> str:
        number = loaded.next_number
        return loaded.source.pack.statement(
            "correction",
            version=str(number),
            previous=str(number - 1),
            date=long_date(self._context.today().isoformat()),
            reason=loaded.row["correction"],
        )

    # -- names -------------------------------------------------------------------------------

    @staticmethod
    def title(source: NoteSource) -> str:
        values = _values(source, "1")
        return fill(source.layout.title, {**values, "date": long_date(values["date"])})

    @staticmethod
    def file_name(source: NoteSource, version: str) -> str:
        """The rulebook's name for the file, without its ending."""
        return note_issue.safe_name(source.layout.file_name, _values(source, version))

    def dispose_after(self, source: NoteSource) -> str:
        return note_issue.dispose_after(self._context.today(), source.layout.retention_years)

    def row(self, connection: Connection, uid: str) -> dict[str, Any]:
        """The stored document, typing included. Raises Problem if it is gone."""
        query = select(tables.document).where(tables.document.c.uid == uid)
        row = connection.execute(query).mappings().first()
        if row is None or row["x_gone"]:
            raise Problem("This document has been deleted.", "Undo brings it back.")
        values = {name: value if value is not None else "" for name, value in row.items()}
        return drafts.overlay(values, drafts.of_row(connection, "document", uid))


def _values(source: NoteSource, version: str) -> dict[str, str]:
    facts = source.facts
    values = text_values(source.pack, source.record, facts.officer, facts.authority)
    return {**values, "version": version}
