"""The faces a template's fonts come to in the PDF, and what is said where there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sif_desktop.reports.blocks import Document, Paragraph, Text
from sif_desktop.reports.house_style.faults import Faults
from sif_desktop.reports.house_style.fonts import NoFont, describe, faces_of, needs_no_file
from sif_desktop.reports.look import LOOK, Face
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf

FontFinder = Callable[[str], Sequence[bytes]]  # font's name -> the files of its faces
_STYLES = {(True, False): "bold", (False, True): "italic", (True, True): "bold italic"}
_TRIAL = "The quick brown fox jumps over the lazy dog. Ŵŷ é £ € ½ – “0123456789”"


@dataclass(frozen=True, slots=True)
class Faces:
    """`families` are {font's name in small letters: family}; `files` the faces of them all."""

    families: dict[str, str]
    files: tuple[Face, ...]


def find_faces(fonts: Iterable[str], finder: FontFinder, faults: Faults) -> Faces:
    """Faces for these fonts, as far as they are to be had and may be embedded."""
    families: dict[str, str] = {}
    files: list[Face] = []
    for font in dict.fromkeys(fonts):
        if not font or needs_no_file(font):
            continue
        given = list(finder(font))
        faces = faces_of(given)
        if faces and _prints(faces):
            families[font.casefold()] = faces[0].family
            files += [face for face in faces if face not in files]
            _say_missing(font, faces, faults)
        else:
            _say_refused(font, given, faults)
    return Faces(families, tuple(files))


def _say_refused(font: str, given: Sequence[bytes], faults: Faults) -> None:
    faults.corrected(
        f"font:{font}",
        f"The font “{font}” {_reason(given)}.",
        "The PDF is set in Liberation Sans in its place; Word files still name the font. If you "
        "have it as a TrueType file (.ttf) that may be embedded, add the file.",
    )


def _reason(given: Sequence[bytes]) -> str:
    for data in given:
        try:
            refusal = describe(data).refusal
        except NoFont:
            return "is in a file that is no font"
        if refusal:
            return refusal
    return "cannot be drawn in a PDF" if given else "is not on this computer"


def _say_missing(font: str, faces: Sequence[Face], faults: Faults) -> None:
    had = {(face.bold, face.italic) for face in faces}
    missing = [name for style, name in _STYLES.items() if style not in had]
    if missing:
        faults.corrected(
            f"faces:{font}",
            f"The font “{font}” has no {' or '.join(missing)} face here.",
            "The PDF sets such words in Liberation Sans.",
        )


def _prints(faces: Sequence[Face]) -> bool:
    """Whether a page set in the faces passes the check of accessible PDF."""
    words = [Text(_TRIAL, bold, italic) for bold in (False, True) for italic in (False, True)]
    body = replace(LOOK.body, family=faces[0].family)
    page = Document("Trial", (Paragraph((*words, Text(" End."))),))
    return not check_pdf(write_pdf(page, replace(LOOK, body=body, faces=tuple(faces))))
