"""Starting: how long until something stands on the screen, and what it costs in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from sif_desktop.bench import county
from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import Row, absent, paired, ratio

BARE = "a bare window with menus, table and form"
LONGEST = 60  # seconds a start may take before it counts as hanging


def started(module: str, *arguments: str) -> dict[str, Any]:
    """Start a program of the benchmark; what it told, with `seconds` since the start.

    Raises RuntimeError with its last words if it told nothing.
    """
    command = [sys.executable, "-m", f"sif_desktop.bench.{module}", *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    began = time.monotonic()
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=LONGEST, env=environment, check=False
    )
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{module} {arguments[:1]} told nothing: {ran.stderr[-1500:]}")
    told: dict[str, Any] = json.loads(lines[-1])
    return {**told, "seconds": told["at"] - began}


def _seconds(*arguments: str) -> Callable[[], float]:
    return lambda: float(started(*arguments)["seconds"])


def measure(place: Place) -> Iterator[Row]:
    store, key, folder = str(place.store), place.key.hex(), str(place.folder)
    at_hand = (store, key, folder)
    bare = _seconds("bare")
    derived = _seconds("bare", "derive", county.PASSPHRASE)
    asked = (
        ("start: passphrase asked for, painted", BARE, 1.3, ("gate", store, "-", folder), bare),
        (
            "start: main window painted, key at hand",
            BARE,
            1.3,
            ("window", *at_hand),
            bare,
        ),
        (
            "start: caseload on screen, passphrase given",
            f"{BARE}, and the key derived",
            1.5,
            ("unlock", store, county.PASSPHRASE, folder),
            derived,
        ),
        ("start: caseload on screen, key at hand", BARE, 1.5, ("today", *at_hand), bare),
    )
    for what, basis, goal, ours, base in asked:
        found = paired(_seconds("child", *ours), base, place.pairs)
        yield ratio("start", what, basis, goal, found)


def measure_memory(place: Place) -> Iterator[Row]:
    store, key, folder = str(place.store), place.key.hex(), str(place.folder)
    what = "memory (PSS) when all is loaded"
    if not started("bare")["memory"]:
        yield absent("memory", what, "this system does not tell the memory of a process")
        return
    found = paired(
        lambda: float(started("child", "memory", store, key, folder)["memory"]),
        lambda: float(started("bare", "memory")["memory"]),
        min(place.pairs, 5),
    )
    yield ratio("memory", what, BARE, 2.2, found)
