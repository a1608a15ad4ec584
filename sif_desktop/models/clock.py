"""A hybrid logical clock: milliseconds and a counter in one whole number, never going back.

It only orders what is shown; it never decides what is lost.
"""

from __future__ import annotations

import threading
import time

FAR_AHEAD_MS = 24 * 60 * 60 * 1000


class Clock:
    def __init__(self, last: int = 0) -> None:
        self.last = last
        self._one_at_a_time = threading.Lock()  # people at the office store save side by side

    def tick(self, now_ms: int | None = None) -> int:
        now = int(time.time() * 1000) if now_ms is None else now_ms
        with self._one_at_a_time:
            self.last = max(self.last + 1, now << 16)
            return self.last

    def resume(self, last: int) -> None:
        """Go on after what is in the log already."""
        with self._one_at_a_time:
            self.last = max(self.last, last)

    def follow(self, theirs: int) -> bool:
        """Go on after what others wrote. False where their clock is more than a day ahead of this
        machine's: one wrong date would otherwise spread to everybody."""
        if far_ahead(theirs):
            return False
        self.resume(theirs)
        return True


def far_ahead(hlc: int) -> bool:
    return milliseconds(hlc) > int(time.time() * 1000) + FAR_AHEAD_MS


def milliseconds(hlc: int) -> int:
    """Milliseconds since 1970 of a clock value."""
    return hlc >> 16
