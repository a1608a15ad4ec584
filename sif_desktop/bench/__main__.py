"""`python -m sif_desktop.bench [--only NAME] [--county FOLDER]`: measure and print the table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sif_desktop.bench.run import NAMES, format_rows, run
from sif_desktop.domain.errors import Problem


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sif_desktop.bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--county", type=Path, default=Path("build/county"), metavar="FOLDER")
    parser.add_argument("--pairs", type=int, default=7, help="how often each two are compared")
    given = parser.parse_args()
    try:
        rows = run(given.county, given.only, pairs=given.pairs)
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(format_rows(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
