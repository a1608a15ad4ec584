"""What a packed Office file holds, looked up before anything of it is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from sif_desktop.domain.errors import Problem
from sif_desktop.imports.sniff import OLD_OFFICE, unreadable

MOST_UNPACKED = 50_000_000  # bytes


def office_parts(path: Path, main: Iterable[str], what: str, hint: str) -> frozenset[str]:
    """The names of its parts. Raises Problem for what has none of the `main` parts and so is no
    `what` (“an Excel workbook”), is old, protected by a password or too large; `hint` says what to
    choose."""
    try:
        with path.open("rb") as stream:
            old = stream.read(4) == OLD_OFFICE
        if old:
            message = f"“{path.name}” is in an old format or protected by a password."
            raise Problem(message, "Save it as .xlsx or .docx without a password.")
        with zipfile.ZipFile(path) as packed:
            names = frozenset(packed.namelist())
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Problem(f"“{path.name}” is not {what}.", hint) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if names.isdisjoint(main):
        raise Problem(f"“{path.name}” is not {what}.", hint)
    if size > MOST_UNPACKED:
        message = f"“{path.name}” is too large: {size // 1_000_000} MB unpacked."
        raise Problem(message, "Choose a file that holds nothing else.")
    return names
