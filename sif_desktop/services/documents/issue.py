"""Issuing a document: the bytes are made once, frozen in the store, and read or saved ever after.

Nothing here builds a document from the record of an issued version again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, select

from sif_desktop.domain import copies, note, note_merge
from sif_desktop.frameworks.pack import file_name
from sif_desktop.models import blobs
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.documents.copies import CopyMade, read_copies, write_copy
from sif_desktop.services.documents.source import RecipientChoice

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.reports.blocks import Document
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.reports.look import Look

_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{d}" for n in ("com", "lpt") for d in range(1, 10))}


@dataclass(frozen=True, slots=True)
class IssuedTo:
    """One line of a version's issue log; `sent_on` is ISO, or "" until it is marked as sent."""

    uid: str
    role: str
    name: str
    copy: str
    route: str
    sent_on: str
    note: str


@dataclass(frozen=True, slots=True)
class Version:
    """One issued version; its bytes are read with `DocumentService.pdf_of` and `docx_of`.

    `copies` are those whose words are not the version's own, redacted ones newest first.
    """

    uid: str
    document_uid: str
    number: int
    issued_at: str  # ISO, UTC
    issued_by: str
    reason: str  # of a correction
    file_name: str  # without its ending
    pack: str
    pack_version: str
    dispose_after: str
    recipients: tuple[IssuedTo, ...]
    copies: tuple[CopyMade, ...]

    @property
    def issued_on(self) -> str:
        """The day on the officer's calendar, ISO."""
        moment = datetime.fromisoformat(self.issued_at) if self.issued_at else None
        return moment.astimezone().date().isoformat() if moment else ""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The finished document as files and as data."""

    docx: bytes
    pdf: bytes
    blocks: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A document ready to be drawn: its kind, what its builder takes, and how it looks."""

    kind: str
    facts: Any
    look: Look

    def document(self) -> Document:
        """Raises Problem if it could not be made accessible."""
        from sif_desktop.reports.catalogue import document_kind

        return document_kind(self.kind).build(self.facts)


def render_pdf(printed: Printed) -> bytes:
    """The pages; touches no caseload, so it may run beside other work."""
    from sif_desktop.reports.pdf_writer import write_pdf

    return write_pdf(printed.document(), printed.look)


def freeze(printed: Printed) -> Frozen:
    """Both files of a document, made from the same blocks."""
    return freeze_document(printed.document(), printed.look)


def freeze_document(made: Document, look: Look) -> Frozen:
    from sif_desktop.reports.blocks import to_json
    from sif_desktop.reports.docx_writer import write_docx
    from sif_desktop.reports.pdf_writer import write_pdf

    return Frozen(write_docx(made, look), write_pdf(made, look), to_json(made))


def facts_json(facts: DraftFacts, draft: note.NoteDraft, warnings: Sequence[str]) -> str:
    """What the version was made from, with the draft of all copies, and which warnings stood.

    The logo is in the blocks.
    """
    plain = {name: value for name, value in asdict(facts).items() if name != "logo"}
    plain["draft"] = json.loads(note.to_json(note_merge.without_offered(draft)))
    plain["day"] = facts.day.isoformat() if facts.day else ""
    plain["warnings"] = list(warnings)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def moment(today: date) -> str:
    """Now, on the day the program works by: ISO, UTC."""
    clock = datetime.now().astimezone()
    return (
        datetime.combine(today, clock.timetz()).astimezone(UTC).isoformat(timespec="milliseconds")
    )


def write_version(
    act: Action,
    part: str,
    document_uid: str,
    frozen: Mapping[str, Frozen],
    recipients: Sequence[RecipientChoice],
    today: date,
    **fields: Any,
) -> str:
    """Add the frozen version, its copies and its recipients; returns its uid.

    `frozen` is by copy; the school's is the version itself, and a copy equal to it needs no row.
    """
    own, at = frozen[copies.SCHOOL], moment(today)
    version = act.create(
        tables.version,
        part,
        document_uid=document_uid,
        issued_at=at,
        docx_sha256=blobs.keep(act.connection, own.docx),
        pdf_sha256=blobs.keep(act.connection, own.pdf),
        blocks=own.blocks,
        **fields,
    )
    for copy, made in frozen.items():
        if (made.docx, made.pdf) != (own.docx, own.pdf):
            write_copy(act, part, version, copy, made, fields["issued_by"], at)
    for who in recipients:
        write_recipient(act, part, version, who, today)
    return version


def write_recipient(
    act: Action, part: str, version_uid: str, who: RecipientChoice, today: date
) -> str:
    """Who is to receive a version; what is kept on file or disclosed is where it belongs today."""
    there = who.route in (copies.ON_FILE, copies.DISCLOSED)
    return act.create(
        tables.recipient,
        part,
        version_uid=version_uid,
        role=who.label,
        name=who.name,
        copy=who.copy,
        route=who.route,
        sent_on=today.isoformat() if there else "",
    )


def read_versions(connection: Connection, document_uids: Sequence[str]) -> dict[str, list[Version]]:
    """{document uid: its versions, newest first}; three statements."""
    table = tables.version
    names = [name for name in Version.__slots__ if name not in ("recipients", "copies")]
    query = select(*(table.c[name] for name in names)).where(
        table.c.document_uid.in_(list(document_uids)), table.c.x_gone == 0
    )
    rows = connection.execute(query.order_by(table.c.number.desc())).mappings().all()
    uids = [row["uid"] for row in rows]
    to, made = read_recipients(connection, uids), read_copies(connection, uids)
    found: dict[str, list[Version]] = {}
    for row in rows:
        values = {name: row[name] if row[name] is not None else "" for name in names}
        version: Version = Version(
            **cast("Any", values),
            recipients=(*to.get(row["uid"], ()),),
            copies=(*made.get(row["uid"], ()),),
        )
        found.setdefault(version.document_uid, []).append(version)
    return found


def read_recipients(
    connection: Connection, version_uids: Sequence[str]
) -> dict[str, list[IssuedTo]]:
    """{version uid: who received it}, the school's copy first."""
    table = tables.recipient
    query = select(table).where(table.c.version_uid.in_(list(version_uids)), table.c.x_gone == 0)
    found: dict[str, list[IssuedTo]] = {}
    for row in connection.execute(query.order_by(table.c.copy.desc(), table.c.role)).mappings():
        line = IssuedTo(*(row[name] or "" for name in IssuedTo.__slots__))
        found.setdefault(row["version_uid"], []).append(line)
    return found


def fetch_draft(connection: Connection, version_uid: str) -> note.NoteDraft:
    """The draft of all copies as it was frozen into this version."""
    facts = select(tables.version.c.facts).where(tables.version.c.uid == version_uid)
    plain = json.loads(connection.execute(facts).scalar_one())
    return note.from_json(json.dumps(plain["draft"]))


# --- names ----------------------------------------------------------------------------------------


def safe_name(pattern: str, values: Mapping[str, str]) -> str:
    """The pack's file name without its ending, one that Windows accepts too."""
    name = file_name(pattern, values)
    return f"{name} note" if name.split(".")[0].casefold() in _RESERVED else name


def dispose_after(issued: date, years: int | None) -> str:
    """The day until which the version is kept; "" where the rulebook says nothing."""
    if years is None:
        return ""
    try:
        return issued.replace(year=issued.year + years).isoformat()
    except ValueError:  # 29 February
        return (issued + timedelta(days=1)).replace(year=issued.year + years).isoformat()
