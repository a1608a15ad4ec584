"""A small log for whoever supports the program: what failed and where, never names or words.

What officers type reaches exceptions' messages, so only their kind and place are written.
"""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from pathlib import Path
from typing import Any

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_MOST_BYTES = 200_000


class _WithoutMessages(logging.Formatter):
    """Tracebacks lose the exception's own text, which may quote a record."""

    def formatException(self, ei: Any) -> str:
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        return "\n".join(
            [kind.__name__, *(f"  {at.filename}:{at.lineno} {at.name}" for at in frames)]
        )


def start(path: Path) -> None:
    """Log to `path`, keeping one older file; a folder that cannot be written means no log."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_WithoutMessages(_FORMAT))
    root = logging.getLogger("sif_desktop")
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False
