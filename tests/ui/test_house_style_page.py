"""The authority's template from its file to every document, in the real window and by keys."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QMessageBox, QPushButton

from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from tests.reports import make_template as t
from tests.ui.office import Ctrl, Key, Office

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@pytest.fixture
def office(qtbot, qapp, tmp_path):
    made = Office(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(office):
    found = office.window.go("house_style")
    office.soon(lambda: found.pages.pages.page_count() > 0)
    return found


def a_file(folder: Path, data: bytes, name: str = "Letterhead.dotx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def looked_at(office, page, folder: Path, data: bytes) -> None:
    page.look_at(a_file(folder, data))
    office.soon(lambda: page.state_words.text() == "Not kept yet: Letterhead.dotx")


def test_it_is_reached_from_settings_and_from_the_command_box(office):
    settings = office.window.go("settings")
    button = next(b for b in settings.findChildren(QPushButton) if b.text() == "House style…")
    button.click()
    assert office.window.here() == "house_style"
    office.window.go("today")
    office.press(Key.Key_K, Ctrl)
    office.type("house style")
    office.press(Key.Key_Return)
    assert office.window.here() == "house_style"


def test_a_template_is_seen_described_kept_and_undone_by_keys(office, page, tmp_path):
    assert page.state_words.text() == "Documents are printed as the program sets them."
    plain = page.pages.pages.pdf()
    looked_at(office, page, tmp_path, t.make_template())
    assert page.pages.pages.pdf() != plain
    assert any("“Heading 3” is #8FB9A8 on white" in words for words in lines(page))
    count = page.faults.count()
    assert page.about.text() == (
        f"{count} points: 1 for you to put into words, {count - 1} put right by the program."
    )
    office.type("Borsetshire County Council")  # the cursor waits in the line for words
    page.verb.setFocus()
    office.press(Key.Key_Return)
    office.soon(lambda: page.state_words.text() == "In force: Letterhead.dotx")
    assert office.services.house_style.current().set_by == "Kim Rowe"
    assert office.window.messages.text() == "House style kept."
    office.window.messages.undo_button.click()
    office.soon(lambda: "as the program sets them" in page.state_words.text())
    office.soon(lambda: page.pages.pages.pdf() == plain)
    assert office.services.house_style.current() is None


def test_keeping_waits_for_words(office, page, tmp_path):
    looked_at(office, page, tmp_path, t.make_template())
    page.keep()
    assert page.fault.isVisible()
    assert office.window.focusWidget() is page.words.first_empty()
    assert office.services.house_style.current() is None


def test_what_is_better_mended_asks_for_a_reason(office, page, tmp_path):
    small = t.council_header() + t.para("Registered", run=t.size(5))
    looked_at(office, page, tmp_path, t.make_template(header=small))
    office.type("Council logo")
    page.keep()
    dialog = office.dialog()
    assert isinstance(dialog, ReasonDialog)
    office.bot.keyClicks(dialog.reason, "The law asks for this line.")
    dialog.confirm.click()
    office.soon(lambda: "The law asks for this line." in page.about.text())


def test_cancel_leaves_everything_as_it_was(office, page, tmp_path):
    plain = page.pages.pages.pdf()
    looked_at(office, page, tmp_path, t.make_template())
    page.cancel.click()
    office.soon(lambda: page.pages.pages.pdf() == plain)
    assert page.verb.text() == "Choose a template…"
    assert not page.cancel.isVisible()
    assert office.services.house_style.current() is None


def test_a_file_that_cannot_be_used_is_said_and_changes_nothing(office, page, tmp_path):
    page.look_at(a_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Old.doc"))
    box = office.dialog()
    assert isinstance(box, QMessageBox)
    assert "“Old.doc”" in box.text()
    assert "Save As" in box.informativeText()
    box.close()
    assert page.verb.text() == "Choose a template…"


def test_a_fonts_file_is_added_and_words_typed_before_stay(office, page, tmp_path):
    name, ours = (n.encode("utf-16-be") for n in ("DejaVu Sans", "Borset Sans"))
    font = (FONTS / "DejaVuSans.ttf").read_bytes().replace(name, ours)
    looked_at(office, page, tmp_path, t.make_template(defaults="Borset Sans"))
    assert any("“Borset Sans” is not on this computer" in words for words in lines(page))
    office.type("Council logo")
    before = page.pages.pages.pdf()
    page.look_at(tmp_path / "Letterhead.dotx", (a_file(tmp_path, font, "Ours.ttf"),))
    office.soon(lambda: page.pages.pages.pdf() != before)
    assert not any("is not on this computer" in w for w in lines(page) if "Borset" in w)
    assert list(page.words.words().values()) == ["Council logo"]


def lines(page) -> list[str]:
    return [page.faults.item(row).text() for row in range(page.faults.count())]


def test_a_sample_in_word_is_saved_and_the_style_removed(office, page, tmp_path):
    looked_at(office, page, tmp_path, t.make_template(header=t.para(t.COUNCIL)))
    page.save_sample(tmp_path / "Sample.docx")
    office.soon(lambda: (tmp_path / "Sample.docx").exists())
    page.keep()
    office.soon(lambda: page.remove.isVisible())
    page.remove.click()
    office.soon(lambda: not page.remove.isVisible())
    assert office.services.house_style.current() is None


def test_the_logo_and_its_words_are_set_on_one_page(office, tmp_path):
    settings = office.window.go("settings")
    office.soon(lambda: settings.name.text() == "Kim Rowe")
    office.bot.keyClicks(settings.authority, "Hill and Vale Council")
    assert not settings.remove_logo.isVisibleTo(settings)
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(out, "PNG")
    office.bot.keyClicks(settings.logo_words, "A navy bar")
    settings.set_logo(a_file(tmp_path, out.getvalue(), "logo.png"))
    office.soon(lambda: settings.remove_logo.isVisibleTo(settings))
    assert office.services.context.authority().logo_alt == "A navy bar"
    assert settings.authority.text() == "Hill and Vale Council", "what is typed stays"
    office.bot.keyClicks(settings.logo_words, " on white")
    settings.save()
    office.soon(lambda: office.services.context.authority().name == "Hill and Vale Council")
    office.soon(lambda: office.services.context.authority().logo_alt == "A navy bar on white")
