"""The council’s template, read once, and documents checked in any style."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sif_desktop.reports.blocks import (
    Document,
)
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.house_style.template import Reading
from sif_desktop.reports.pdf_writer import write_pdf
from tests.reports import make_template as t
from tests.reports.house_style.readings import (
    faults_of,
    read,
)


@pytest.fixture(scope="module")
def council() -> Reading:
    return read(t.make_template())


@pytest.fixture
def checked() -> Callable[[Reading, Document], tuple[bytes, bytes]]:
    """Writes a document in a style, checks both files with everything, and gives them."""

    def check(reading: Reading, document: Document) -> tuple[bytes, bytes]:
        pdf, word = write_pdf(document, reading.look), write_docx(document, reading.look)
        assert faults_of(reading, document, pdf, word) == []
        return pdf, word

    return check
