"""Issuing a document: the bytes are made once, frozen in the store, and read or saved ever after.

Nothing here builds a document from the record of an issued version again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, select

from sif_desktop.domain import note, note_merge
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.pack import file_name
from sif_desktop.models import blobs
from sif_desktop.models.store import now
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.documents.source import RecipientChoice

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.reports.blocks import Document
    from sif_desktop.reports.builders.draft_facts import DraftFacts
    from sif_desktop.reports.look import Look

COPY_SUFFIX: Mapping[str, str] = {"school": "", "governors": " governors", "file": " file"}
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{d}" for n in ("com", "lpt") for d in range(1, 10))}


@dataclass(frozen=True, slots=True)
class IssuedTo:
    role: str
    name: str
    copy: str
    route: str
    sent_on: str


@dataclass(frozen=True, slots=True)
class Version:
    """One issued version; its bytes are read with `DocumentService.pdf_of` and `docx_of`."""

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
    from sif_desktop.reports.blocks import to_json
    from sif_desktop.reports.docx_writer import write_docx
    from sif_desktop.reports.pdf_writer import write_pdf

    made, look = printed.document(), printed.look
    return Frozen(write_docx(made, look), write_pdf(made, look), to_json(made))


def facts_json(facts: DraftFacts, warnings: Sequence[str]) -> str:
    """What the version was made from, and which warnings stood; the logo is in the blocks."""
    plain = {name: value for name, value in asdict(facts).items() if name != "logo"}
    plain["draft"] = json.loads(note.to_json(note_merge.without_offered(facts.draft)))
    plain["day"] = facts.day.isoformat() if facts.day else ""
    plain["warnings"] = list(warnings)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def write_version(
    act: Action,
    part: str,
    document_uid: str,
    frozen: Frozen,
    recipients: Sequence[RecipientChoice],
    today: date,
    **fields: Any,
) -> str:
    """Add the frozen version with its recipients; returns its uid."""
    version = act.create(
        tables.version,
        part,
        document_uid=document_uid,
        issued_at=now(),
        docx_sha256=blobs.keep(act.connection, frozen.docx),
        pdf_sha256=blobs.keep(act.connection, frozen.pdf),
        blocks=frozen.blocks,
        **fields,
    )
    for who in recipients:
        act.create(
            tables.recipient,
            part,
            version_uid=version,
            role=who.label,
            name=who.name,
            copy=who.copy,
            route=who.route,
            sent_on=today.isoformat(),
        )
    return version


def read_versions(connection: Connection, document_uids: Sequence[str]) -> dict[str, list[Version]]:
    """{document uid: its versions, newest first}; two statements."""
    table = tables.version
    names = [name for name in Version.__slots__ if name not in ("recipients",)]
    query = select(*(table.c[name] for name in names)).where(
        table.c.document_uid.in_(list(document_uids)), table.c.x_gone == 0
    )
    rows = connection.execute(query.order_by(table.c.number.desc())).mappings().all()
    to = _read_recipients(connection, [row["uid"] for row in rows])
    found: dict[str, list[Version]] = {}
    for row in rows:
        values = {name: row[name] if row[name] is not None else "" for name in names}
        version: Version = Version(**cast("Any", values), recipients=(*to.get(row["uid"], ()),))
        found.setdefault(version.document_uid, []).append(version)
    return found


def _read_recipients(
    connection: Connection, version_uids: Sequence[str]
) -> dict[str, list[IssuedTo]]:
    table = tables.recipient
    query = select(table).where(table.c.version_uid.in_(list(version_uids)), table.c.x_gone == 0)
    found: dict[str, list[IssuedTo]] = {}
    for row in connection.execute(query.order_by(table.c.copy.desc(), table.c.role)).mappings():
        line = IssuedTo(*(row[name] or "" for name in IssuedTo.__slots__))
        found.setdefault(row["version_uid"], []).append(line)
    return found


def fetch_bytes(connection: Connection, version_uid: str, kind: str) -> bytes:
    """The frozen "pdf" or "docx" of a version. Raises Problem if it is not there."""
    column = tables.version.c[f"{kind}_sha256"]
    found = connection.execute(select(column).where(tables.version.c.uid == version_uid)).scalar()
    if found is None:
        raise Problem("This version is not in this caseload.", "Ask the colleague who issued it.")
    return blobs.fetch(connection, found)


def fetch_draft(connection: Connection, version_uid: str) -> note.NoteDraft:
    """The draft as it was frozen into this version."""
    facts = select(tables.version.c.facts).where(tables.version.c.uid == version_uid)
    plain = json.loads(connection.execute(facts).scalar_one())
    return note.from_json(json.dumps(plain["draft"]))


# --- names and files ------------------------------------------------------------------------------


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


def save_new(folder: Path, name: str, ending: str, content: bytes) -> Path:
    """Write aside, then rename; a file of that name with other content is never touched.

    Returns the path written: “name (2).pdf” where “name.pdf” is taken; a file that already holds
    these very bytes is left as it is. Raises Problem if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            shown = name if number == 1 else f"{name} ({number})"
            target = folder / f"{shown}{ending}"
            if _same(target, content) or _placed(target, content):
                return target
    except OSError as error:
        raise Problem(
            f"“{name}{ending}” could not be saved in {folder}: {_why(error)}.",
            "Choose another folder. The document itself is safe in the caseload.",
        ) from error
    raise Problem(f"{folder} already holds very many files called “{name}”.", "Choose another.")


def _same(target: Path, content: bytes) -> bool:
    """A file that cannot be read, as one another program holds, is taken for another."""
    try:
        return target.is_file() and target.read_bytes() == content
    except OSError:
        return False


def _placed(target: Path, content: bytes) -> bool:
    """Whether `content` now stands at `target`; False where the name is taken."""
    if target.exists():
        return False
    aside = target.with_name(f".{os.urandom(6).hex()}.part")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return _renamed(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _renamed(aside: Path, target: Path) -> bool:
    """Give the finished file its name unless somebody took it meanwhile."""
    try:
        os.link(aside, target)  # fails where the name is taken, on every system
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links, such as a memory stick's
        if target.exists():
            return False
        aside.rename(target)
    return True


def _why(error: OSError) -> str:
    reasons = {
        "ENOSPC": "the disk is full",
        "EACCES": "the folder may not be written to",
        "EPERM": "the folder may not be written to",
        "EROFS": "the disk can only be read",
        "ENOTDIR": "it is not a folder",
        "ENAMETOOLONG": "the name is too long",
    }
    import errno

    return reasons.get(errno.errorcode.get(error.errno or 0, ""), "the system refused it")
