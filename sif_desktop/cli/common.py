"""What the commands share: options, opening a caseload, printing."""

from __future__ import annotations

import argparse
import csv
import getpass
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.services import office

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.services.bootstrap import Services

Commands = Any  # argparse's sub-parser action has no public name
Run = Callable[[argparse.Namespace], None]


def command(
    commands: Commands, name: str, words: str, example: str, run: Run
) -> argparse.ArgumentParser:
    """A command with help, an example and the options every command has."""
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words, epilog=f"Example: {example}"
    )
    made.add_argument("--json", action="store_true", help="print one JSON object")
    made.add_argument("--today", type=_day, metavar="DATE", help="the date to work by (ISO)")
    made.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line")
    made.set_defaults(run=run)
    return made


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2027-01-31") from None


def today(given: argparse.Namespace) -> date:
    day: date | None = given.today
    return day or date.today()  # noqa: DTZ011 - the day on the wall


def registry() -> Registry:
    from sif_desktop.frameworks.registry import Registry

    return Registry(paths.frameworks())


def store_of(text: str) -> Path | str:
    """A caseload's file, or the address of an office store."""
    return text if office.is_address(text) else Path(text)


def passphrase(given: argparse.Namespace, *, new: bool = False) -> str:
    """From --passphrase-file, SIF_PASSPHRASE or a prompt."""
    if given.passphrase_file:
        try:
            lines = given.passphrase_file.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise Problem(f"The passphrase file {given.passphrase_file} cannot be read.") from error
        return lines[0] if lines else ""
    if "SIF_PASSPHRASE" in os.environ:
        return os.environ["SIF_PASSPHRASE"]
    if not sys.stdin.isatty():
        raise Problem("No passphrase was given.", "Set SIF_PASSPHRASE or use --passphrase-file.")
    first = getpass.getpass("Passphrase: ")
    if new and getpass.getpass("Passphrase again: ") != first:
        raise Problem("The two passphrases are not the same.")
    return first


def from_store(made: argparse.ArgumentParser) -> None:
    made.add_argument("--from", dest="store", required=True, type=store_of, metavar="STORE")


def into_store(made: argparse.ArgumentParser) -> None:
    made.add_argument("--into", dest="store", required=True, type=store_of, metavar="STORE")


def own_file(store: Path | str, what: str) -> Path:
    """The caseload's file. Raises Problem for the office store, which cannot do `what`."""
    if isinstance(store, str):
        raise Problem(f"The office store cannot {what}.", "Name the file of your own caseload.")
    return store


def content_of(file: Path, what: str) -> bytes:
    """Raises Problem where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Problem(f"The {what} {file} cannot be read.", "Check its name.") from error


def colleague_of(services: Services, name: str) -> str:
    """Whose card bears this name or e-mail address. Raises Problem unless one does."""
    found = [row for row in services.exchange.colleagues() if name in (row.name, row.email)]
    if len(found) != 1:
        raise Problem(
            f"There {'is no' if not found else 'is more than one'} card of {name}.",
            "Use the name on their card, or add it with: sif add-card FILE --into STORE.",
        )
    return found[0].id


@contextmanager
def opened(
    given: argparse.Namespace, store: Path | str, *, reading: bool = False
) -> Iterator[Services]:
    """The services of an unlocked caseload or of the office store, closed afterwards. Commands
    that are only `reading` leave the caseload's file as it is."""
    from sif_desktop.services import caseload

    day, secret = today(given), passphrase(given)
    found: caseload.Opened | office.OpenedOffice
    if isinstance(store, str):
        found = office.unlock(store, "", secret, registry(), lambda: day)
    else:
        found = caseload.unlock(store, secret, registry(), lambda: day, reading=reading)
    try:
        yield found.services
    finally:
        found.close()


def progress(done: int, total: int, words: str = "") -> None:
    """One line on a terminal's stderr, rewritten as work goes on."""
    if sys.stderr.isatty():
        share = f"{done / total:4.0%}" if total else f"{done:,}"
        sys.stderr.write(f"\r{words} {share}" + ("\n" if total and done >= total else ""))


def never() -> bool:
    """Nobody presses Cancel on the command line; Ctrl+C stops the command."""
    return False


def show(given: argparse.Namespace, data: Mapping[str, Any], words: str) -> None:
    """`data` as JSON if asked for, else `words`."""
    if given.json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        sys.stdout.write(words.rstrip("\n") + "\n")


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as aligned columns under their names."""
    if not rows:
        return "Nothing found."
    names = list(rows[0])
    cells = [names, *([_cell(row[name]) for name in names] for row in rows)]
    widths = [min(max(len(line[i]) for line in cells), 48) for i in range(len(names))]
    lines = ("  ".join(c[:w].ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells)
    return "\n".join(line.rstrip() for line in lines)


def comma_separated(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV, cells that a spreadsheet would run made harmless."""
    from sif_desktop.services.table_export import harmless

    out = io.StringIO()
    if rows:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([harmless(_cell(value)) for value in row.values()] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("\n", " ")
