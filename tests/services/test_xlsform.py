"""A checklist as XLSForm, read back sheet by sheet."""

import pytest
from openpyxl import load_workbook

from sif_desktop.domain.form_rules import numbering
from sif_desktop.domain.forms import ItemKind
from sif_desktop.frameworks.registry import Registry
from sif_desktop.services.files import FileExists
from sif_desktop.services.xlsform import write_xlsform
from tests.frameworks.conftest import PACKS

PACKS_HERE = [Registry([PACKS]).get(info.id) for info in Registry([PACKS]).latest()]
FORMS = [pytest.param(p, f, id=f"{p.id}-{f.id}") for p in PACKS_HERE for f in p.forms.values()]


def read(path) -> dict[str, list[dict[str, str]]]:
    book = load_workbook(path, read_only=True)
    sheets = {}
    for sheet in book:
        heads, *rows = ([cell or "" for cell in row] for row in sheet.iter_rows(values_only=True))
        sheets[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return sheets


@pytest.mark.parametrize(("pack", "form"), FORMS)
def test_a_form_tool_finds_every_group_question_and_choice(pack, form, tmp_path):
    sheets = read(write_xlsform(form, pack, tmp_path / "form.xlsx"))
    survey = sheets["survey"]
    begun = [row["type"] for row in survey].count("begin_group")
    assert begun == [row["type"] for row in survey].count("end_group") >= len(form.sections)
    names = [row["name"] for row in survey if row["type"] != "end_group"]
    assert len(names) == len(set(names))
    numbers = numbering(form)
    asked = {row["label"]: row for row in survey}
    lists = {row["list_name"] for row in sheets["choices"]}
    for item in form.items():
        row = asked[f"{numbers.get(item.id, '')} {item.label}".strip()]
        assert (row["required"] == "yes") is item.required
        kind, *chosen = row["type"].split()
        assert bool(chosen) is (item.kind in CHOSEN)
        assert not chosen or chosen[0] in lists
        assert kind
    assert sheets["settings"][0]["form_id"] == form.id


CHOSEN = {ItemKind.GRADE, ItemKind.CHOICE, ItemKind.CHOICES, ItemKind.YES_NO}


@pytest.mark.parametrize(("pack", "form"), FORMS)
def test_every_condition_names_a_question_that_stands_before_it(pack, form, tmp_path):
    seen: set[str] = set()
    for row in read(write_xlsform(form, pack, tmp_path / "form.xlsx"))["survey"]:
        for part in row["relevant"].split(" or ") if row["relevant"] else ():
            name = part[part.index("{") + 1 : part.index("}")]
            assert name in seen
        seen.add(row["name"])


def test_a_file_that_is_there_is_not_replaced(tmp_path):
    pack = PACKS_HERE[0]
    form = next(iter(pack.forms.values()))
    path = write_xlsform(form, pack, tmp_path / "form.xlsx")
    with pytest.raises(FileExists):
        write_xlsform(form, pack, path)
