"""The house style in a caseload: looked at, kept with its fonts, printed on, taken off again."""

from __future__ import annotations

import io
import runpy
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.people import house_style
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.look import LOOK
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.services.files import FileExists
from sif_desktop.services.house_style import _looks
from sif_desktop.services.system_fonts import font_files
from tests.reports import make_template as t
from tests.services.reading import page_texts

DATA = Path(__file__).parents[1] / "data"
FONTS = Path(__file__).parents[2] / "resources" / "fonts"
WORDS = "A green hill under a sun"
record_visit = runpy.run_path(str(DATA / "sample_visit.py"))["record_visit"]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return a_file(tmp_path, t.make_template())


def a_file(folder: Path, data: bytes, name: str = "Letterhead.dotx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def described(preview) -> dict[str, str]:
    return {picture.id: WORDS for picture in preview.pictures}


def kept(services, path: Path, **more):
    preview = services.house_style.preview(path, **more)
    return services.house_style.keep(preview, described(preview))


def page_one(pdf: bytes) -> str:
    return page_texts(pdf)[0]


def fonts_in(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = (one for one in file.objects if isinstance(one, pikepdf.Dictionary))
        return " ".join(str(one.get("/FontName", "")) for one in found)


def test_without_one_documents_look_as_the_program_sets_them(services):
    assert services.house_style.current() is None
    assert services.context.look() is LOOK
    assert "Hill and Vale Council" in page_one(services.house_style.sample_pdf())


def test_a_template_is_looked_at_without_being_kept(services, template):
    preview = services.house_style.preview(template)
    assert "County Hall, Borchester" in page_one(preview.pdf)
    assert [picture.alt for picture in preview.pictures] == [""]
    assert services.house_style.current() is None
    assert "County Hall" not in page_one(services.house_style.sample_pdf())


def test_a_note_is_drafted_and_issued_in_it(services, template):
    kept(services, template)
    style = services.house_style.current()
    assert (style.name, style.set_by, style.set_on) == (
        "Letterhead.dotx",
        "Kim Rowe",
        "2026-11-23",
    )
    note = services.notes.start(record_visit(services)).uid
    assert "County Hall, Borchester" in page_one(services.documents.preview_pdf(note))
    service = services.documents
    version = service.issue(note, service.recipients(note)).version_uid
    pdf, word = service.pdf_of(version), service.docx_of(version)
    assert check_pdf(pdf) == check_docx(word) == []
    assert "County Hall, Borchester" in page_one(pdf)
    services.house_style.remove()
    assert (service.pdf_of(version), service.docx_of(version)) == (pdf, word)
    assert "County Hall" not in page_one(services.house_style.sample_pdf())


def test_it_is_not_kept_while_a_picture_has_no_words(services, template):
    preview = services.house_style.preview(template)
    with pytest.raises(Problem, match="header of page one is not described"):
        services.house_style.keep(preview)
    with pytest.raises(Problem, match="not described"):
        services.house_style.keep(preview, {preview.pictures[0].id: "logo.png "})
    assert services.house_style.current() is None


def test_what_is_better_mended_is_kept_with_a_reason_only(services, tmp_path):
    tiny = t.council_header() + t.para("Registered charity", run=t.size(5))
    preview = services.house_style.preview(a_file(tmp_path, t.make_template(header=tiny)))
    assert [fault.id for fault in preview.to_mend] == ["small:the header of page one"]
    words = described(preview)
    with pytest.raises(Problem, match="better mended first"):
        services.house_style.keep(preview, words)
    services.house_style.keep(preview, words, "The law asks for this line; it says nothing else.")
    assert services.house_style.current().accepted == (
        "The law asks for this line; it says nothing else.",
    )


def test_a_newer_template_takes_the_place_of_the_one_before_and_undo_brings_it_back(
    services, template, tmp_path
):
    kept(services, template)
    other = t.make_template(header=t.para("Vale of Borset"), later_header="")
    kept(services, a_file(tmp_path, other, "New.docx"))
    assert services.house_style.current().name == "New.docx"
    assert "Vale of Borset" in page_one(services.house_style.sample_pdf())
    services.undo.undo()
    assert services.house_style.current().name == "Letterhead.dotx"
    assert "County Hall" in page_one(services.house_style.sample_pdf())


def test_of_two_set_by_two_colleagues_the_newer_is_used(services, template, store):
    kept(services, template)
    with store.read() as connection:
        row = connection.execute(house_style.select()).mappings().one()
    fields = {name: row[name] for name in ("template_sha256", "look", "fonts")}
    with store.action("A colleague's") as act:
        act.create(house_style, TEAM, name="Theirs.dotx", set_on="2026-11-24", **fields)
    assert services.house_style.current().name == "Theirs.dotx"


def test_nothing_is_there_to_remove_twice(services, template):
    kept(services, template)
    services.house_style.remove()
    with pytest.raises(Problem, match="no house style"):
        services.house_style.remove()


def test_a_font_given_as_a_file_is_kept_so_that_the_pdf_is_alike_without_it(
    services, tmp_path, store
):
    # A name that no computer has, so that only the file can be where it comes from.
    data = (FONTS / "DejaVuSans.ttf").read_bytes()
    name, ours = "DejaVu Sans".encode("utf-16-be"), "Borset Sans".encode("utf-16-be")
    assert data.count(name) >= 2
    font = a_file(tmp_path, data.replace(name, ours), "Borset.ttf")
    path = a_file(tmp_path, t.make_template(defaults="Borset Sans"))
    without = services.house_style.preview(path)
    assert "font:Borset Sans" in [fault.id for fault in without.faults]
    preview = services.house_style.preview(path, fonts=[font])
    services.house_style.keep(preview, described(preview))
    before = services.house_style.sample_pdf()
    assert "DejaVuSans" in fonts_in(before)
    assert "DejaVuSans" not in fonts_in(without.pdf)
    font.unlink()
    path.unlink()
    _looks.pop(store)
    assert services.house_style.sample_pdf() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _: b"rubbish", "is not a font"),
        (lambda font: b"OTTO" + font[4:], "has PostScript outlines"),
    ],
)
def test_a_font_that_cannot_be_embedded_is_refused_by_name(
    services, template, tmp_path, change, words
):
    font = a_file(tmp_path, change((FONTS / "DejaVuSans.ttf").read_bytes()), "Ours.ttf")
    with pytest.raises(Problem, match=words) as refused:
        services.house_style.preview(template, fonts=[font])
    assert "Ours.ttf" in refused.value.message


def test_a_font_of_this_computer_is_found_by_the_name_word_knows(tmp_path):
    inner = tmp_path / "fonts" / "deep"
    inner.mkdir(parents=True)
    (inner / "x.TTF").write_bytes((FONTS / "LiberationSans-Bold.ttf").read_bytes())
    (inner / "y.ttf").write_bytes(b"rubbish")
    (inner / "empty.ttf").write_bytes(b"")
    (found,) = font_files("liberation sans", (tmp_path / "fonts", tmp_path / "nowhere"))
    assert found == (inner / "x.TTF").read_bytes()
    assert font_files("Gill Sans MT", (tmp_path / "fonts",)) == ()


def test_a_template_that_cannot_be_read_is_said(services, tmp_path):
    with pytest.raises(Problem, match=r"“gone.dotx” could not be read"):
        services.house_style.preview(tmp_path / "gone.dotx")
    with pytest.raises(Problem, match="damaged or cut off"):
        services.house_style.preview(a_file(tmp_path, t.make_template()[:900]))


def test_a_sample_in_word_is_saved_and_never_over_a_file(services, template, tmp_path):
    target = tmp_path / "Sample.docx"
    preview = services.house_style.preview(template)
    services.house_style.save_sample(target, preview)
    assert target.read_bytes().startswith(b"PK")
    with pytest.raises(FileExists):
        services.house_style.save_sample(target)


# --- the logo in Settings -------------------------------------------------------------------------


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (60, 20), **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    "logo",
    [
        picture("PNG", size=(20_000, 300)),
        picture("JPEG", "CMYK"),
        picture("GIF", save_all=True, append_images=[Image.new("RGB", (60, 20), "blue")]),
        picture("TIFF", "CMYK"),
        picture("PNG", "P"),
        picture("PNG", "I;16"),
    ],
    ids=["20,000 pixels wide", "CMYK", "animated", "TIFF in CMYK", "palette", "16 bit grey"],
)
def test_a_logo_of_this_kind_prints_in_both_files(services, tmp_path, logo):
    services.settings.set_logo(logo, "Vale Council")
    pdf = services.house_style.sample_pdf()
    assert check_pdf(pdf) == []
    word = services.house_style.save_sample(tmp_path / "a.docx").read_bytes()
    assert check_docx(word) == []
    assert len(pdf) < 400_000


def test_of_an_animated_logo_the_first_picture_is_kept(services):
    frames = {"save_all": True, "append_images": [Image.new("RGB", (60, 20), "blue")]}
    services.settings.set_logo(picture("GIF", **frames), "Vale Council")
    with services.context.store.read() as connection:
        from sif_desktop.models import blobs

        data = blobs.fetch(connection, services.context.authority().logo)
    red, green, blue = Image.open(io.BytesIO(data)).convert("RGB").getpixel((30, 10))
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (b"%PDF-1.7 not a picture", "is not a picture this program can read"),
        (picture("PNG", "1", (20_000, 20_000)), "far larger than any camera takes"),
        (picture("PNG")[:60], "damaged"),
        (b"x" * 25_000_001, "larger than 25 MB"),
    ],
    ids=["not a picture", "400 million pixels", "cut off", "26 MB"],
)
def test_a_logo_that_cannot_be_used_is_refused_plainly(services, logo, words):
    with pytest.raises(Problem, match=words):
        services.settings.set_logo(logo, "Vale Council")


def test_the_words_for_the_logo_are_changed_alone(services):
    with pytest.raises(Problem, match="no logo to describe"):
        services.settings.describe_logo("A hill")
    services.settings.set_logo(picture("PNG"), "Vale Council")
    before = services.context.authority().logo
    services.settings.describe_logo(" A hill in a vale ")
    authority = services.context.authority()
    assert (authority.logo, authority.logo_alt) == (before, "A hill in a vale")
    with pytest.raises(Problem, match="no words"):
        services.settings.describe_logo("")
