"""What is owed as a calendar file (.ics, RFC 5545) that calendar programs read.

Each thing is an all-day event under an id of its own, so that reading the file again replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sif_desktop.services.files import write_aside
from sif_desktop.services.obligations import DueRow

_LONGEST_LINE = 75  # octets


def export_calendar(
    path: Path, rows: Iterable[DueRow], now: datetime, *, replace: bool = False
) -> int:
    """Write `path` and return how many events it has. Raises FileExists unless `replace`, Problem
    for a full disk or a file that is open elsewhere."""
    given = list(rows)
    text = "".join(f"{line}\r\n" for line in folded(_lines(given, now)))

    def write(aside: Path) -> None:
        aside.write_bytes(text.encode("utf-8"))

    write_aside(path, write, replace=replace)
    return len(given)


def _lines(rows: Iterable[DueRow], now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SIF Desktop//Due//EN")
    for row in rows:
        after = row.day + timedelta(days=1)
        yield "BEGIN:VEVENT"
        yield f"UID:{row.key}@sif-desktop".replace(" ", "-")
        yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{row.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
        yield f"SUMMARY:{escaped(f'{row.what}: {row.provider}')}"
        yield f"DESCRIPTION:{escaped(f'{row.rule} ({row.paragraph})')}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def escaped(text: str) -> str:
    """Words as the text of a line."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 75 octets; what is longer goes on after a space, no letter torn apart."""
    for line in lines:
        while len(line.encode("utf-8")) > _LONGEST_LINE:
            cut = _LONGEST_LINE
            while len(line[:cut].encode("utf-8")) > _LONGEST_LINE:
                cut -= 1
            yield line[:cut]
            line = f" {line[cut:]}"
        yield line
