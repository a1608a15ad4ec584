"""What a finished file holds: its words as a reader sees them, and every byte that could tell."""

import re
import zlib
from io import BytesIO
from zipfile import ZipFile

import pypdfium2

from sif_desktop.reports.docx_check import docx_text


def one_space(words: str) -> str:
    return " ".join(words.split())


def pdf_text(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for page in pdf:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
        return one_space(" ".join(pages))
    finally:
        pdf.close()


def docx_lines(data: bytes) -> list[str]:
    return [one_space(line) for line in docx_text(data) if line.strip()]


def words_of(data: bytes) -> str:
    """The words of either file."""
    return pdf_text(data) if data.startswith(b"%PDF") else " ".join(docx_lines(data))


def everything(data: bytes) -> str:
    """All text anywhere in the file: pages, bookmarks, properties, and its parts unpacked."""
    return _pdf_everything(data) if data.startswith(b"%PDF") else _zip_everything(data)


def _zip_everything(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
        names = archive.namelist()
    said = [part.decode("utf-8", "replace") for part in parts]
    # A word may be split over runs: the tags taken out, it is whole again.
    return "\n".join([*names, *said, *(re.sub(r"<[^>]+>", "", part) for part in said)])


def _pdf_everything(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    try:
        told = [*pdf.get_metadata_dict().values()]
        told += [mark.get_title() for mark in pdf.get_toc()]
    finally:
        pdf.close()
    streams = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            streams.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            streams.append(packed)
    raw = b"\n".join([data, *streams])
    both = [raw.decode("latin-1"), raw.replace(b"\x00", b"").decode("latin-1")]  # UTF-16 too
    return "\n".join([pdf_text(data), *told, *both])
