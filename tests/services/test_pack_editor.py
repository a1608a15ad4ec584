"""The rulebook changed in the program: a version of its own, checked, told, undone, gone back."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.edit_shape import edits_of
from sif_desktop.frameworks.faults import PackFaults
from sif_desktop.frameworks.registry import Registry
from sif_desktop.services.xlsform import write_xlsform

from .conftest import RESOURCES

VISIT, FORM = "core_visit", "core-visit"


@pytest.fixture
def own(tmp_path) -> Path:
    return tmp_path / "frameworks"


@pytest.fixture
def registry(own) -> Registry:
    return Registry([RESOURCES, own])


@pytest.fixture
def editor(services):
    return services.pack_editor


def entry(view, name):
    return next(e for area in view.areas for _, group in area.groups for e in group if e.id == name)


def changed(view, name, **values):
    """The edits that set an entry's fields, named by the last step of their place."""
    found = entry(view, name)
    given = [values.get(str(f.places[0][1][-1]), f.value) for f in found.fields]
    return edits_of(found, given)


def adding(view, name):
    return next(a for area in view.areas for a in area.addings if a.id == name)


def fault_fields(view, name, trial):
    return [f.label for f in entry(view, name).fields if any(f.holds(x) for x in trial.faults)]


@pytest.mark.req("R14-75")
def test_everything_named_in_the_appendices_is_added_without_code(services, editor):
    view = editor.view()
    edits = []
    for kind, values in (
        ("role", {"label": "Peer reviewer", "side": "partner"}),
        ("indicator", {"label": "Pupils who feel safe"}),
        ("text", {"title": "SEF tool", "lines": ["Standards", "Quality of provision"]}),
        ("text", {"title": "Visit process", "lines": ["Agree the focus two weeks before"]}),
        ("text", {"title": "Quality commitments", "lines": ["One point of contact"]}),
        ("charge", {"label": "Bought in", "rate": 420.0, "unit": "day"}),
        ("duty", {"title": "A letter", "at_least": 2, "unit": "year", "closed_by": VISIT}),
    ):
        edits.append(editor.add(edits, adding(view, kind), values))
    edits += changed(view, f"visit:{VISIT}", prompts=["Reading first"])
    editor.save(edits)
    pack = services.context.pack()
    assert pack.version == "1.1"
    assert pack.role_label("peer_reviewer") == "Peer reviewer"
    assert pack.indicators["pupils_who_feel_safe"] == "Pupils who feel safe"
    assert [text.title for text in pack.references] == [
        "SEF tool", "Visit process", "Quality commitments",
    ]  # fmt: skip
    assert next(c for c in pack.charges if c.code == "bought_in").rate == 420.0
    assert pack.visit_type(VISIT).focus == ("Reading first",)
    parts = services.rulebook.view().parts
    texts = next(part for part in parts if part.id == "texts")
    assert texts.groups[0][1][0].source.startswith("The authority’s own, 23 November 2026")


@pytest.mark.req("R14-75")
def test_a_version_says_who_changed_what_when_and_passes_the_checker(editor, own):
    view = editor.view()
    editor.save(changed(view, "duty:termly-visit", at_least=2), "Members asked for it")
    newest, shipped = editor.view().versions
    assert (newest.version, newest.by, newest.on) == ("1.1", "Kim Rowe", date(2026, 11, 23))
    assert newest.changes == ("Duties and indicators: Core visit in the term: at least: 1 → 2",)
    assert newest.because == "Members asked for it"
    assert newest.current and not shipped.current
    assert check(own / "england-2026@1.1") == []
    assert not (RESOURCES / "england-2026" / "changes.yaml").exists()


@pytest.mark.req("R14-75")
def test_what_is_due_follows_a_changed_cadence_and_undo_takes_it_back(services, editor):
    def owed() -> int:
        rows = services.obligations.cycle("oakfield")
        return sum(row.obligation == "safeguarding-return" for row in rows)

    before = owed()
    edits = [
        *changed(editor.view(), "duty:termly-visit", title="Visit of the half-term"),
        *changed(editor.view(), "duty:level-told", within=3),
    ]
    editor.save(edits)
    pack = services.context.pack()
    assert next(o for o in pack.obligations if o.id == "level-told").when.count == 3
    services.undo.undo()
    assert services.context.pack().version == "1"
    assert owed() == before


@pytest.mark.req("R14-75")
def test_a_visit_on_record_keeps_its_checklist_and_a_new_one_asks_the_new_question(
    services, editor
):
    def asked(uid):
        visit = services.visits.record(uid).visit
        form = services.visits.pack_of(visit).visit_form(visit.visit_type)
        return [item.label for item in form.items()]

    old = services.visits.plan(services.visits.defaults(VISIT, "oakfield")).uid
    view = editor.view()
    given = {
        "section": "core_context", "label": "Is the library open?", "kind": "yes_no", "scale": None,
        "choices": None, "prompt": "Go in", "required": True,
    }  # fmt: skip
    editor.save([editor.add([], adding(view, f"item:{FORM}"), given)])
    new = services.visits.plan(services.visits.defaults(VISIT, "oakfield")).uid
    assert "Is the library open?" not in asked(old)
    assert "Is the library open?" in asked(new)


@pytest.mark.req("R14-75")
def test_a_fault_is_found_at_its_field_and_nothing_is_kept(editor, own):
    view = editor.view()
    broken = changed(view, f"visit:{VISIT}", at_least="often")
    trial = editor.check(broken)
    assert fault_fields(view, f"visit:{VISIT}", trial) == ["At least"]
    with pytest.raises(PackFaults):
        editor.save(broken)
    assert not own.exists()
    assert editor.view().version == "1"


@pytest.mark.req("R14-75")
def test_what_the_law_sets_and_what_records_stand_on_is_locked_with_the_reason(editor):
    view = editor.view()
    days = {f.label: f.locked for f in entry(view, "duty:statement-of-action").fields}
    assert "Education Act 2005 s15" in days["Within"]
    assert all("law" in why or "stays" in why for why in days.values())
    item = entry(view, "item:core_context.changes")
    locked = {f.label for f in item.fields if f.locked}
    assert locked == {"Answered by", "Code"}
    assert all(f.locked.endswith(".") for f in item.fields if f.locked)


@pytest.mark.req("R14-75")
def test_going_back_is_another_version_in_which_new_questions_are_no_longer_asked(services, editor):
    view = editor.view()
    given = {
        "section": "core_context", "label": "Is the library open?", "kind": "yes_no", "scale": None,
        "choices": None, "prompt": None, "required": False,
    }  # fmt: skip
    editor.save([editor.add([], adding(view, f"item:{FORM}"), given)])
    editor.go_back("1")
    pack = services.context.pack()
    assert pack.version == "1.2"
    assert "Is the library open?" not in [item.label for item in pack.form(FORM).items()]
    newest = editor.view().versions[0]
    assert (newest.made_from, newest.because) == ("1.1", "As in version 1")
    editor.go_back("1.1")
    asked = [item.label for item in services.context.pack().form(FORM).items()]
    assert "Is the library open?" in asked


@pytest.mark.req("R14-75")
def test_a_checklist_is_copied_into_a_kind_of_visit_of_its_own(services, editor):
    editor.save(editor.copy_form([], FORM, "Library visit", ""))
    pack = services.context.pack()
    assert pack.visit_form("library_visit").title == "Library visit"
    assert len(list(pack.form("library-visit").items())) == len(list(pack.form(FORM).items()))
    editor.save(editor.copy_form([], "book-look", "Book look again", "book_look"))
    assert services.context.pack().visit_type("book_look").extra_forms == ("book-look-again",)
    assert services.context.pack().version == "1.2"


@pytest.mark.req("R14-75")
def test_a_workbook_is_looked_at_with_all_it_cannot_bring_and_then_taken(
    services, editor, tmp_path
):
    book = Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "seen", "What was seen"), ("geopoint", "at")):
        book.active.append(row)
    book.save(tmp_path / "Lunch walk.xlsx")
    read = editor.read_form(tmp_path / "Lunch walk.xlsx")
    assert read.questions == ("What was seen",)
    assert [(one.row, one.what) for one in read.left_out] == [(3, "geopoint at")]
    editor.save(editor.take_form([], read, "learning_walk"))
    pack = services.context.pack()
    assert "What was seen" in [item.label for item in pack.visit_form("learning_walk").items()]
    with pytest.raises(Problem, match="already"):
        editor.take_form([], read, "")
    write_xlsform(pack.form("lunch-walk"), pack, tmp_path / "out.xlsx")
    assert editor.read_form(tmp_path / "out.xlsx").questions == read.questions


def test_a_level_renamed_is_renamed_wherever_it_stands(services, editor):
    editor.save(changed(editor.view(), "level:targeted", label="Focused support"))
    pack = services.context.pack()
    assert pack.category_label("targeted") == "Focused support"
    titles = [c.title for c in pack.schemes[0].categories if c.code == "targeted"]
    assert titles == ["Focused support"]


def test_a_version_that_is_not_on_this_computer_is_said(services, editor, own, registry):
    editor.save(changed(editor.view(), "duty:termly-visit", at_least=2))
    assert services.rulebook.view().missing == ""
    (own / "england-2026@1.1").rename(own.parent / "elsewhere")
    registry.refresh()
    shown = services.rulebook.view()
    assert shown.version == "1"
    assert shown.missing.startswith("Version 1.1, which this caseload works under, is not on")


def test_nothing_to_save_is_said(editor):
    with pytest.raises(Problem, match="Nothing was changed"):
        editor.save([])


def test_another_caseload_stays_with_the_version_it_chose(services, editor, registry):
    editor.save(changed(editor.view(), "duty:termly-visit", at_least=2))
    assert registry.get("england-2026").version == "1"
    assert registry.current("england-2026", "1").version == "1"
    assert registry.current("england-2026", "1.1").version == "1.1"
    assert [info.version for info in registry.latest() if info.id == "england-2026"] == ["1"]
