"""The one way to open a finished PDF and draw or read its pages.

The library behind it may only be used by one thread at a time in the whole program, whatever file
it is given: two at once bring the program down. So every use is inside `open_pdf`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def open_pdf(data: bytes) -> Iterator[PdfDocument]:
    """The file, to be used and let go inside the `with`; other threads wait until it ends.

    Pages, bitmaps and text pages taken from it are closed inside too: what Python lets go of
    later would be closed outside.
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
