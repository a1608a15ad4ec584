"""Words in the room there is: how wide they are, broken into lines, cut with an ellipsis.

Lengths are points.
"""

from __future__ import annotations

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.look import TextStyle


def wide(text: str, style: TextStyle) -> float:
    return pdf_fonts.text_width(text, style.size, style.bold, style.family)


def in_lines(text: str, room: float, style: TextStyle, most: int = 2) -> list[str]:
    """`text` in at most `most` lines of `room`; what does not fit is cut with an ellipsis."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or wide(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(line, room, style) for line in lines]


def cut(text: str, room: float, style: TextStyle) -> str:
    """`text` in one line of `room`."""
    while len(text) > 2 and wide(text, style) > room:
        text = text[:-2].rstrip() + "…"
    return text
