"""The gate for both files of a document, the judge for batches of PDF, and pictures to try."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from sif_desktop.reports.blocks import Document
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.pdf_writer import write_pdf

sys.path.append(str(Path(__file__).parents[2] / "tools"))

import gate
import verapdf


@pytest.fixture(scope="session")
def faults() -> Callable[[Document], list[str]]:
    """Everything wrong with both files of a document; words that differ are a fault too."""

    def find(document: Document) -> list[str]:
        return gate.faults(arrange(document), write_pdf(document), write_docx(document))

    return find


@pytest.fixture
def judge(tmp_path: Path) -> Callable[[Sequence[bytes]], list[list[str]]]:
    """The rules of PDF/UA-1 that each file breaks, by veraPDF, all in one start of Java.

    Without Java the test is skipped, loudly; never where changes are checked.
    """

    def ask(files: Sequence[bytes]) -> list[list[str]]:
        paths = [tmp_path / f"{number}.pdf" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        try:
            found = verapdf.judge(paths)
        except verapdf.NoJudgeError as missing:
            if verapdf.must_judge():
                pytest.fail(f"Not judged, though CI is set: {missing}")
            pytest.skip(f"NOT JUDGED by veraPDF: {missing}")
        return [found[path] for path in paths]

    return ask


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
