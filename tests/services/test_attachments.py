"""Photos and files inside the store: safe to keep, leaving nothing behind."""

import io
import struct
import zlib

import pytest
from PIL import Image

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.visits import attachment
from sif_desktop.services.attachments import MOST_BYTES, copy_name


@pytest.fixture
def visit(services):
    return services.visits.plan(services.visits.defaults("core_visit", "oakfield")).uid


def photo(size=(3000, 1500), *, exif=True) -> bytes:
    picture, out, notes = Image.new("RGB", size, "teal"), io.BytesIO(), Image.Exif()
    if exif:
        notes[0x010E] = "Room of Sam Hill"
        notes.get_ifd(0x8825)[2] = (53.0, 57.0, 36.0)
    picture.save(out, "JPEG", exif=notes.tobytes())
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 2.5 thousand million pixels."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")


def test_a_photo_is_shrunk_and_says_nothing_of_where_it_was_taken(services, visit):
    kept = services.attachments.add_bytes(visit, photo(), "IMG_1.JPG")
    content = services.attachments.content(kept.uid)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (2000, 1000)
        assert not picture.getexif()
    assert b"Sam Hill" not in content
    assert kept.size == len(content)


def test_a_photo_taken_sideways_is_stored_upright(services, visit):
    out, notes = io.BytesIO(), Image.Exif()
    notes[0x0112] = 6
    Image.new("RGB", (400, 200)).save(out, "JPEG", exif=notes.tobytes())
    kept = services.attachments.add_bytes(visit, out.getvalue(), "side.jpg")
    with Image.open(io.BytesIO(services.attachments.content(kept.uid))) as picture:
        assert picture.size == (200, 400)


def test_a_pasted_picture_with_transparency_stays_one(services, visit):
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert services.attachments.add_bytes(visit, out.getvalue(), "Pasted").media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (bomb(), "bomb.png", "far larger"),
        (b"not a picture", "photo.jpg", "not a picture"),
        (photo()[:500], "cut.jpg", "not a picture"),
        (b"", "empty.pdf", "empty"),
        (b"MZ\x90", "run.exe", "kind of file"),
        (b"MZ\x90", "run.pdf", "ending"),
        (b"%PDF-" + b"0" * MOST_BYTES, "big.pdf", "25 MB"),
    ],
    ids=["bomb", "text", "cut", "empty", "program", "disguised", "large"],
)
def test_what_is_not_safe_is_refused_in_plain_words(services, visit, content, name, word):
    with pytest.raises(Problem, match=word):
        services.attachments.add_bytes(visit, content, name)
    assert services.visits.record(visit).attachments == ()


def test_a_document_is_kept_as_it_is_and_saved_only_when_asked(services, visit, tmp_path):
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"%PDF-1.7 plan")
    kept = services.attachments.add_file(visit, source, "core_areas.teaching")
    source.unlink()
    target = services.attachments.save_copy(kept.uid, tmp_path / "copy.pdf")
    assert target.read_bytes() == b"%PDF-1.7 plan"
    with pytest.raises(Problem, match="already"):
        services.attachments.save_copy(kept.uid, target)
    (seen,) = services.visits.record(visit).attachments
    assert (seen.title, seen.item) == ("plan.pdf", "core_areas.teaching")


def test_looking_at_a_picture_writes_no_file(services, visit, tmp_path):
    kept = services.attachments.add_bytes(visit, photo(), "a.jpg")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert services.attachments.thumbnail(kept.uid, 80).startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_missing_file_is_said_by_name(services, visit, tmp_path):
    with pytest.raises(Problem, match=r"gone\.jpg"):
        services.attachments.add_file(visit, tmp_path / "gone.jpg")


def test_adding_describing_and_deleting_are_undone_and_redone(services, visit):
    def titles():
        return [a.title for a in services.visits.record(visit).attachments]

    kept = services.attachments.add_bytes(visit, photo(), "a.jpg")
    services.attachments.describe(kept.uid, title="Display", note="Y5")
    services.attachments.delete(kept.uid)
    for expected in (["Display"], ["a.jpg"], []):
        services.undo.undo()
        assert titles() == expected
    for expected in (["a.jpg"], ["Display"], []):
        services.undo.redo()
        assert titles() == expected


TITLES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\Users\\x\\plan.pdf": "plan.pdf",
    "..": "Document.pdf",
    "/": "Attachment.pdf",
    "CON": "CON note.pdf",
    "lpt1.pdf": "lpt1 note.pdf",
    "plan.pdf\u202efdp.exe": "plan.pdffdp.pdf",
    "what: is|this?\n": "what is this.pdf",
    "é" * 300: "é" * 100 + ".pdf",
    "\U0001d538" * 300: "\U0001d538" * 50 + ".pdf",
}


@pytest.mark.parametrize("title", TITLES)
def test_whatever_a_received_title_says_a_copy_is_offered_under_a_plain_name(
    services, visit, tmp_path, title
):
    kept = services.attachments.add_bytes(visit, b"%PDF-1.7 plan", "plan.pdf")
    with services.context.store.action("As a colleague's file may say") as act:
        act.update(attachment, kept.uid, title=title)
    (seen,) = services.visits.record(visit).attachments
    name = copy_name(seen.title, seen.media_type)
    assert name == TITLES[title]
    saved = services.attachments.save_copy(kept.uid, tmp_path / name)
    assert saved.parent == tmp_path and saved.read_bytes() == b"%PDF-1.7 plan"


def test_a_kind_of_file_that_is_not_known_gets_no_ending_that_runs():
    assert copy_name("report.exe", "application/x-msdownload") == "report"


def test_a_copy_that_cannot_be_written_leaves_no_half_of_one(
    services, visit, tmp_path, monkeypatch
):
    kept = services.attachments.add_bytes(visit, b"%PDF-1.7 plan", "plan.pdf")
    old = tmp_path / "old.pdf"
    old.write_bytes(b"of somebody")

    def full(_handle):
        raise OSError(28, "full")

    monkeypatch.setattr("os.fsync", full)
    for target, replace in ((tmp_path / "new.pdf", False), (old, True)):
        with pytest.raises(Problem, match=rf"{target.name}.*the disk is full"):
            services.attachments.save_copy(kept.uid, target, replace=replace)
    assert not (tmp_path / "new.pdf").exists() and old.read_bytes() == b"of somebody"
