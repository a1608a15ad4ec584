"""A checklist from an XLSForm workbook: what comes in, what is left out, what is refused."""

import shutil
from dataclasses import replace

import pytest
from openpyxl import Workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Choice, Condition, ItemKind, Scale, Step
from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.registry import Registry
from sif_desktop.imports import packed, xlsform_sheets
from sif_desktop.imports.xlsform import read_xlsform
from sif_desktop.services.files import FileExists
from sif_desktop.services.xlsform import write_xlsform
from sif_desktop.services.xlsform_import import import_xlsform
from tests.frameworks.conftest import PACKS

PACKS_HERE = [Registry([PACKS]).get(info.id) for info in Registry([PACKS]).latest()]
FORMS = [pytest.param(p, f, id=f"{p.id}-{f.id}") for p in PACKS_HERE for f in p.forms.values()]
HEADS = ("type", "name", "label", "hint", "required", "relevant", "constraint")
CHOICES = (
    ("pizza", "cheese", "Cheese"),
    ("pizza", "Sausage roll", "Sausage roll"),
    ("grades", "met", "Met"),
    ("grades", "not_met", "Not met"),
)
SCALE = Scale("met-or-not", "Met", (Step("met", "Met"), Step("not_met", "Not met")))
WALK = (
    ("begin group", "meal", "The meal", "Ask in person"),
    ("select_one pizza", "likes", "Which do you like?", "", "yes"),
    ("text", "why", "Why cheese?", "", "", "${likes} = 'cheese'"),
    ("select_multiple pizza", "also", "Which else?", "", "true()"),
    ("integer", "slices", "How many?", "", "", "selected(${also}, 'Sausage roll')"),
    ("end group",),
    ("date", "day", "On which day?"),
    ("select_one grades", "kept", "Kept?"),
    ("note", "thanks", "Thank you"),
)


@pytest.fixture
def workbook(tmp_path):
    """workbook(rows of the survey, form_id=…) is the path of a workbook."""

    def make(survey, choices=CHOICES, form_id="Pizza Walk", **sheets):
        book = Workbook()
        book.remove(book.active)
        parts = {
            "survey": (HEADS, *survey),
            "choices": (("list_name", "name", "label"), *choices),
            "settings": (("form_title", "form_id"), ("Pizza walk", form_id)),
            **sheets,
        }
        for name, rows in parts.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / "walk.xlsx")
        return tmp_path / "walk.xlsx"

    return make


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(PACKS / PACKS_HERE[0].id, tmp_path / PACKS_HERE[0].id)


def shape(form):
    """What a round trip keeps. Ids may be other, so conditions name the place of their item."""
    places = {item.id: number for number, item in enumerate(form.items())}

    def asked(condition):
        return condition and replace(
            condition, subject=places.get(condition.subject, condition.subject)
        )

    return [
        (
            section.title,
            asked(section.only_if),
            [
                (i.label, i.kind, i.scale, i.choices, i.required, i.prompt, asked(i.only_if))
                for i in section.items
            ],
        )
        for section in form.sections
    ]


@pytest.mark.parametrize(("pack", "form"), FORMS)
def test_a_checklist_that_went_out_comes_in_as_it_was(pack, form, tmp_path):
    asked = [part.only_if for part in (*form.sections, *form.items()) if part.only_if]
    facts = [condition.subject for condition in asked if not form.item(condition.subject)]
    path = write_xlsform(form, pack, tmp_path / "out.xlsx")
    read = read_xlsform(path, pack.scales.values(), facts)
    assert shape(read.form) == shape(form)
    assert read.form.id == form.id
    assert all("knows this" in o.what or "no question is left" in o.what for o in read.left_out)


def test_a_workbook_in_the_style_of_the_standard_is_read_whole(workbook):
    read = read_xlsform(workbook(WALK), [SCALE])
    meal, questions = read.form.sections
    assert (read.form.id, read.form.title, meal.intro) == (
        "pizza-walk",
        "Pizza walk",
        "Ask in person",
    )
    assert [(i.id, i.kind) for i in meal.items] == [
        ("meal.likes", ItemKind.CHOICE),
        ("meal.why", ItemKind.TEXT),
        ("meal.also", ItemKind.CHOICES),
        ("meal.slices", ItemKind.NUMBER),
    ]
    assert [i.required for i in meal.items] == [True, False, True, False]
    assert meal.items[0].choices[1] == Choice("sausage_roll", "Sausage roll")
    assert meal.items[1].only_if == Condition("meal.likes", ("cheese",))
    assert meal.items[3].only_if == Condition("meal.also", ("sausage_roll",))
    assert [(i.kind, i.scale) for i in questions.items] == [
        (ItemKind.DATE, ""),
        (ItemKind.GRADE, "met-or-not"),
        (ItemKind.NOTE, ""),
    ]
    assert read.left_out == ()


def test_what_a_checklist_cannot_hold_is_named_with_its_row(workbook):
    survey = (
        ("text", "name", "Name", "", "${x} > 1", "string-length(${x}) > 2", "regex(., 'a')"),
        ("calculate", "sum", ""),
        ("begin_repeat", "child", "Child"),
        ("text", "age", "Age"),
        ("end_repeat",),
        ("begin_group", "outer", "Outer"),
        ("begin_group", "inner", "Inner", "", "", "${name} = 'a'"),
        ("text", "deep", "Deep", "", "", "${sum} = '1'"),
        ("end_group",),
        ("end_group",),
    )
    read = read_xlsform(workbook(survey, notes=(("to", "do"),)))
    assert [(o.sheet, o.row, o.what) for o in read.left_out] == [
        ("survey", 2, "required: ${x} > 1"),
        ("survey", 2, "relevant: string-length(${x}) > 2"),
        ("survey", 2, "constraint: regex(., 'a')"),
        ("survey", 3, "calculate sum"),
        ("survey", 4, "begin_repeat child"),
        ("survey", 5, "text age (in a repeat)"),
        ("survey", 8, "the heading of the inner group “inner”"),
        ("survey", 8, "relevant: ${name} = 'a'"),
        ("survey", 9, "relevant: ${sum} = '1'"),
        ("notes", 1, "the whole sheet"),
    ]
    assert [i.id for i in read.form.items()] == ["questions.name", "outer.deep"]


@pytest.mark.parametrize(
    ("survey", "place"),
    [
        ((*WALK, ("select_one nothing", "a", "A")), "row 11: there is no list “nothing”"),
        ((*WALK, ("end_group",)), "row 11: this end_group ends no group"),
        ((*WALK, ("begin_group", "a")), "row 11: the group “a” is never ended"),
        ((*WALK, ("begin_repeat", "a"), ("end_group",)), "row 12: this end_group"),
        ((*WALK, ("text", "day", "Again")), "row 11: there is a question “day” already"),
        ((*WALK, ("text", "", "Nameless")), "row 11: the question has no name"),
        ((("calculate", "a"),), "no row is a question"),
        ((), "there is no question"),
    ],
)
def test_a_fault_is_told_with_sheet_and_row_and_nothing_is_written(survey, place, workbook, folder):
    before = sorted(folder.rglob("*"))
    with pytest.raises(Problem, match="Sheet survey, row") as told:
        import_xlsform(workbook(survey), folder)
    assert place in told.value.message
    assert sorted(folder.rglob("*")) == before


def test_a_choice_named_twice_is_told_with_its_row(workbook):
    with pytest.raises(Problem, match="Sheet choices, row 6"):
        read_xlsform(workbook(WALK, (*CHOICES, ("pizza", "cheese", "Again"))))


def test_what_is_no_workbook_or_too_large_is_refused(tmp_path, workbook, monkeypatch):
    (tmp_path / "words.xlsx").write_text("not a workbook")
    with pytest.raises(Problem, match="not an Excel workbook"):
        read_xlsform(tmp_path / "words.xlsx")
    with pytest.raises(Problem, match="not there"):
        read_xlsform(tmp_path / "none.xlsx")
    path = workbook(WALK)
    monkeypatch.setattr(xlsform_sheets, "MAX_ROWS", 5)
    with pytest.raises(Problem, match="Sheet survey, row 6"):
        read_xlsform(path)
    monkeypatch.setattr(packed, "MOST_UNPACKED", 100)
    with pytest.raises(Problem, match="too large"):
        read_xlsform(path)


def test_a_workbook_without_a_survey_sheet_is_refused(tmp_path):
    Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(Problem, match="no sheet called survey"):
        read_xlsform(tmp_path / "empty.xlsx")


def test_a_checklist_comes_into_a_pack_that_stays_without_fault(workbook, folder):
    taken = import_xlsform(workbook(WALK), folder)
    assert taken.file == folder / "forms" / "pizza-walk.yaml"
    assert taken.items == 7
    assert check(folder) == []
    with pytest.raises(FileExists):
        import_xlsform(workbook(WALK), folder)


def test_nothing_stays_where_the_checker_finds_a_fault(workbook, folder):
    survey = (("text", "a", "A", "", "", "${provider_sixth_form} = 'perhaps'"),)
    with pytest.raises(Problem, match="perhaps"):
        import_xlsform(workbook(survey), folder)
    assert not (folder / "forms" / "pizza-walk.yaml").exists()
