"""One fast look over a whole file before it is read: what it is, its encoding, its damage.

Nothing here decodes more than it must: plain ASCII, which most of a register is, is only scanned.
"""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sif_desktop.domain.errors import Problem

CHUNK = 1 << 20  # a line longer than this is no table's line
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # how a file of Office before 2007, or one with a password, begins
_CSV_HINT = "Open it in the program it comes from and save it as CSV, then choose that file."
_DAMAGED_HINT = "Download or save the file again, then choose the new one."
_UNUSED_IN_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


@dataclass(frozen=True, slots=True)
class Look:
    """What the bytes of a file say. `unreadable`: at least so many bytes are no character."""

    size: int
    codec: str
    encoding: str  # the name to show
    unreadable: int
    ends_with_newline: bool


def look_at(path: Path) -> Look:
    """Look over the file at `path`.

    Raises `Problem` for a file that cannot be opened, is empty, is no text, or holds zero bytes
    or lines of more than a megabyte.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
            _refuse_other_kinds(path, head)
            stream.seek(0)
            return _scan(path, stream, head)
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> Problem:
    """The sentence for a file the system will not let us read."""
    name = f"“{path.name}”"
    if isinstance(error, FileNotFoundError):
        return Problem(f"{name} is not there any more.", "Choose the file again.")
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return Problem(f"{name} is a folder, not a file.", "Choose a file inside it.")
    if isinstance(error, PermissionError):
        hint = "Close it if it is open in another program such as Excel, then try again."
        return Problem(f"{name} may not be read.", hint)
    hint = "Copy it to this computer’s own disk and try again."
    return Problem(f"{name} could not be read ({error.strerror or error}).", hint)


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    name = f"“{path.name}”"
    if not head:
        raise Problem(f"{name} is empty.", _DAMAGED_HINT)
    if head.startswith(b"PK\x03\x04"):
        raise _zip_problem(path)
    if head.startswith(OLD_OFFICE):
        raise Problem(f"{name} is an old Excel workbook (.xls).", _CSV_HINT)
    for start, what in _SIGNATURES:
        if head.startswith(start):
            raise Problem(f"{name} is {what}, not a CSV file.", "Choose a CSV file.")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].lower().startswith((b"<!doctype html", b"<html")):
        hint = "Download the file again; the website may have sent a message in its place."
        raise Problem(f"{name} is a web page, not a CSV file.", hint)


_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
    (b"7z\xbc\xaf", "a compressed file (.7z)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a word-processor document"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


def _zip_problem(path: Path) -> Problem:
    name = f"“{path.name}”"
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()[:2000]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Problem(f"{name} is a damaged zip file.", _DAMAGED_HINT)
    if "xl/workbook.xml" in members or "xl/workbook.bin" in members:
        return Problem(f"{name} is an Excel workbook.", _CSV_HINT)
    if "word/document.xml" in members:
        return Problem(f"{name} is a Word document.", "Choose a CSV file.")
    if "content.xml" in members:
        return Problem(f"{name} is an OpenDocument file.", _CSV_HINT)
    tables = [member for member in members if member.lower().endswith(".csv")]
    inside = f" with “{Path(tables[0]).name}” inside" if tables else ""
    hint = "Unpack it first (in Windows: right-click, Extract All), then choose the CSV file."
    return Problem(f"{name} is a zip file{inside}.", hint)


def _wide_codec(head: bytes) -> str:
    """The UTF-16 codec of a file that begins like `head`, or ""."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0:400:2], head[1:400:2]
    if len(odd) > 8 and not odd.strip(b"\0") and b"\0" not in even:
        return "utf-16-le"
    if len(even) > 8 and not even.strip(b"\0") and b"\0" not in odd:
        return "utf-16-be"
    return ""


def _scan(path: Path, stream: BinaryIO, head: bytes) -> Look:
    wide = _wide_codec(head)
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, plain, seen, unused, chunk = True, True, 0, 0, b""
    while block := stream.read(CHUNK):
        chunk = block
        if not wide and b"\0" in chunk:
            raise _zero_byte(path, seen + chunk.index(b"\0"), seen == 0 and b"\0" in head)
        if len(chunk) == CHUNK and b"\n" not in chunk and b"\r" not in chunk:
            line = _line_at(path, seen)
            raise Problem(
                f"Line {line:,} of “{path.name}” is longer than a million characters.",
                "It is not a table of schools, or a cell has been pasted over. " + _DAMAGED_HINT,
            )
        seen += len(chunk)
        if wide or (plain and chunk.isascii()):
            continue
        plain = False
        unused += sum(byte in chunk for byte in _UNUSED_IN_CP1252)
        try:
            utf8 = utf8 and decoder.decode(chunk) is not None
        except UnicodeDecodeError:
            utf8 = False
    codec, encoding = _encoding(head, wide, utf8, plain)
    lost = unused if codec == "cp1252" else int(codec == "utf-8-sig" and not utf8)
    return Look(seen, codec, encoding, lost, chunk.rstrip(b"\0")[-1:] in (b"\n", b"\r"))


def _encoding(head: bytes, wide: str, utf8: bool, plain: bool) -> tuple[str, str]:
    if wide:
        return wide, "UTF-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", "UTF-8 with a byte-order mark"
    if plain:
        return "utf-8", "plain ASCII"
    return ("utf-8", "UTF-8") if utf8 else ("cp1252", "Windows-1252")


def _zero_byte(path: Path, offset: int, at_start: bool) -> Problem:
    if at_start and offset < 64:
        return Problem(f"“{path.name}” is not a text file.", "Choose a CSV file.")
    line = _line_at(path, offset)
    return Problem(
        f"“{path.name}” is damaged: line {line:,} holds zero bytes, which no text file has.",
        _DAMAGED_HINT,
    )


def _line_at(path: Path, offset: int) -> int:
    """The number of the line that holds the byte at `offset`."""
    line, left = 1, offset
    with path.open("rb") as stream:
        while left > 0 and (chunk := stream.read(min(CHUNK, left))):
            line += chunk.count(b"\n")
            left -= len(chunk)
    return line
