"""The main job through the real window, and what came of it read back from the files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from docx.table import Table
from PySide6.QtWidgets import QPushButton

from sif_desktop.models import keyfile
from sif_desktop.reports.docx_check import check_docx, docx_text
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.services.selfcheck import faults_of
from sif_desktop.ui import theme
from tests.services.reading import page_texts

sys.path.append(str(Path(__file__).parents[1] / "tools"))
import journey_words as words
from journey import Journey

TODAY = date(2026, 11, 23)
NAMES = ("Pettigrew", "Tamsin", "Marchetti", "Odile", "Vasquez", "Ingrid")
NOT_ENCRYPTED = {"settings.json"}  # choices about the screen, and which file was open last


@pytest.fixture
def journey(qtbot, qapp, tmp_path, monkeypatch) -> Iterator[Journey]:
    monkeypatch.setattr(keyfile, "STANDARD", keyfile.Cost(2**10))
    theme.apply(qapp, "light", 1.0)
    made = Journey(qapp, tmp_path, TODAY)
    yield made
    made.end()


@pytest.mark.slow
def test_from_first_run_to_an_issued_note_that_says_what_was_entered_and_nothing_private(
    journey: Journey,
) -> None:
    made = journey.run()
    word, pdf = made.docx.read_bytes(), made.pdf.read_bytes()
    lines = [" ".join(line.split()) for line in docx_text(word)]

    assert headings_of(word) == list(words.HEADINGS)
    text = "\n".join(lines)
    for said in expected():
        assert said in text, f"the note does not say: {said}"
    assert rows_under(word, "Agreed actions") == [
        [what, f"{who} ({party})", due, shows]
        for (what, shows, _, who, _, due), party in zip(
            words.ACTIONS, ("school", "local authority"), strict=True
        )
    ]
    assert len(made.recipients) == 3
    assert rows_under(word, "Circulation") == [list(line) for line in made.recipients]

    assert check_docx(word) == [] and check_pdf(pdf) == []
    assert in_order(lines, pdf_text(pdf)) == "", "Word and PDF do not say the same"
    assert made.opened >= 3
    # So that looking for words in the raw files is known to find them.
    assert holds(word_parts(word), words.STRENGTHS[0]) and holds(pdf_parts(pdf), words.SCHOOL)
    for private in (*words.PRIVATE_WORDS, *NAMES, *words.NOT_MET, words.GRADES[0][4]):
        assert not holds(word_parts(word), private), f"{private} is in the Word file"
        assert private not in pdf_text(pdf) and not holds(pdf_parts(pdf), private), private

    nothing_readable(made.store.parent)
    undone_through_the_window(journey)
    context = journey.tour.desk.context
    assert context is not None and faults_of(context.services.context.store) == []


def expected() -> list[str]:
    """Every sentence that the record must have become."""
    evidence = [words.EDITED, *(grade[4] for grade in words.GRADES[1:])]
    return [
        words.SCHOOL,
        words.OFFICER,
        words.FOCUS,
        words.AREAS,
        *words.MET,
        words.CHANGES,
        words.PRIORITIES,
        words.NOT_APPLICABLE,
        *(f"{label}: {judged}. " for _, label, _, judged, _, _ in words.GRADES),
        *evidence,
        *(said for _, _, said in words.STATES),
        *words.KEPT,
        *words.STRENGTHS,
        *words.DEVELOPMENT,
        words.SUPPORT,
        words.FEEDBACK,
        words.FEEDBACK_TO,
    ]


def headings_of(word: bytes) -> list[str]:
    found = docx.Document(BytesIO(word)).paragraphs
    return [p.text for p in found if p.style is not None and p.style.name == "Heading 2"]


def rows_under(word: bytes, heading: str) -> list[list[str]]:
    """The rows, without the header, of the table that follows a heading."""
    here = ""
    for part in docx.Document(BytesIO(word)).iter_inner_content():
        if isinstance(part, Table):
            if here == heading:
                return [[cell.text.strip() for cell in row.cells] for row in part.rows[1:]]
        elif part.style is not None and part.style.name.startswith("Heading"):
            here = part.text
    raise AssertionError(f"no table under {heading}")


def pdf_text(pdf: bytes) -> str:
    """Its words page by page, with one space between them."""
    return " ".join(" ".join(page_texts(pdf)).replace("\ufffe", "-").split())


def in_order(lines: list[str], text: str) -> str:
    """The first of the lines that `text` does not hold after the one before; "" if none."""
    place, text = 0, "".join(text.split())
    for line in lines:
        # Running heads stand between two halves of a paragraph that goes over a page.
        for sentence in line.replace(". ", ".\n").split("\n"):
            found = text.find("".join(sentence.split()), place)
            if found < 0:
                return sentence
            place = found
    return ""


def word_parts(word: bytes) -> bytes:
    with ZipFile(BytesIO(word)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def pdf_parts(pdf: bytes) -> bytes:
    """The file with nothing compressed: titles, bookmarks and metadata can be read in it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        file.save(
            out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip
    return out.getvalue()


def holds(data: bytes, text: str) -> bool:
    return any(text.encode(code) in data for code in ("utf-8", "utf-16-le", "utf-16-be"))


def nothing_readable(folder: Path) -> None:
    """No name and no word of a note stands in the caseload's files, its journal among them."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sif" and path.stat().st_size > 100_000 for path in files)
    entered = (*NAMES, *words.PRIVATE_WORDS, words.SCHOOL, words.CHANGES, words.EDITED)
    for path in files:
        if path.name in NOT_ENCRYPTED:
            continue
        data = path.read_bytes()
        for text in (*entered, words.OFFICER, words.RISK_NOTE, words.PASSPHRASE):
            assert not holds(data, text), f"{text} can be read in {path.name}"


def undone_through_the_window(journey: Journey) -> None:
    """A task is added at the school by N, T and taken back by Ctrl+Z."""
    hands, window = journey.hands, journey.window
    context = journey.tour.desk.context
    assert context is not None
    before = len(context.services.tasks.rows())
    journey.to_school()
    hands.press("N")
    hands.press("T")
    hands.at("What")
    hands.type("Send the reading prompts")
    hands.press("Ctrl+Return")
    hands.until(lambda: window.messages.text() == "Task added.", "the task to be added")
    assert len(context.services.tasks.rows()) == before + 1
    hands.rest()
    hands.press("Ctrl+Z")
    hands.until(lambda: window.messages.text() != "Task added.", "the undo to be told")
    hands.rest()
    assert len(context.services.tasks.rows()) == before


def test_a_locked_caseload_opens_with_its_passphrase_alone_and_where_it_was_left(
    journey: Journey,
) -> None:
    journey.first_run()
    journey.import_schools()
    journey.hands.press("Ctrl+1")
    journey.hands.see(QPushButton, "Plan a visit")  # no longer the loading of schools
    journey.hands.press("Ctrl+2")
    journey.open_school()
    journey.plan_visit()
    visit = journey.in_school
    visit.start()
    visit.enter_room(words.ROOMS[0])
    visit.jot(words.UNFILED)
    journey.hands.type("half a line, not ent")
    journey.hands.rest()

    journey.lock()
    assert journey.tour.desk.context is None
    journey.unlock("not the passphrase")
    gate = journey.tour.desk.gate
    assert gate is not None
    journey.hands.until(lambda: "passphrase" in gate.unlock.fault.text(), "the refusal")
    assert journey.tour.desk.window is None

    journey.unlock(words.PASSPHRASE)
    hands = journey.hands
    hands.until(lambda: journey.tour.desk.window is not None, "the caseload to open")
    hands.until(lambda: journey.window.here() == "visit", "the visit to be come back to")
    hands.at("Jotting")
    hands.rest()
    assert visit.page.title() == words.SCHOOL
    assert visit.page.jot.text() == "half a line, not ent"
    assert visit.here() == words.ROOMS[0]
