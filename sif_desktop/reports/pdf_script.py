"""Words written from right to left within our left-to-right lines: Arabic, Hebrew and their kin.

reportlab puts glyphs down one after another. Here Arabic letters take the forms in which they join,
and a right-to-left run is laid out from its right end. The letters stay in spoken order in the
file, so that they are read aloud and copied as they were typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
RUN = re.compile(f"([{_LETTERS}]+(?:[ \u00a0]+[{_LETTERS}]+)*)")
_FORMS = range(0xFB50, 0xFEFD)
_LAM = "\u0644"
_ALEFS = ("\u0622", "\u0623", "\u0625", "\u0627")


def is_form(code: int) -> bool:
    """Whether a code point is a joining form, which stands for one or more plain letters."""
    return 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC


@cache
def _forms() -> dict[tuple[str, str], str]:
    """(letters, "isolated" | "initial" | "medial" | "final") to the character of that form."""
    forms: dict[tuple[str, str], str] = {}
    for code in _FORMS:
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) >= 2 and parts[0] in ("<isolated>", "<initial>", "<medial>", "<final>"):
            letters = "".join(chr(int(part, 16)) for part in parts[1:])
            if len(letters) == 1 or (letters[0] == _LAM and letters[1:] in _ALEFS):
                forms.setdefault((letters, parts[0].strip("<>")), chr(code))
    return forms


def shaped(run: str) -> str:
    """A right-to-left run with each Arabic letter in the form its neighbours ask for."""
    forms = _forms()
    units = _units(run)
    plain = [place for place, unit in enumerate(units) if not unicodedata.combining(unit[0])]
    made = list(units)
    for order, place in enumerate(plain):
        before = units[plain[order - 1]] if order else " "
        after = units[plain[order + 1]] if order + 1 < len(plain) else " "
        unit = units[place]
        joins_before = (before[-1], "initial") in forms and (unit, "final") in forms
        joins_after = (unit, "initial") in forms and _takes_join(after)
        kind = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (joins_before, joins_after), "isolated"
        )
        made[place] = forms.get((unit, kind), unit)
    return "".join(made)


def _takes_join(unit: str) -> bool:
    return (unit, "final") in _forms()


def _units(run: str) -> list[str]:
    """Characters, but lam and alef together, as they are always written as one."""
    units: list[str] = []
    for char in run:
        if units and units[-1] == _LAM and (_LAM + char, "isolated") in _forms():
            units[-1] += char
        else:
            units.append(char)
    return units
