"""Reading both files back, and everything that the checkers say about them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image as Pillow

from sif_desktop.reports.blocks import Document, plain_text
from sif_desktop.reports.docx_check import check_docx, docx_text
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf

_ELEMENT = re.compile(r"\s*(\w+)( \(\w+\))?:?$")
_INLINE = {"Link", "Reference", "Object", "Span"}


def _one_space(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.split()]


def _read_structure(text: str) -> list[str]:
    """Words of each block element of `pdfinfo -struct-text`, without list labels."""
    said: list[str] = []
    kind = ""
    for line in text.splitlines():
        words = line.strip()
        if words.startswith('"') and words.endswith('"') and len(words) > 1:
            if kind != "Lbl":
                said[-1] += words[1:-1]
        elif (found := _ELEMENT.match(line)) and found[1] not in _INLINE:
            kind = found[1]
            said.append("")
    return _one_space(said)


@pytest.fixture(scope="session")
def pdf_words(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[str]]:
    """The words of a PDF in the order of its structure tree."""
    reader = shutil.which("pdfinfo")
    if reader is None:
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    place = tmp_path_factory.mktemp("pdf") / "file.pdf"

    def read(data: bytes) -> list[str]:
        place.write_bytes(data)
        done = subprocess.run(
            [reader, "-enc", "UTF-8", "-struct-text", str(place)], capture_output=True, check=True
        )
        assert not done.stderr, done.stderr.decode()[:500]
        return _read_structure(done.stdout.decode())

    return read


@pytest.fixture(scope="session")
def schema_faults(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[str]]:
    """What the Open XML schema check says about a Word file."""
    place = tmp_path_factory.mktemp("docx") / "file.docx"
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)

    def check(data: bytes) -> list[str]:
        place.write_bytes(data)
        return [str(error) for error in validator.validate(str(place)).errors]

    return check


@pytest.fixture(scope="session")
def faults(
    pdf_words: Callable[[bytes], list[str]], schema_faults: Callable[[bytes], list[str]]
) -> Callable[[Document], list[str]]:
    """Everything wrong with both files of a document; words that differ are a fault too."""

    def find(document: Document) -> list[str]:
        pdf, word = write_pdf(document), write_docx(document)
        meant = _one_space(plain_text(arrange(document)))
        found = check_pdf(pdf) + check_docx(word) + schema_faults(word)
        for name, said in (("PDF", pdf_words(pdf)), ("Word", _one_space(docx_text(word)))):
            pairs = zip([*meant, "(end)"], [*said, "(end)"], strict=False)
            found += [f"{name}: {a!r} became {b!r}" for a, b in pairs if a != b][:3]
        return found

    return find


def _picture(kind: str, mode: str = "RGB") -> bytes:
    out = BytesIO()
    Pillow.new(mode, (60, 40)).save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="session")
def png() -> bytes:
    return _picture("PNG")


@pytest.fixture(scope="session")
def make_picture() -> Callable[..., bytes]:
    return _picture


@pytest.fixture(scope="session")
def resources() -> Path:
    return Path(__file__).resolve().parents[2] / "resources"
