"""A hybrid logical clock: milliseconds and a counter in one whole number, never going back.

It only orders what is shown; it never decides what is lost.
"""

from __future__ import annotations

import time


class Clock:
    def __init__(self, last: int = 0) -> None:
        self.last = last

    def tick(self, now_ms: int | None = None) -> int:
        now = int(time.time() * 1000) if now_ms is None else now_ms
        self.last = max(self.last + 1, now << 16)
        return self.last


def milliseconds(hlc: int) -> int:
    """Milliseconds since 1970 of a clock value."""
    return hlc >> 16
