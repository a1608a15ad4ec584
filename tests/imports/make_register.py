"""Writes a register of invented schools: `python tests/imports/make_register.py OUT.csv 52000`."""

import sys
from pathlib import Path

from sif_desktop.bench.register_file import header, make_register, rows

__all__ = ["header", "make_register", "rows"]

if __name__ == "__main__":
    make_register(Path(sys.argv[1]), int(sys.argv[2]))
