"""Reading a document: the officer's draft on top of the record as it is now, or an issued version.

The stored body is what the officer made of the draft; reading it always composes anew from the
record and merges, so that the draft never lags behind what was recorded.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain import copies, draft_checks, note, note_merge, signing
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.draft_checks import Around, Conflict
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Finding, Place, in_order
from sif_desktop.domain.note import NoteDraft
from sif_desktop.frameworks.pack import fill
from sif_desktop.models import blobs, drafts
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit as visit_table
from sif_desktop.models.undecided import undecided
from sif_desktop.services.documents import accessible, issue, passages
from sif_desktop.services.documents.approved import ChangedSince, changed_since
from sif_desktop.services.documents.due import due_of
from sif_desktop.services.documents.issue import Printed, Version
from sif_desktop.services.documents.slips import NOTHING_SENT, open_answers, read_standing
from sif_desktop.services.documents.source import (
    NOTE_OF_VISIT,
    OF_MEETINGS,
    Source,
    read_source,
)
from sif_desktop.services.documents.views import (
    ISSUED,
    CheckLine,
    DocumentRow,
    DocumentView,
    answers_of,
)
from sif_desktop.services.minutes_issued import MEETING
from sif_desktop.services.values.saying import Saying

if TYPE_CHECKING:
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document's row (typing included), its source, its versions, its draft as it stands, and
    which copies are received."""

    row: dict[str, Any]
    source: Source
    versions: tuple[Version, ...]
    draft: NoteDraft
    received: frozenset[str]

    @property
    def next_number(self) -> int:
        return max((version.number for version in self.versions), default=0) + 1


def _day(loaded: Loaded) -> str:
    """The day a document is about; of a letter that has gone out, the day it did."""
    about_a_day = loaded.row["visit_uid"] or _meeting(loaded)
    gone = loaded.row["state"] == ISSUED and loaded.versions and not about_a_day
    return loaded.versions[0].issued_on if gone else loaded.source.day


def _changed(saying: Saying, loaded: Loaded) -> tuple[ChangedSince, ...]:
    newest = loaded.versions[0].uid if loaded.versions else ""
    return changed_since(saying, newest, loaded.row["visit_uid"] or "", _meeting(loaded))


def _conflicts(connection: Connection, loaded: Loaded) -> tuple[Conflict, ...]:
    """What of the document itself stands in two versions; a log being made has no row yet."""
    table, uid = tables.document, loaded.row.get("uid")
    found = undecided(connection, table, table.c.uid == uid)
    return tuple(Conflict(row, f"Document: {label.lower()}", Place()) for row, label in found)


def _meeting(loaded: Loaded) -> str:
    """The uid of the meeting it is the agenda or the minutes of, or ""."""
    given: dict[str, str] = json.loads(loaded.row["fields"] or "{}")
    return given.get(MEETING, "") if loaded.row["kind"] in OF_MEETINGS else ""


class DocumentReader:
    def __init__(self, context: Context) -> None:
        self._context = context

    def load(self, connection: Connection, uid: str) -> Loaded:
        """Raises Problem if the document or what it is about is gone."""
        row = self.row(connection, uid)
        source = read_source(connection, self._context, row)
        versions = tuple(issue.read_versions(connection, [uid]).get(uid, ()))
        if row["state"] == ISSUED and versions:
            draft = issue.fetch_draft(connection, versions[0].uid)
        else:
            draft = self.merged(row["body"], source)
        received = frozenset(who.copy for who in source.recipients)
        return Loaded(row, source, versions, draft, received)

    @staticmethod
    def merged(body: str, source: Source) -> NoteDraft:
        """What the officer wrote, on top of what the record says now."""
        draft = note_merge.recompose(note.from_json(body), source.compose())
        return signing.with_sign_offs(draft, source.signing, source.day)

    def view(self, connection: Connection, uid: str, patience: float | None = None) -> DocumentView:
        """The document as it is shown; passages of other documents are looked for as long as
        `patience` allows (seconds), to the end by default."""
        loaded = self.load(connection, uid)
        row, source = loaded.row, loaded.source
        answers = answers_of(row)
        found: tuple[Finding, ...] = ()
        looked = passages.Looked()
        steps: tuple[signing.Step, ...] = ()
        returned = NOTHING_SENT
        if row["kind"] == NOTE_OF_VISIT and row["state"] != ISSUED:
            returned = read_standing(connection, uid, loaded.next_number)
        if row["state"] != ISSUED:
            looked = self._reused(connection, loaded, patience)
            checks = (*self._checks(connection, loaded), *open_answers(returned))
            found = in_order((*checks, *looked.findings))
            steps = source.signing.steps(signing.words_of(loaded.draft, source.day))
        return DocumentView(
            uid=uid,
            kind=row["kind"],
            visit_uid=row["visit_uid"],
            meeting_uid=_meeting(loaded),
            provider_uid=row["provider_uid"],
            provider=source.provider,
            title=row["title"],
            day=_day(loaded),
            state=row["state"],
            next_number=loaded.next_number,
            correction=row["correction"],
            sent_to_school_on=row["sent_to_school_on"],
            draft=loaded.draft,
            versions=loaded.versions,
            evidence=source.evidence(),
            checks=tuple(CheckLine(f, answers.get(f.id, "")) for f in found),
            checked=looked.complete,
            actions=source.actions,
            steps=steps,
            due=due_of(connection, self._context, [row]).get(uid),
            form=source.form if row["state"] != ISSUED else (),
            changed=_changed(Saying(self._context, connection), loaded)
            if row["state"] == ISSUED
            else (),
            returned=returned,
        )

    def _checks(self, connection: Connection, loaded: Loaded) -> tuple[Finding, ...]:
        """What the source knows to check, who has not signed, and what the page would refuse."""
        source, draft = loaded.source, loaded.draft
        refused = tuple(accessible.refused_blocks(draft))
        if not refused:
            printed = self.printed(connection, loaded, final=False)
            refused = tuple(accessible.refused_whole(draft, printed))
        unsigned = signing.findings(source.signing, draft, source.day)
        undecided = draft_checks.conflicts(Around(conflicts=_conflicts(connection, loaded)))
        return (*source.check(draft), *undecided, *unsigned, *refused)

    @staticmethod
    def _reused(connection: Connection, loaded: Loaded, patience: float | None) -> passages.Looked:
        standing, here = loaded.source.standing, loaded.row["provider_uid"]
        if not here:  # about every school: what stands in documents of each may stand here
            return passages.Looked()
        return passages.reused_passages(connection, loaded.draft, here, standing, patience)

    def rows(self, connection: Connection, provider_uid: str, words: str) -> list[DocumentRow]:
        """Documents with their versions, newest visit first; three statements."""
        table = tables.document
        joined = table.outerjoin(provider, provider.c.uid == table.c.provider_uid).outerjoin(
            visit_table, visit_table.c.uid == table.c.visit_uid
        )
        here = (provider.c.x_gone == 0) | table.c.provider_uid.is_(None)  # or of no one school
        where: list[Any] = [table.c.x_gone == 0, here]
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
            *(table.c.layout, table.c.fields),
        ]
        query = select(*columns).select_from(joined).where(*where)
        newest = (visit_table.c.visit_date.desc(), table.c.uid)
        found = connection.execute(query.order_by(*newest)).mappings().all()
        versions = issue.read_versions(connection, [row["uid"] for row in found])
        due = due_of(connection, self._context, [dict(row) for row in found])
        names = [name for name in DocumentRow.__slots__ if name not in ("versions", "due")]
        return [
            DocumentRow(
                **{name: row[name] or "" for name in names},
                versions=tuple(versions.get(row["uid"], ())),
                due=due.get(row["uid"]),
            )
            for row in found
        ]

    def printed(
        self, connection: Connection, loaded: Loaded, *, final: bool, copy: str = copies.SCHOOL
    ) -> Printed:
        """What a copy's pages are made from; `final` for the version, else marked as a draft."""
        facts = self.draft_facts(connection, loaded, final=final, copy=copy)
        return Printed(loaded.row["kind"], loaded.source.printed(facts), self._context.look())

    def draft_facts(
        self, connection: Connection, loaded: Loaded, *, final: bool, copy: str = copies.SCHOOL
    ) -> DraftFacts:
        from sif_desktop.reports.builders.draft_facts import DraftFacts

        source, number = loaded.source, loaded.next_number
        authority = self._context.authority()
        version = f"Version {number}" if final else f"Draft of version {number}"
        apart = copies.told_apart(loaded.draft, loaded.received)
        return DraftFacts(
            draft=copies.for_copy(loaded.draft, copy),
            title=loaded.row["title"],
            provider=source.provider,
            day=self._context.today(),
            author=source.author,
            organisation=source.organisation,
            marking=source.layout.marking,
            version=copies.face(copy, version, apart),
            correction=self._correction(loaded) if number > 1 else "",
            undecided=tuple(
                one.label for one in (*source.around.conflicts, *_conflicts(connection, loaded))
            ),
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
    def title(source: Source) -> str:
        values = source.values()
        filled = {**values, "version": "1", "date": long_date(values["date"])}
        return fill(source.layout.title, filled)

    @staticmethod
    def file_name(source: Source, version: str) -> str:
        """The rulebook's name for the file, without its ending."""
        return issue.safe_name(source.layout.file_name, {**source.values(), "version": version})

    def dispose_after(self, source: Source) -> str:
        return issue.dispose_after(self._context.today(), source.layout.retention_years)

    def row(self, connection: Connection, uid: str) -> dict[str, Any]:
        """The stored document, typing included. Raises Problem if it is gone."""
        query = select(tables.document).where(tables.document.c.uid == uid)
        row = connection.execute(query).mappings().first()
        if row is None or row["x_gone"]:
            raise Problem("This document has been deleted.", "Undo brings it back.")
        values = {name: value if value is not None else "" for name, value in row.items()}
        return drafts.overlay(values, drafts.of_row(connection, "document", uid))
