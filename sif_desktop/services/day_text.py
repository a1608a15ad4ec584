"""Dates as forms hand them over: ISO, or words that were not understood."""

from __future__ import annotations

from datetime import date

from sif_desktop.domain.errors import Problem


def day_of(text: str, what: str = "", *, needed: bool = False) -> str:
    """The day in ISO, or "". Raises Problem if it is none, or empty where it is needed."""
    words = text.strip()
    if not words:
        if needed:
            raise Problem(f"{what or 'A day'} is missing.", "Type a date such as 14 March 2026.")
        return ""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise Problem(f"“{words}” is not a date.", "Write it like 14 March 2026.") from None


def words_of(text: str, fault: str, remedy: str = "Write it in a few words.") -> str:
    """The words without their margins. Raises Problem where there are none."""
    words = text.strip()
    if not words:
        raise Problem(fault, remedy)
    return words


def day_value(text: str) -> date | None:
    """The same as a day; None where nothing was said."""
    iso = day_of(text)
    return date.fromisoformat(iso) if iso else None
