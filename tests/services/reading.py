"""What a finished file holds: its words as a reader sees them, and every byte that could tell."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pikepdf

from sif_desktop.reports.docx_check import docx_text
from sif_desktop.reports.pdf_open import open_pdf


def one_space(words: str) -> str:
    return " ".join(words.split())


def page_texts(data: bytes) -> list[str]:
    """The words of a PDF, page by page, as its pages show them."""
    with open_pdf(data) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def pdf_text(data: bytes) -> str:
    return one_space(" ".join(page_texts(data)))


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
    with open_pdf(data) as pdf:
        told = [*pdf.get_metadata_dict().values()]
        told += [mark.get_title() for mark in pdf.get_toc()]
    with pikepdf.open(BytesIO(data)) as file:
        said = [words for one in file.objects for words in _strings(one)]
    raw = data.replace(b"\x00", b"").decode("latin-1")  # UTF-16 too
    return "\n".join([pdf_text(data), *told, *said, data.decode("latin-1"), raw])


def _strings(one: pikepdf.Object) -> Iterator[str]:
    """Every string of an object, however it is written, and what its stream unpacks to."""
    if isinstance(one, pikepdf.Stream):
        yield one.read_bytes().replace(b"\x00", b"").decode("latin-1")
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        inside = [one[key] for key in one.keys()]  # noqa: SIM118 - a stream is no mapping
    elif isinstance(one, pikepdf.Array):
        inside = list(one)
    else:
        inside = []
        if isinstance(one, pikepdf.String | pikepdf.Name):
            yield str(one)
    for part in inside:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _strings(part)
