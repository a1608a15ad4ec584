"""Pictures made ready for a document: read with limits, re-encoded, no larger than print needs."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from PIL.Image import Image as ImageType

MOST_PIXELS = 80_000_000  # of a picture we are willing to read
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")  # the last four in letterheads only
MOST_SIDE = 2000  # pixels kept along the longer side


@dataclass(frozen=True, slots=True)
class Picture:
    """PNG or JPEG bytes in grey or RGB, without transparency or hidden data; size in pixels."""

    data: bytes
    width: int
    height: int
    jpeg: bool


@lru_cache(maxsize=16)
def ready(data: bytes) -> Picture:
    """The picture to embed for `data`. Raises Problem if it is damaged or far too large."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: ImageType = Image.open(BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large(f"{picture.width:,} by {picture.height:,} pixels, which is too large")
        jpeg = picture.format == "JPEG"
        picture.load()
    except Image.DecompressionBombError as error:
        raise _too_large("too large to be opened safely") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Problem("A picture is damaged and cannot be read.", "Save it again.") from error
    flat = _flat(picture)
    flat.info = {}  # no colour profile, no camera data
    flat.thumbnail((MOST_SIDE, MOST_SIDE))
    out = BytesIO()
    flat.save(out, "JPEG", quality=88) if jpeg else flat.save(out, "PNG", optimize=False)
    return Picture(out.getvalue(), flat.width, flat.height, jpeg)


def _too_large(how: str) -> Problem:
    return Problem(f"A picture is {how}.", "Save it with at most 8,000 pixels a side.")


def _flat(picture: ImageType) -> ImageType:
    """Upright, without transparency, in grey or RGB."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("L", "RGB") and "transparency" not in upright.info:
        return upright.copy()
    if upright.mode in ("1", "CMYK", "YCbCr", "LAB"):
        return upright.convert("RGB")
    if upright.mode.startswith("I"):
        return upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    layered = upright.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")
