"""Colours that can be read: made darker or lighter only as far as the ground asks for."""

from __future__ import annotations

from sif_desktop.reports.look import contrast

LEAST = 4.5
WHITE = "FFFFFF"


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of `colour` (0 to 1), the rest of `other`; both RRGGBB."""
    parts = (
        round(int(colour[i : i + 2], 16) * share + int(other[i : i + 2], 16) * (1 - share))
        for i in (0, 2, 4)
    )
    return "".join(f"{part:02X}" for part in parts)


def readable(colour: str, *grounds: str) -> str:
    """`colour`, or the nearest of its kind that has contrast enough on every ground."""
    if _is_clear(colour, grounds):
        return colour
    ends = ("000000", WHITE) if _is_clear("000000", grounds) else (WHITE, "000000")
    for end in ends:
        for step in range(99, -1, -1):
            found = mixed(colour, end, step / 100)
            if _is_clear(found, grounds):
                return found
    return "000000"


def _is_clear(colour: str, grounds: tuple[str, ...]) -> bool:
    return all(contrast(colour, ground) >= LEAST for ground in grounds)


def is_coloured(colour: str) -> bool:
    """Whether it is more than a grey."""
    parts = [int(colour[i : i + 2], 16) for i in (0, 2, 4)]
    return max(parts) - min(parts) > 40
