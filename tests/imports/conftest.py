"""Small register files made on the spot, and the generator of large ones."""

import csv
import importlib.util
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

DATA = Path(__file__).parents[1] / "data"
HEADINGS = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)",
    "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "UPRN",
)
SCHOOL = {
    "URN": "100001",
    "LA (code)": "857",
    "LA (name)": "Fenland",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Ashmere School",
    "TypeOfEstablishment (code)": "01",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-2001",
    "UPRN": "10091474414",
}

Write = Callable[..., Path]


@pytest.fixture
def data() -> Path:
    return DATA


@pytest.fixture
def write_register(tmp_path: Path) -> Write:
    """Write schools (each a mapping that differs from SCHOOL) to a register file."""

    def write(
        *schools: Mapping[str, str], headings: Iterable[str] = HEADINGS, encoding: str = "cp1252"
    ) -> Path:
        path = tmp_path / "register.csv"
        names = list(headings)
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            for number, school in enumerate(schools):
                row = SCHOOL | {"URN": str(100001 + number)} | school
                writer.writerow([row.get(name, "") for name in names])
        return path

    return write


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    """The module `make_register`."""
    spec = importlib.util.spec_from_file_location(
        "make_register", Path(__file__).with_name("make_register.py")
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
