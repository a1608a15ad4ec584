"""`make verify-documents`: passes as things stand, names what is wrong, misses no kind."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from sif_desktop.reports.blocks import Document, Heading, Paragraph, to_json
from sif_desktop.reports.catalogue import KINDS
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.look import LOOK
from sif_desktop.reports.pdf_writer import write_pdf
from sif_desktop.services.documents.issue import Frozen

sys.path.append(str(Path(__file__).parents[1] / "tools"))

import verapdf
import verify_documents
from verify_documents import Kept


def test_every_kind_of_the_practice_caseload_passes_every_gate_by_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        verapdf.judge([])
    except verapdf.NoJudgeError as missing:
        if not verapdf.must_judge():
            pytest.skip(f"NOT JUDGED by veraPDF: {missing}")
    assert verify_documents.main() == 0
    said = capsys.readouterr().out.splitlines()
    for kind in KINDS:
        pdf, word = (line for line in said if line.split()[0] == kind)
        assert pdf.endswith("page-validation ok  veraPDF ok  text equal")
        assert word.endswith("schema ok  accessibility ok  words equal")


def _kept(kind: str, name: str) -> Kept:
    document = Document("Note", (Heading(2, "Part"), Paragraph("Words.")))
    files = Frozen(write_docx(document), write_pdf(document), to_json(document))
    return Kept(kind, name, files)


def _without_language(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        del file.Root.Lang
        file.save(out)
    return out.getvalue()


def test_what_is_wrong_is_counted_and_said_of_the_document_by_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    good, bad = _kept("note", "Good note"), _kept("note", "Bad note")
    other = to_json(Document("Note", (Heading(2, "Part"), Paragraph("Other words."))))
    files = replace(bad.files, pdf=_without_language(bad.files.pdf), blocks=other)
    lines = verify_documents.verify([good, replace(bad, files=files)], LOOK, ["note"])
    assert verify_documents.report(lines) == 1
    said = capsys.readouterr().out
    assert "note                  pdf    2 files  page-validation FAULTY in 1" in said
    assert "text FAULTY in 1" in said and "words FAULTY in 1" in said
    assert "Bad note [1] (pdf), text: words: 'Other words.' became 'Words.'" in said
    assert "Good note" not in said


def test_a_kind_of_which_there_is_no_document_is_a_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = verify_documents.verify([_kept("note", "A note")], LOOK, ["note", "letter"])
    assert verify_documents.report(lines) == 1
    assert "letter                pdf   NO DOCUMENT OF THIS KIND" in capsys.readouterr().out
