"""The pictures of a letterhead: read with limits, made plain, and described in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line
from sif_desktop.reports.house_style.faults import Faults
from sif_desktop.reports.picture_files import Picture, ready

Crop = tuple[float, float, float, float]  # shares cut off: left, top, right, bottom
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"(picture|image|graphic|logo|shape|group)?\s*\d*", re.IGNORECASE)
_BY_MACHINE = re.compile(
    r"(Description automatically generated.*|AI-generated content may be incorrect\.?)", re.DOTALL
)
_DRAWINGS = (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")  # EMF, WMF


@dataclass(frozen=True, slots=True)
class HeadPicture:
    """A picture that stands in the letterhead. `id` is of its content; `alt` may be empty, and is
    then asked for."""

    id: str
    data: bytes
    alt: str
    where: str


@dataclass(slots=True)
class Pictures:
    """All pictures met. `words` are what the officer says they show, by id."""

    words: Mapping[str, str]
    faults: Faults
    found: dict[str, HeadPicture] = field(default_factory=dict)
    drawn: int = 0  # times that any of them stands somewhere

    def take(self, data: bytes, alt: str, where: str, crop: Crop = (0, 0, 0, 0)) -> str:
        """Keep a picture; its id, or "" if it cannot be shown."""
        plain = self._plain(data, where, crop)
        if plain is None:
            return ""
        number = hashlib.sha256(plain.data).hexdigest()[:8]
        known = self.found.get(number)
        said = spoken(self.words.get(number, "")) or (known.alt if known else "")
        said = said or spoken(alt)
        self.found[number] = HeadPicture(number, plain.data, said, known.where if known else where)
        if not spoken(alt):
            self._say_silent(number, where, bool(said))
        return number

    def _say_silent(self, number: str, where: str, is_described: bool) -> None:
        what = (
            f"The picture in {where} is not described in the template, so that nobody who cannot "
            "see it knows whose paper this is."
        )
        if is_described:
            remedy = "Your words are written into the copy that is kept."
            self.faults.corrected(f"alt:{number}", what, remedy)
        else:
            remedy = "Say in words what it shows; they are written into the copy that is kept."
            self.faults.ask(f"alt:{number}", what, remedy)

    def _plain(self, data: bytes, where: str, crop: Crop) -> Picture | None:
        if data.startswith(_DRAWINGS):
            self.faults.left_out(
                f"drawing:{where}",
                f"A picture in {where} is a Windows drawing (EMF or WMF), which a PDF cannot show.",
                "It is left out. Put it into the template as a PNG picture instead.",
            )
            return None
        try:
            return ready(_cropped(data, crop))
        except Problem as problem:
            self.faults.left_out(
                f"picture:{where}",
                f"A picture in {where} cannot be used. {problem.message}",
                f"It is left out. {problem.hint}",
            )
            return None


def spoken(alt: str) -> str:
    """A description as it may be kept: not a file's name, not “Picture 1”, not a machine's note."""
    words = clean_line(_BY_MACHINE.sub("", alt))
    silent = _FILE_NAME.fullmatch(words) or _SAYS_NOTHING.fullmatch(words)
    return "" if silent else words


def _cropped(data: bytes, crop: Crop) -> bytes:
    """The picture without what the template cuts off."""
    if not any(crop) or sum(crop[::2]) >= 1 or sum(crop[1::2]) >= 1 or min(crop) < 0:
        return data
    from PIL import Image

    whole = ready(data)
    with Image.open(BytesIO(whole.data)) as picture:
        left, top, right, bottom = crop
        across, down = picture.size
        box = (left * across, top * down, (1 - right) * across, (1 - bottom) * down)
        out = BytesIO()
        picture.crop(tuple(map(round, box))).save(out, "PNG")  # type: ignore[arg-type]
    return out.getvalue()
