"""Pictures with the words that stand for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line
from sif_desktop.reports.runs import assign

_FILE_NAME = re.compile(r"[^\s/\\]+\.(png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf)", re.IGNORECASE)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG or JPEG picture. `width` is its share of the text's width, above 0 and up to 1."""

    data: bytes
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    width: float = 1.0

    def __post_init__(self) -> None:
        assign(self, alt=clean_line(self.alt), caption=clean_line(self.caption))
        check_picture(self.data, self.alt, self.decorative, "A picture")
        if not 0 < self.width <= 1:
            raise Problem(f"A picture has the width {self.width}.", "Use a share from 0.1 to 1.")


def check_picture(data: bytes, alt: str, decorative: bool, what: str) -> None:
    if not data.startswith(_PICTURES):
        raise Problem(f"{what} is neither PNG nor JPEG.", "Save it as PNG or JPEG first.")
    if decorative == bool(alt):
        raise Problem(
            f"{what} is marked as decorative but described."
            if alt
            else f"{what} is not described.",
            "Describe what it shows in words, or mark it as decorative.",
        )
    refuse_file_name(alt, what)


def refuse_file_name(alt: str, what: str) -> None:
    if _FILE_NAME.fullmatch(alt):
        raise Problem(
            f"{what} has a file name, “{alt}”, for a description.", "Describe what it shows."
        )
