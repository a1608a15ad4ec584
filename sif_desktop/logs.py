"""A small log for whoever supports the program: what failed and where, never names or words.

What officers type reaches exceptions' messages, so only their kind and place are written.
"""

from __future__ import annotations

import logging
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_MOST_BYTES = 200_000


class _WithoutMessages(logging.Formatter):
    """Tracebacks lose the exception's own text, which may quote a record."""

    def formatException(self, ei: Any) -> str:
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        return "\n".join([kind.__name__, *map(_place, frames)])


def where_it_arose(error: BaseException) -> str:
    """The kinds of a fault and of those behind it, and the lines of the program, without their
    messages, which could hold somebody's name or words."""
    lines: list[str] = []
    link: BaseException | None = error
    while link is not None:
        lines += [type(link).__name__, *map(_place, traceback.extract_tb(link.__traceback__))]
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


def _place(at: traceback.FrameSummary) -> str:
    """Without the folders above the program, which bear the name of whoever is logged in."""
    parts = Path(at.filename).parts
    tops = (n for n, part in enumerate(parts) if part in ("sif_desktop", "site-packages"))
    return f"  {'/'.join(parts[max(tops, default=len(parts) - 1) :])}:{at.lineno} {at.name}"


def start(path: Path) -> None:
    """Log to `path`, keeping one older file; a folder that cannot be written means no log.

    The library's own rotating handler would bring pickling and sockets into every start.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _set_aside(path)
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_WithoutMessages(_FORMAT))
    root = logging.getLogger("sif_desktop")
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False


def _set_aside(path: Path) -> None:
    with suppress(FileNotFoundError):
        if path.stat().st_size > _MOST_BYTES:
            path.replace(path.with_name(path.name + ".1"))
