"""Benchmarks and pictures of every page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sif_desktop.cli.common import Commands, command, show, today


def add(commands: Commands) -> None:
    bench = command(
        commands, "bench", "Measure how fast the program is, as ratios.", "sif bench", _bench
    )
    bench.add_argument("--only", default="", metavar="NAME")
    bench.add_argument("--county", type=Path, default=Path("build/county"), metavar="FOLDER")
    shots = command(
        commands,
        "screenshots",
        "Take a picture of every page of the practice caseload.",
        "sif screenshots docs/screenshots --theme dark",
        _screenshots,
    )
    shots.add_argument("folder", type=Path, metavar="DIR")
    shots.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    shots.add_argument("--scale", type=float, default=1.0)


def _bench(given: argparse.Namespace) -> None:
    from sif_desktop.bench.run import format_rows, run

    rows = run(given.county, given.only, lambda words: sys.stderr.write(f"{words}\n"))
    show(given, {"rows": [row.as_dict() for row in rows]}, format_rows(rows))


def _screenshots(given: argparse.Namespace) -> None:
    from sif_desktop.tour import take_all

    files = take_all(given.folder, given.theme, given.scale, today(given))
    show(given, {"files": [str(file) for file in files]}, f"{len(files)} pictures taken.")
