"""Choices about the screen and which caseload was open last: nothing that was recorded.

A settings file that cannot be read is worth less than the program starting, so its faults are
forgotten and the defaults used.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_DEFAULTS: dict[str, Any] = {
    "theme": "system",
    "scale": 1.0,
    "caseload": "",  # path of the one opened last
    "office": "",  # address of the office store opened last; never who opened it
    "lock_after_minutes": 10,
}


class Settings:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = dict(_DEFAULTS) | _read(path)

    def get(self, name: str) -> Any:
        value = self._values.get(name, _DEFAULTS.get(name))
        default = _DEFAULTS.get(name)
        fits = default is None or isinstance(value, type(default)) or _both_numbers(value, default)
        return value if fits else default

    def set(self, name: str, value: Any) -> None:
        """Keep a value; a full or read-only disk only means it is asked again next time."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        part = self._path.with_name(self._path.name + ".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            part.replace(self._path)
        except OSError:
            part.unlink(missing_ok=True)


def _both_numbers(value: Any, default: Any) -> bool:
    return isinstance(value, int | float) and isinstance(default, int | float)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
