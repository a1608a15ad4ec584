"""Pictures made safe to keep: read as pictures, shrunk, written anew without what cameras add.

Only the pixels are kept, so place, camera, time and hidden previews cannot travel with a photo.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from sif_desktop.domain.errors import Problem

LONGEST_SIDE = 2000  # px
MOST_PIXELS = 80_000_000  # more is taken for a decompression bomb
_JPEG_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")


@dataclass(frozen=True, slots=True)
class SafePicture:
    content: bytes
    media_type: str
    width: int
    height: int


def safe_picture(content: bytes, name: str) -> SafePicture:
    """The picture re-encoded, at most 2000 px on its longer side.

    Raises Problem for what is no picture, is damaged, or is far too large when opened.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    too_large = Problem(
        f"“{name}” is a picture far larger than any camera takes, so it was not opened.",
        "Save it smaller in the program it comes from and add it again.",
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise too_large
                # A JPEG can be read small at once, which saves most of the work.
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return _written(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Problem(
            f"“{name}” is not a picture this program can read, or it is damaged.",
            "Open it in another program, save it as JPEG or PNG and add it again.",
        ) from error


def thumbnail(content: bytes, side: int) -> bytes:
    """A small PNG of a picture kept before, at most `side` px on its longer side."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        picture.thumbnail((side, side))
        out = io.BytesIO()
        picture.save(out, "PNG")
    return out.getvalue()


def _written(picture: object) -> SafePicture:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if see_through else "RGB")
    out = io.BytesIO()
    # A new image has none of the old one's notes.
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    if see_through:
        clean.save(out, "PNG", optimize=True)
        return SafePicture(out.getvalue(), "image/png", *clean.size)
    clean.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return SafePicture(out.getvalue(), "image/jpeg", *clean.size)
