"""Pictures of the sample note on a council's paper, for docs/screenshots/: PDF and Word side by
side.

Run `python -m tools.make_house_style_pictures` from the root after changing how house styles are
read or drawn. Word pages need LibreOffice and are left as they are without it.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.house_style.sample import sample_document
from sif_desktop.reports.house_style.template import read_template
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from sif_desktop.services.system_fonts import font_files
from tests.reports import make_template as t

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
_DPI = 80
_ADDRESS = "".join(t.para(line) for line in (t.COUNCIL, *t.ADDRESS))
_PAPERS = {
    "council": t.make_template(),
    "text-box": t.make_template(header=t.floating_logo(at=("page", 22)) + t.text_box(_ADDRESS)),
    "table": t.make_template(header=t.layout_table(f"<w:p>{t.inline()}</w:p>", _ADDRESS)),
}


def main() -> None:
    for name, template in _PAPERS.items():
        asked = read_template(f"{name}.dotx", template).pictures
        words = {picture.id: f"{t.COUNCIL}: a green hill under a sun" for picture in asked}
        look = read_template(f"{name}.dotx", template, words, font_files).look
        document = sample_document(t.COUNCIL)
        pages = 2 if name == "council" else 1
        _save(f"house-style-{name}-pdf", write_pdf(document, look), pages)
        printed = _printed_by_office(write_docx(document, look))
        if printed:
            _save(f"house-style-{name}-word", printed, pages)


def _save(name: str, pdf: bytes, pages: int) -> None:
    with open_pdf(pdf) as file:
        for number in range(pages):
            picture = file[number].render(scale=_DPI / 72).to_pil()
            picture.quantize(256).save(TARGET / f"{name}-{number + 1}.png", optimize=True)


def _printed_by_office(word: bytes) -> bytes:
    """The Word file as LibreOffice prints it; nothing without LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice is not installed: no pictures of Word pages.")
        return b""
    with TemporaryDirectory() as folder:
        (Path(folder) / "sample.docx").write_bytes(word)
        command: Sequence[str] = ("--headless", "--convert-to", "pdf", "--outdir", folder)
        subprocess.run(
            [program, *command, f"{folder}/sample.docx"], check=True, capture_output=True
        )
        return (Path(folder) / "sample.pdf").read_bytes()


if __name__ == "__main__":
    main()
