"""Every field of every kind of record is said in words, as its own page says it."""

from __future__ import annotations

import json

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.base import is_synced, logged_columns, metadata
from sif_desktop.services.values.choices import CHOICES
from sif_desktop.services.values.kinds import Kind, kind_of
from sif_desktop.services.values.names import name_of, school_of
from sif_desktop.services.values.places import place_of
from sif_desktop.services.values.reading import read
from sif_desktop.services.values.saying import NOT_HERE, Saying
from tests.services.conftest import PACK, TODAY
from tests.services.said import raw

FIELDS = [
    (table, column)
    for table in metadata.sorted_tables
    if is_synced(table)
    for column in logged_columns(table)
    if column.info["kind"] != "owner"
]
UID = "0123456789abcdef0123456789abcdef"
STORED = {  # what may lie in a field of the kind, at its worst
    Kind.DAY: ["2026-11-12"],
    Kind.MOMENT: ["2026-11-12T09:15:00.000+00:00", "2026-11-12T09:15:00"],
    Kind.CHOICE: ["a_newer_code"],
    Kind.CODE: ["a_newer_code", '["one_code","two_code"]', "one_code\ntwo_code", UID],
    Kind.PACK: ["gone_pack"],
    Kind.TERM: ["2026-autumn", "2026-autumn-1", "2026-11", "2026"],
    Kind.YEAR: [2026],
    Kind.RECORD: [UID, "oakfield", "2026-11-12", "Attendance"],
    Kind.RECORDS: [json.dumps([UID, "oakfield"])],
    Kind.PLACE: ["a_0"],
    Kind.FILE: ["0" * 64],
    Kind.MONEY: ["1250.00"],
    Kind.SECONDS: [540],
    Kind.MARK: ["0f_ab"],
}


@pytest.fixture
def saying(services):
    with services.context.store.read() as connection:
        yield Saying(services.context, connection)


def bare(table, **values):
    """A row of which nothing more is known."""
    return {**{c.name: None for c in table.c}, "uid": UID, "x_part": "team", **values}


def test_of_every_field_it_is_known_how_to_say_it_and_what_it_is_called():
    unknown, unlabelled = [], []
    for table, column in FIELDS:
        try:
            kind_of(table.name, column.name)
        except KeyError:
            unknown.append(f"{table.name}.{column.name}")
        if not column.info["label"] or "_" in column.info["label"]:
            unlabelled.append(f"{table.name}.{column.name}")
    assert (unknown, unlabelled) == ([], [])


def test_nothing_stored_is_shown_as_it_is_stored(saying):
    shown = []
    for table, column in FIELDS:
        for value in STORED.get(kind_of(table.name, column.name), ()):
            said = saying.say(table.name, column.name, value, bare(table, **{column.name: value}))
            if not said or raw(table.name, column.name, value, said):
                shown.append(f"{table.name}.{column.name}: {said!r}")
    assert shown == []


def test_nothing_is_nothing_for_every_field(saying):
    empty = (None, "")
    said = {saying.say(t.name, c.name, v, bare(t)) for t, c in FIELDS for v in empty}
    assert said == {""}


def test_words_of_a_choice_never_look_like_its_code():
    alike = [
        f"{field}: {words}"
        for field, choices in CHOICES.items()
        for words in choices.values()
        if words.islower() and field != "meeting_series.unit" and field != "recipient.route"
    ]
    assert alike == []


@pytest.fixture
def visit(services):
    store = services.context.store
    tables = metadata.tables
    with store.action("What is on record") as act:
        act.create(tables["visit"], "oakfield", "v1", provider_uid="oakfield", pack=PACK,
                   pack_version=None, visit_type="core_visit", title="Core visit",
                   visit_date="2026-11-12", state="in_school")  # fmt: skip
        act.create(tables["answer"], "oakfield", "a1", visit_uid="v1", form="core-visit",
                   item="core_areas.teaching", state="answered", value="secure")  # fmt: skip
        act.create(tables["task"], "oakfield", "t1", provider_uid="oakfield", visit_uid="v1",
                   what="Send the plan", party="authority", due="2026-12-04")  # fmt: skip
    return "v1"


def stored(saying, uid):
    return saying.row(uid)[1]


@pytest.mark.parametrize(
    ("uid", "table", "column", "words"),
    [
        ("v1", "visit", "visit_type", "Core visit"),
        ("v1", "visit", "visit_date", "12 November 2026"),
        ("v1", "visit", "state", "In school"),
        ("a1", "answer", "value", "Secure"),
        ("a1", "answer", "item", "Curriculum and teaching"),
        ("t1", "task", "visit_uid", "Core visit of 12 November 2026"),
        ("t1", "task", "party", "Local authority"),
        ("t1", "task", "due", "4 December 2026"),
    ],
)
def test_it_is_said_as_on_its_own_page(visit, saying, uid, table, column, words):
    row = stored(saying, uid)
    assert saying.say(table, column, row[column], row) == words


def test_records_are_named_by_what_they_are_and_where_they_belong(visit, saying):
    answer = stored(saying, "a1")
    assert name_of(saying, "answer", answer) == (
        "Answer “Curriculum and teaching”, Core visit of 12 November 2026"
    )
    assert school_of(saying, "answer", answer) == "Oakfield Primary School"
    assert place_of(saying, "answer", answer) == (
        "visit", {"uid": "v1", "item": "core_areas.teaching"},
    )  # fmt: skip
    task = stored(saying, "t1")
    assert saying.say("task", "visit_uid", UID, task) == NOT_HERE


def test_what_stands_in_an_order_is_said_by_its_number(services, saying):
    tables = metadata.tables
    with services.context.store.action("A plan") as act:
        act.create(tables["plan"], "oakfield", "p1", provider_uid="oakfield", title="Plan")
        for uid, place in (("p2", "i"), ("p3", "r")):
            act.create(tables["plan_priority"], "oakfield", uid, plan_uid="p1", place=place,
                       title=uid)  # fmt: skip
    row = stored(saying, "p3")
    assert saying.say("plan_priority", "place", "r", row) == "Number 2"
    assert saying.say("plan_priority", "place", "a", row) == "Number 1"


@pytest.mark.parametrize(
    ("table", "column", "typed", "value"),
    [
        ("visit", "visit_date", "12 November 2026", "2026-11-12"),
        ("visit", "start_time", "9.15", "09:15"),
        ("visit", "days_on_site", "0.5", "0.5"),
        ("plan_cost", "amount", "£1,250", "1250.00"),
        ("meeting_item", "minutes", "15", 15),
        ("visit", "summary", " Kept. ", "Kept."),
        ("visit", "summary", " ", None),
    ],
)
def test_what_is_typed_is_read_back(saying, table, column, typed, value):
    assert read(saying, table, column, typed, bare(metadata.tables[table]), TODAY) == value


@pytest.mark.parametrize(
    ("table", "column", "typed"),
    [
        ("visit", "visit_date", "soon"),
        ("visit", "start_time", "morning"),
        ("visit", "days_on_site", "half"),
        ("plan_cost", "amount", "much"),
        ("meeting_item", "minutes", "7.5"),
    ],
)
def test_what_a_field_cannot_be_is_refused_in_words(saying, table, column, typed):
    with pytest.raises(Problem):
        read(saying, table, column, typed, bare(metadata.tables[table]), TODAY)
