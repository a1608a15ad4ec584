from datetime import date

import pytest

from sif_desktop.domain.heads import head_display
from sif_desktop.domain.register import (
    COMPARED,
    LABELS,
    Follow,
    RegisterRow,
    compare,
    follows,
    is_maintained,
    is_state_funded,
    stages,
)

ROW = RegisterRow("100001", name="Ashmere School", town="Ashmere", open_date=date(2001, 9, 1))


def stored(*rows):
    return {row.urn: row._asdict() for row in rows}


def test_a_school_not_stored_is_new_and_one_that_is_the_same_is_unchanged():
    other = ROW._replace(urn="100002")
    found = compare(stored(ROW), [ROW, other])
    assert (found.new, found.changed, found.unchanged) == ((other,), (), 1)


def test_a_change_is_told_field_by_field_with_its_label():
    found = compare(stored(ROW), [ROW._replace(town="Bray", pupils=210)])
    [change] = found.changed
    assert [(c.label, c.old, c.new) for c in change.changes] == [
        ("Pupils on roll", None, 210),
        ("Town", "Ashmere", "Bray"),
    ]
    assert found.unchanged == 0


def test_the_same_value_in_another_form_is_no_change():
    old = {**ROW._asdict(), "open_date": "2001-09-01", "pupils": "", "sen_types": ""}
    del old["uprn"]
    found = compare({"100001": old}, [ROW])
    assert (found.changed, found.unchanged) == ((), 1)


def test_a_local_edit_stays_and_is_listed():
    ours = ROW._replace(town="Ashmere-on-Sea", street="1 Fen Road")
    found = compare(stored(ours), [ROW._replace(street="2 Fen Road")], {"100001": {"town"}})
    [kept] = found.kept
    assert (kept.label, kept.register_value, kept.local_value) == (
        "Town",
        "Ashmere",
        "Ashmere-on-Sea",
    )
    assert [c.field for c in found.changed[0].changes] == ["street"]


def test_a_row_that_differs_only_by_a_local_edit_is_unchanged():
    found = compare(stored(ROW._replace(town="Bray")), [ROW], {"100001": ["town"]})
    assert (found.changed, found.unchanged, len(found.kept)) == ((), 1, 1)


def test_a_local_edit_the_register_has_caught_up_with_is_not_listed():
    assert compare(stored(ROW), [ROW], {"100001": ["town"]}).kept == ()


@pytest.mark.parametrize("fields", [("name", "street"), ("name",), ()])
def test_a_column_the_file_lacks_does_not_empty_what_is_stored(fields):
    found = compare(stored(ROW), [RegisterRow("100001", name="Ashmere School")], fields=fields)
    assert (found.changed, found.unchanged) == ((), 1)


def test_a_converter_follows_its_stored_predecessor():
    academy = RegisterRow("140001", name="Ashmere Academy", links=(("100001", "Predecessor"),))
    found = compare(stored(ROW), [academy])
    assert found.follows == (Follow("140001", "100001", "Predecessor", sole=True),)


def test_a_link_file_may_say_it_from_the_other_side():
    academy = RegisterRow("140001", name="Ashmere Academy")
    links = [("100001", "140001", "Successor"), ("140001", "100001", "Predecessor")]
    assert len(compare(stored(ROW), [academy], links=links).follows) == 1


def test_a_predecessor_that_is_not_stored_is_not_followed():
    academy = RegisterRow("140001", links=(("199999", "Predecessor"),))
    assert compare(stored(ROW), [academy]).follows == ()


def test_merged_and_split_schools_are_left_to_the_officer():
    merged = follows([("3", "1", "Predecessor - merged"), ("3", "2", "Predecessor - merged")])
    split = follows([("1", "2", "Successor - Split School"), ("1", "3", "Successor")])
    assert [follow.sole for follow in (*merged, *split)] == [False] * 4
    assert follows([("1", "2", "Sixth Form Centre Link")]) == ()


def test_special_schools_are_maintained_by_type_and_not_by_group():
    assert is_maintained("Community special school")
    assert is_maintained("Pupil referral unit ")
    assert not is_maintained("Academy converter")
    assert not is_maintained("Other independent special school")


@pytest.mark.parametrize(
    ("type_name", "group", "state"),
    [
        ("Community school", "", True),
        ("Academy special converter", "", True),
        ("Free schools alternative provision", "Free Schools", True),
        ("Non-maintained special school", "Special schools", True),
        ("Other independent special school", "Special schools", False),
        ("Other independent school", "Independent schools", False),
        ("Welsh establishment", "Welsh schools", False),
        ("Some new kind", "Academies", True),
    ],
)
def test_state_funded_schools_are_known_by_type(type_name, group, state):
    assert is_state_funded(type_name, group) is state


@pytest.mark.parametrize(
    ("facts", "taught"),
    [
        (("Primary", 3, 11), ("early years", "primary")),
        (("Secondary", 11, 18, "yes"), ("secondary", "sixth form")),
        (("", 5, 16), ("primary", "secondary")),
        (("Nursery", 2, 5), ("early years",)),
        (("16 plus", 16, 19), ("sixth form",)),
        (("Secondary", None, None), ("secondary",)),
        (("", None, None), ()),
    ],
)
def test_the_stages_taught_follow_from_ages_or_else_the_phase(facts, taught):
    assert stages(*facts) == taught


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (("Mrs", "Priya", "D'Souza", "Headteacher"), "Mrs Priya D'Souza"),
        (
            ("Co Headteacher", "Morag Lindqvist", "Wendy Quayle", "Co - Headteachers"),
            "Morag Lindqvist and Wendy Quayle",
        ),
        (("Mx", "Oyelaran", "Mbeki-Ross", "Co-Headteachers"), "Oyelaran Mbeki-Ross"),
        (("", "Ann Lee and", "Jo Fry", "Heads"), "Ann Lee and Jo Fry"),
        (("Ms", "Mary Jane", "Van Dyke", "Principal"), "Ms Mary Jane Van Dyke"),
        (("Mr", "Marco", "Sharon", "Head"), "Mr Marco Sharon"),
        (("Mrs", "", "", "Headteacher"), ""),
        (("Principal", "Ann", "Lee", ""), "Ann Lee"),
    ],
)
def test_heads_are_named_only_as_is_safe(cells, shown):
    title, first, last, job = cells
    row = ROW._replace(head_title=title, head_first=first, head_last=last, head_job_title=job)
    assert head_display(row) == shown


def test_every_field_has_a_label():
    assert set(LABELS) == set(RegisterRow._fields)
    assert set(COMPARED) == set(LABELS) - {"urn", "links"}
