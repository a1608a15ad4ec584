"""Changes to a rulebook as data: made in a copy, said in words, gone back on."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sif_desktop.frameworks.checker import examine
from sif_desktop.frameworks.edit_areas import areas
from sif_desktop.frameworks.edit_forms import copied_form, used_in
from sif_desktop.frameworks.edit_shape import code_for, edits_of
from sif_desktop.frameworks.edit_words import differences
from sif_desktop.frameworks.edits import Edit, applied, going_back

from .conftest import PACKS

NAMES = sorted(place.parent.name for place in PACKS.glob("*/pack.yaml"))
DAY = "26 November 2026"


@pytest.fixture(scope="module")
def raw():
    return examine(PACKS / "england-2026")[0].raw


def fields(raw):
    return [
        (entry, field)
        for area in areas(raw)
        for _, entries in area.groups
        for entry in entries
        for field in entry.fields
    ]


@pytest.mark.req("R14-75")
@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_every_pack_stands_where_it_says(name):
    """What an entry shows is what stands at its place; a lock gives its reason as a sentence."""
    raw = examine(PACKS / name)[0].raw
    for entry, field in fields(raw):
        assert not field.locked or field.locked.endswith(".")
        if entry.new_row is None and field.label not in ("Counted from", "Scale"):
            for file, path in field.places:
                here = raw[file]
                for step in path:
                    here = here[step] if isinstance(step, int) else (here or {}).get(step)
                assert here == field.value or (here is None and field.value in (False, "day"))


@pytest.mark.req("R14-75")
@settings(max_examples=25)
@given(data=st.data())
def test_a_change_is_told_and_the_rulebook_it_was_made_from_is_untouched(raw, data):
    open_fields = [one for one in fields(raw) if not one[1].locked and one[1].kind == "line"]
    entry, field = data.draw(st.sampled_from(open_fields))
    words = data.draw(st.text("abc xyz", min_size=1).filter(str.strip))
    before = deepcopy(dict(raw))
    values = [words if one is field else one.value for one in entry.fields]
    new = applied(raw, edits_of(entry, values), DAY)
    assert raw == before
    assert bool(differences(raw, new)) is (words != field.value)
    assert differences(raw, raw) == ()


def test_a_changed_row_says_so_beside_its_paragraph(raw):
    row = {
        "rows": [{"code": "a", "label": "A", "source": "4.2"}, {"code": "b", "app_default": True}]
    }
    one, two = Edit("x", ("rows", 0, "label"), "AA"), Edit("x", ("rows", 1, "label"), "B")
    made = applied({"x": row}, [one, two], DAY)["x"]["rows"]
    assert made[0]["source"] == f"4.2; changed by the authority {DAY}"
    assert made[1] == {"code": "b", "label": "B", "source": f"The authority’s own, {DAY}"}
    again = applied({"x": {"rows": made}}, [one, two], "1 May 2027")["x"]["rows"]
    assert again[0]["source"] == "4.2; changed by the authority 1 May 2027"
    assert again[1]["source"] == "The authority’s own, 1 May 2027"


def test_what_is_emptied_leaves_no_empty_shell():
    cadence = {"code": "a", "cadence": {"every": 6, "unit": "week", "source": "2"}}
    edits = [Edit("x", ("rows", 0, "cadence", key), None) for key in ("every", "unit")]
    assert applied({"x": {"rows": [cadence]}}, edits)["x"]["rows"] == [{"code": "a"}]


def test_differences_are_told_by_name_with_old_and_new(raw):
    edits = [
        Edit("obligations.yaml", ("obligations", 0, "when", "unit"), "half_term"),
        Edit("visit_types.yaml", ("visit_types", 0, "focus", "prompts"), ["Reading first"]),
        Edit(
            "pack.yaml", ("roles", len(raw["pack.yaml"]["roles"])), {"code": "x", "label": "Peer"}
        ),
        Edit("texts.yaml", ("texts", 0), {"code": "p", "title": "Priorities", "lines": ["One"]}),
    ]
    told = differences(raw, applied(raw, edits))
    assert "Duties and indicators: Core visit in the term: counted in: “term” → “half_term”" in told
    assert "Names: added “Peer”" in told
    assert "Added: Reference texts" in told
    assert any(
        one.startswith("Kinds of visit: Core visit: focuses: added “Reading") for one in told
    )


def test_going_back_keeps_what_came_since_but_no_longer_asks_it(raw):
    items = ("sections", 0, "items")
    place = len(raw["forms/core-visit.yaml"]["sections"][0]["items"])
    new = {"id": "core_context.library", "label": "Library", "kind": "yes_no"}
    copy = copied_form(raw, "core-visit", "Short visit")
    later = applied(
        raw, [Edit("forms/core-visit.yaml", (*items, place), new), *used_in(raw, copy, "")]
    )
    back = going_back(raw, later)
    kept = back["forms/core-visit.yaml"]["sections"][0]["items"][-1]
    assert kept == {**new, "retired": True}
    assert "forms/short-visit.yaml" in back
    assert back["visit_types.yaml"] == raw["visit_types.yaml"]


def test_a_copy_asks_the_same_under_codes_of_its_own(raw):
    copy = copied_form(raw, "discussion", "Talk with pupils")
    assert copy["id"] == "talk-with-pupils"
    old = {i["id"] for s in raw["forms/discussion.yaml"]["sections"] for i in s["items"]}
    new = {i["id"] for s in copy["sections"] for i in s["items"]}
    assert not old & new and len(old) == len(new)
    asked = [s["only_if"]["subject"] for s in copy["sections"] if "only_if" in s]
    assert asked and set(asked) <= new


@pytest.mark.parametrize(
    ("label", "code"),
    [("Peer reviewer", "peer_reviewer"), ("14–19 team", "own_14_19_team"), ("…", "own")],
)
def test_a_code_is_made_of_the_words(label, code):
    assert code_for(label, ()) == code
    assert code_for(label, (code,)) == f"{code}_2"
