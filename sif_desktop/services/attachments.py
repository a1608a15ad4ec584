"""Photos and files kept inside the encrypted store; looking at one leaves nothing behind.

A picture is shown in the program from memory. Only `save_copy`, which the officer asks for,
writes one outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.changes import Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables.visits import attachment
from sif_desktop.services.documents.issue import safe_name
from sif_desktop.services.files import write_whole
from sif_desktop.services.picture_files import safe_picture, thumbnail
from sif_desktop.services.typed import part_of

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

MOST_BYTES = 25 * 1024 * 1024
_LONGEST_NAME = 200  # bytes, as disks count
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"}
# Other files: ending -> (kind, what the file begins with). Documents only; nothing that runs.
_FILES: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK\x03\x04",
    ),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    ".pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        b"PK\x03\x04",
    ),
    ".odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", b"PK\x03\x04"),
    ".rtf": ("application/rtf", b"{\\rtf"),
    ".txt": ("text/plain", b""),
    ".csv": ("text/csv", b""),
}
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"} | {
    kind: ending for ending, (kind, _start) in _FILES.items()
}
_PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")


@dataclass(frozen=True, slots=True)
class Kept:
    """An attachment just added: `size` in bytes as kept."""

    uid: str
    title: str
    media_type: str
    size: int
    changes: Changes


class AttachmentService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def add_file(self, visit_uid: str, path: Path, item: str = "") -> Kept:
        """Keep a copy of a file. Raises Problem if it cannot be read, is too large or unsafe."""
        try:
            if path.stat().st_size > MOST_BYTES:
                raise _too_large(path.name)
            content = path.read_bytes()
        except OSError as error:
            raise Problem(
                f"“{path.name}” could not be read.", "Check that it is there and may be opened."
            ) from error
        return self.add_bytes(visit_uid, content, path.name, item)

    def add_bytes(self, visit_uid: str, content: bytes, name: str, item: str = "") -> Kept:
        """Keep what was pasted or dropped: pictures made safe, other documents as they are."""
        if not content:
            raise Problem(f"“{name}” is empty, so there is nothing to keep.")
        if len(content) > MOST_BYTES:
            raise _too_large(name)
        stored, media_type = _made_safe(content, name)
        return self._keep(visit_uid, stored, media_type, name, item)

    def content(self, uid: str) -> bytes:
        """The bytes as kept, in memory only."""
        with self._context.store.read() as connection:
            query = select(attachment.c.sha256).where(attachment.c.uid == uid)
            sha256 = connection.execute(query).scalar()
            if sha256 is None:
                raise Problem("This attachment has been deleted.", "Undo brings it back.")
            return blobs.fetch(connection, sha256)

    def thumbnail(self, uid: str, side: int = 160) -> bytes:
        """A small PNG of a picture, in memory only."""
        return thumbnail(self.content(uid), side)

    def save_copy(self, uid: str, target: Path, *, replace: bool = False) -> Path:
        """Write a copy outside the store, where it is no longer encrypted; returns where.

        Raises Problem if the file is there already and `replace` is false, or cannot be written.
        """
        return write_whole(target, self.content(uid), replace=replace)

    def describe(self, uid: str, *, title: str, note: str = "", item: str = "") -> Changes:
        with self._context.store.action("Changed an attachment") as act:
            act.update(attachment, uid, title=title.strip() or "Attachment", note=note, item=item)
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted an attachment") as act:
            act.delete(attachment, uid)
        return act.changes

    def _keep(self, visit_uid: str, content: bytes, kind: str, name: str, item: str) -> Kept:
        uid, title = new_uid(), _title(name)
        added = self._context.moment().isoformat(timespec="milliseconds")
        with self._context.store.action(f"Attached “{title}”", place=f"visit:{visit_uid}") as act:
            act.create(
                attachment,
                part_of(act.connection, visit_uid),
                uid,
                visit_uid=visit_uid,
                title=title,
                sha256=blobs.keep(act.connection, content),
                media_type=kind,
                size=len(content),
                item=item,
                added_at=added,
            )
        return Kept(uid, title, kind, len(content), act.changes)


def copy_name(title: str, media_type: str) -> str:
    """What a copy saved outside is offered to be called.

    A title may have come in a colleague's file: whatever it says, this is no path, no device, not
    too long for any disk, and has the ending of the kind of file it is, or none.
    """
    ending, words = _ENDINGS.get(media_type, ""), _title(title)
    stem = words.removesuffix(ending) if ending and words.endswith(ending) else Path(words).stem
    name = safe_name("{title}", {"title": stem})
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .") + ending


def _made_safe(content: bytes, name: str) -> tuple[bytes, str]:
    ending = Path(name).suffix.lower()
    if ending in _PICTURES or (not ending and content.startswith(_PICTURE_STARTS)):
        picture = safe_picture(content, name)
        return picture.content, picture.media_type
    if ending not in _FILES:
        raise Problem(
            f"“{name}” is not a kind of file that is kept with a visit.",
            "Pictures, PDF, Word, Excel, PowerPoint, OpenDocument and plain text are.",
        )
    kind, start = _FILES[ending]
    if not content.startswith(start):
        raise Problem(
            f"“{name}” is not what its ending says, so it was not kept.",
            "Open it in the program it comes from, save it again and add that copy.",
        )
    return content, kind


def _title(name: str) -> str:
    """The name without folders and without characters that confuse."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:200] or "Attachment"


def _too_large(name: str) -> Problem:
    return Problem(
        f"“{name}” is larger than 25 MB, so it was not kept.",
        "Make it smaller, or keep it elsewhere and write down where.",
    )
