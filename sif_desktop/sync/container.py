"""The exchange file: signed inside, encrypted outside, read strictly forward.

    age( magic · length of the manifest · manifest · signature · parts back to back )

No names inside ever become file names. Everything is bounded before it is unpacked, and the plain
content never touches the disk.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sif_desktop.domain.errors import Problem
from sif_desktop.models.log_text import canonical
from sif_desktop.sync.keys import Keys, plain_name, verifies
from sif_desktop.sync.lines import LINE_LIMIT, BadFile
from sif_desktop.sync.parcels import PARCEL_LIMIT

MAGIC = b"SIFX\x00\x00\x00\x01"
FORMAT = 1
SUFFIX = ".sifx"
MANIFEST_LIMIT = 4 * 1024 * 1024
PART_TARGET = 4 * 1024 * 1024  # bytes of changes in a part before it is packed
PARTS_LIMIT = 100_000
BLOB_LIMIT = 512 * 1024 * 1024
CHANGES_LIMIT = 16 * 1024 * 1024 * 1024  # of all parts unpacked
PASSPHRASE_LIMIT = 512 * 1024 * 1024  # such a file is opened in memory
_LEVEL = 6
_SIGNATURE = 64
_PASSPHRASE_MARK = b"-> scrypt "
_OF_SENDER = ("replica", "person", "name", "sign_key", "age_key")
# Whatever Python may say of values that are not what they should be; OSError for odd dates.
_UNREADABLE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    OSError,
)


class NotForYou(Problem):
    def __init__(self) -> None:
        super().__init__(
            "This exchange file was not made for you, so it cannot be opened here.",
            "Ask the sender to choose you as a recipient, or to make it with a passphrase.",
        )


class WrongWords(Problem):
    def __init__(self) -> None:
        super().__init__(
            "These words do not open this exchange file.",
            "Ask the sender to read them out again, slowly; their order matters.",
        )


@dataclass(frozen=True, slots=True)
class Part:
    kind: str  # changes, blob, rulebook
    sha256: str
    raw: int
    stored: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file says of itself; `data` is all of it, as signed."""

    data: dict[str, Any]
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def created(self) -> str:
        return str(self.data["created"])

    @property
    def sender(self) -> dict[str, str]:
        said = dict(self.data["sender"])
        return said | {"name": plain_name(said["name"])}


class Receiver(Protocol):
    """Takes the file as it is read. Anything it raises stops the reading."""

    def manifest(self, manifest: Manifest) -> None:
        """The signature holds; whether its signer is trusted is for the receiver to say."""

    def changes(self, raw: bytes) -> None: ...

    def blob(self, sha256: str, content: bytes) -> None: ...

    def rulebook(self, raw: bytes) -> None: ...


# -- writing ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Packed:
    """Parts made ready: changes packed in memory, files fetched one at a time when written."""

    parts: list[Part] = field(default_factory=list)
    stored: list[bytes | None] = field(default_factory=list)

    def add_changes(self, raw: bytes) -> None:
        self._add("changes", raw)

    def add_rulebook(self, raw: bytes) -> None:
        self._add("rulebook", raw)

    def _add(self, kind: str, raw: bytes) -> None:
        import zstandard

        packed = zstandard.ZstdCompressor(level=_LEVEL).compress(raw)
        digest = hashlib.sha256(packed).hexdigest()
        self.parts.append(Part(kind, digest, len(raw), len(packed)))
        self.stored.append(packed)

    def add_blob(self, sha256: str, size: int) -> None:
        self.parts.append(Part("blob", sha256, size, size))
        self.stored.append(None)


def content(
    manifest: dict[str, Any], packed: Packed, keys: Keys, fetch: Callable[[str], bytes]
) -> Iterator[bytes]:
    """The plain container, piece by piece."""
    parts = [[p.kind, p.sha256, p.raw, p.stored] for p in packed.parts]
    said = canonical({**manifest, "format": FORMAT, "min_reader": FORMAT, "parts": parts})
    if len(said) > MANIFEST_LIMIT:
        raise Problem("There is too much to send in one file.", "Send fewer schools at a time.")
    head = MAGIC + len(said).to_bytes(4, "big") + said
    yield head
    yield keys.sign.sign(MAGIC + said)
    for part, stored in zip(packed.parts, packed.stored, strict=True):
        yield fetch(part.sha256) if stored is None else stored


def seal(
    pieces: Iterator[bytes], out: Any, recipients: Sequence[str], passphrase: str = ""
) -> None:
    """Encrypt the pieces to these age keys, or by the passphrase, into the open file `out`."""
    import pyrage

    if passphrase:
        out.write(pyrage.passphrase.encrypt(b"".join(pieces), passphrase))
        return
    keys = [pyrage.x25519.Recipient.from_str(key) for key in dict.fromkeys(recipients)]
    source, sink = _Pieces(pieces), _Sink(out)
    try:
        pyrage.encrypt_io(source, sink, keys)
    except pyrage.EncryptError as error:
        # It keeps only the words of what stopped it: a full disk would look like a broken program.
        raise source.fault or sink.fault or error from None


class _Pieces(io.RawIOBase):
    """A file to read from, over pieces made as they are asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")
        self.fault: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        while not self._held:
            piece = self._next()
            if piece is None:
                return b""
            self._held = memoryview(piece)
        taken = len(self._held) if size < 0 else size
        out, self._held = bytes(self._held[:taken]), self._held[taken:]
        return out

    def _next(self) -> bytes | None:
        try:
            return next(self._pieces, None)
        except Exception as error:
            self.fault = error
            raise


class _Sink:
    """An open file that remembers what went wrong when it was written to."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.fault: Exception | None = None

    def write(self, data: bytes) -> int:
        try:
            return int(self._file.write(data))
        except Exception as error:
            self.fault = error
            raise

    def flush(self) -> None:
        self._file.flush()


# -- reading ---------------------------------------------------------------------------------------


def needs_passphrase(path: Path) -> bool:
    """Whether the file is opened by spoken words instead of a key."""
    with path.open("rb") as file:
        return _PASSPHRASE_MARK in file.read(200)


def read(path: Path, receiver: Receiver, keys: Keys, passphrase: str = "") -> Manifest:
    """Read a whole file into the receiver. Raises Problem in plain words for anything amiss."""
    import pyrage

    reader = _Reader(receiver)
    try:
        if needs_passphrase(path):
            if path.stat().st_size > PASSPHRASE_LIMIT:
                raise BadFile("too large for its kind")
            reader.write(_by_words(path.read_bytes(), passphrase))
        else:
            with path.open("rb") as file:
                pyrage.decrypt_io(file, reader, [keys.age])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise NotForYou from None
        raise BadFile("its outer seal is broken") from None
    except FileNotFoundError:
        raise Problem(f"There is no file {path.name} in {path.parent}.") from None
    except OSError as error:
        if error.errno is None:
            raise BadFile("its seal is broken") from None
        raise Problem(
            f"The file {path.name} could not be read.", "Is the stick or the share still there?"
        ) from error
    return reader.finish()


def _by_words(sealed: bytes, passphrase: str) -> bytes:
    import pyrage

    try:
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
    except pyrage.DecryptError:
        raise WrongWords from None


class _Reader(io.RawIOBase):
    """Is pushed the plain content as it is decrypted, and hands on what is complete."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._held = bytearray()
        self._manifest: Manifest | None = None
        self._next = 0
        self._unpacked = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        while self._step():
            pass
        return len(data)

    def _step(self) -> bool:
        if self._manifest is None:
            return self._read_manifest()
        parts = self._manifest.parts
        if self._next == len(parts):
            if self._held:
                raise BadFile("something follows its end")
            return False
        part = parts[self._next]
        if len(self._held) < part.stored:
            return False
        stored = bytes(memoryview(self._held)[: part.stored])
        del self._held[: part.stored]
        self._next += 1
        if hashlib.sha256(stored).hexdigest() != part.sha256:
            raise BadFile("a part is not what it should be")
        if part.kind == "blob":
            self._receiver.blob(part.sha256, stored)
        elif part.kind == "changes":
            self._receiver.changes(unpacked(stored, part.raw))
        elif part.kind == "rulebook":
            self._receiver.rulebook(unpacked(stored, part.raw))
        return True

    def _read_manifest(self) -> bool:
        held = self._held
        if len(held) < len(MAGIC) + 4:
            return False
        if not held.startswith(MAGIC):
            raise BadFile("not an exchange file")
        size = int.from_bytes(held[len(MAGIC) : len(MAGIC) + 4], "big")
        if size > MANIFEST_LIMIT:
            raise BadFile("its list of contents is too long")
        start = len(MAGIC) + 4
        if len(held) < start + size + _SIGNATURE:
            return False
        said = bytes(held[start : start + size])
        signature = bytes(held[start + size : start + size + _SIGNATURE])
        del held[: start + size + _SIGNATURE]
        self._manifest = checked_manifest(said, signature)
        self._receiver.manifest(self._manifest)
        return True

    def finish(self) -> Manifest:
        if self._manifest is None or self._next < len(self._manifest.parts) or self._held:
            raise BadFile("it breaks off")
        return self._manifest


def checked_manifest(said: bytes, signature: bytes) -> Manifest:
    """The list of contents, its signature and every limit checked, before anything is unpacked."""
    try:
        data = json.loads(said)
        signer = data["sender"]["sign_key"]
        if not verifies(signer, signature, MAGIC + said):
            raise BadFile("its signature does not hold")
        newest = int(data["min_reader"])
        texts = [data["id"], data["created"], *(data["sender"][name] for name in _OF_SENDER)]
        datetime.fromisoformat(data["created"]).astimezone()
        if not isinstance(data["parts"], list):
            raise BadFile("its list of contents cannot be read")
        parts = tuple(Part(str(k), str(h), *_sizes(raw, n)) for k, h, raw, n in data["parts"])
    except _UNREADABLE:
        raise BadFile("its list of contents cannot be read") from None
    if newest > FORMAT:
        raise Problem(
            "This exchange file was made by a newer version of SIF Desktop.",
            "Keep it, install the newer version, and take it in with that.",
        )
    if not all(isinstance(text, str) and len(text) < 1000 for text in texts):
        raise BadFile("its list of contents cannot be read")
    if type(data.get("merge", 1)) is not int or not isinstance(data.get("wants", []), list):
        raise BadFile("its list of contents cannot be read")
    _check_sizes(parts)
    return Manifest(data, parts)


def _sizes(raw: Any, stored: Any) -> tuple[int, int]:
    if type(raw) is not int or type(stored) is not int or raw < 0 or stored < 0:
        raise BadFile("a part of no size")
    return raw, stored


def _check_sizes(parts: Sequence[Part]) -> None:
    changes = [part for part in parts if part.kind in ("changes", "rulebook")]
    if len(parts) > PARTS_LIMIT or sum(part.raw for part in changes) > CHANGES_LIMIT:
        raise BadFile("it holds too much")
    if any(part.raw > LINE_LIMIT or part.stored > LINE_LIMIT for part in changes):
        raise BadFile("a part is too large")
    if any(part.raw > PARCEL_LIMIT for part in parts if part.kind == "rulebook"):
        raise BadFile("a part is too large")
    if any(part.stored > BLOB_LIMIT for part in parts):
        raise BadFile("a part is too large")


def unpacked(stored: bytes, raw: int) -> bytes:
    """The part unpacked, never beyond the size it was said to have.

    Through the streaming reader: asked in one go, the library believes the size a frame states.
    """
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(stored) as reader:
            out = bytearray()
            while chunk := reader.read(min(1 << 20, raw + 1 - len(out))):
                out += chunk
                if len(out) > raw:
                    raise BadFile("a part is larger than it says")
    except zstandard.ZstdError:
        raise BadFile("a part cannot be unpacked") from None
    if len(out) != raw:
        raise BadFile("a part is smaller than it says")
    return bytes(out)
