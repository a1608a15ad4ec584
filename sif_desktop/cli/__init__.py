"""The `sif` command: the same services as the window, for scripts, scheduled jobs and tests.

Exit code 0 done, 1 a problem in plain words on stderr, 2 wrong usage. With `--json` stdout holds
one JSON object and nothing else. A passphrase is never an argument.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sif_desktop import __version__
from sif_desktop.cli import (
    backups,
    caseloads,
    documents,
    due,
    exchange,
    forms,
    frameworks,
    imports,
    lists,
    tools,
)
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.logs import where_it_arose

_AREAS = (
    *(caseloads, imports, lists, due, documents, exchange, backups),
    *(forms, frameworks, tools),
)
_OURS = (
    "The program met a fault of its own and stopped this command. Send these lines, which hold no "
    "names and none of your text, to whoever supports it:"
)


def parser() -> argparse.ArgumentParser:
    """The whole command line; each area adds its commands."""
    whole = argparse.ArgumentParser(
        prog="sif",
        description="SIF Desktop from the command line.",
        epilog="Example: sif practice ~/practice.sif",
    )
    whole.add_argument("--version", action="version", version=f"sif {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for area in _AREAS:
        area.add(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = parser().parse_args(arguments)
    try:
        given.run(given)
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except (Cancelled, KeyboardInterrupt):
        sys.stderr.write("Stopped. Nothing from this step was kept.\n")
        return 1
    except BrokenPipeError:
        return 0
    except Exception as error:  # noqa: BLE001 - Python's own words would quote a record
        sys.stderr.write(f"{_OURS}\n{where_it_arose(error)}\n")
        return 1
    return 0
