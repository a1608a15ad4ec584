"""`sif form import`, as a script would run it."""

import shutil
from pathlib import Path

from openpyxl import Workbook

PACKS = Path(__file__).parents[2] / "resources" / "frameworks"


def test_a_workbook_becomes_a_form_of_the_pack_once(sif, tmp_path):
    folder = shutil.copytree(PACKS / "england-2026", tmp_path / "england-2026")
    book = Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "seen", "What was seen"), ("geopoint", "at")):
        book.active.append(row)
    book.save(tmp_path / "Lunch walk.xlsx")
    command = ("form", "import", tmp_path / "Lunch walk.xlsx", "--pack", folder)
    assert sif(*command, "--json").json == {
        "form": "lunch-walk",
        "file": str(folder / "forms" / "lunch-walk.yaml"),
        "items": 1,
        "left_out": [{"sheet": "survey", "row": 3, "what": "geopoint at"}],
    }
    assert sif("frameworks", "check", folder).code == 0
    again = sif(*command)
    assert (again.code, again.out) == (1, "")
    assert "lunch-walk.yaml" in again.err
