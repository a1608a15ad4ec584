"""Two caseloads exchange their lines: what is merged, what is asked, what is refused."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import PRIVATE, TEAM, jottings_part, restricted_part
from sif_desktop.models.tables.log import sync_change
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import jotting, visit
from sif_desktop.sync.apply import Forked
from sif_desktop.sync.exchange import export, gaps, note_peer, peer_have, take, waiting
from sif_desktop.sync.lines import BadFile
from sif_desktop.sync.scope import Scope
from tests.sync.replicas import (
    SCHOOL,
    VISIT,
    WHOLE,
    begin,
    check,
    give,
    questions,
    send,
    tables_of,
)


def edit(store, table, uid, **fields):
    with store.action("Edited") as act:
        act.update(table, uid, **fields)


def shown(store, table, uid, column):
    with store.read() as connection:
        row = connection.execute(select(table).where(table.c.uid == uid)).mappings().first()
    return None if row is None or row["x_gone"] else row[column]


@pytest.fixture
def pair(new):
    """Two caseloads that hold the same."""
    one, other = new(), new()
    begin(one)
    give(one, other)
    return one, other


def both_ways(one, other):
    give(one, other)
    give(other, one)
    assert tables_of(one) == tables_of(other)
    check(one)
    check(other)


def test_what_one_wrote_the_other_reads_and_a_second_time_is_nothing(pair):
    one, other = pair
    both_ways(one, other)
    before = tables_of(other)
    taken = give(one, other, whole=True)
    assert (taken.new, taken.already) == (2, 2)[::-1] or taken.new == 0
    assert tables_of(other) == before


def test_two_values_are_asked_about_until_somebody_decides(pair):
    one, other = pair
    edit(one, visit, VISIT, title="Autumn visit")
    edit(other, visit, VISIT, title="Spring visit")
    both_ways(one, other)
    assert questions(one) == [(VISIT, "title", "value")]
    # A plain save of the version on show settles nothing that was not on show.
    edit(one, visit, VISIT, title="Third")
    both_ways(one, other)
    assert questions(other) == [(VISIT, "title", "value")]


def test_texts_changed_apart_are_put_together(pair):
    one, other = pair
    edit(one, visit, VISIT, summary="One. Two.\nThree.")
    edit(other, visit, VISIT, summary="Uno. Two.")
    both_ways(one, other)
    assert shown(one, visit, VISIT, "summary") == "Uno. Two.\nThree."
    assert questions(one) == []
    edit(one, visit, VISIT, summary="Uno. Two.\nThree. Four.")
    both_ways(one, other)
    assert shown(other, visit, VISIT, "summary") == "Uno. Two.\nThree. Four."


def test_a_deletion_beside_an_edit_keeps_the_record_and_asks(pair):
    one, other = pair
    with one.action("Deleted") as act:
        act.delete(visit, VISIT)
    edit(other, visit, VISIT, title="Kept")
    both_ways(one, other)
    assert shown(one, visit, VISIT, "title") == "Kept"
    assert questions(other) == [(VISIT, "_del", "deledit")]


def test_a_live_child_keeps_its_deleted_owner_until_it_goes_too(pair):
    one, other = pair
    with one.action("Deleted") as act:
        act.delete(visit, VISIT)
    with other.action("Jotted") as act:
        note = act.create(jotting, jottings_part(VISIT), visit_uid=VISIT, text="Books")
    both_ways(one, other)
    assert shown(one, visit, VISIT, "title") == "Core visit"
    with one.action("Took the jotting away") as act:
        act.delete(jotting, note)
    assert shown(one, visit, VISIT, "title") is None  # the local save decides it anew
    both_ways(one, other)
    assert questions(other) == []


def test_what_arrives_before_its_owner_waits_and_is_woken(new):
    one, other = new(), new()
    begin(one)
    lines = send(one, other)
    team = next(n for n, line in enumerate(lines) if b'"team"' in line)
    first, rest = lines[team : team + 2], lines[:team] + lines[team + 2 :]
    take(other, lambda: rest, "b")
    with other.read() as connection:
        assert waiting(connection) == 1
    take(other, lambda: first, "a")
    check(other)
    assert tables_of(other) == tables_of(one)


def test_a_gap_is_named_and_closed_whenever_it_comes(pair):
    one, other = pair
    parts = []
    for title in "ABC":
        edit(one, visit, VISIT, title=title)
        parts.append(send(one, other))
    last = [line for line in parts[2] if b'"c"' in line[:4]][-1]
    seq = 4
    with one.read() as connection:
        digests = (
            connection.execute(select(sync_change.c.digest).order_by(sync_change.c.seq))
            .scalars()
            .all()
        )
    head = f'["r","{one.replica}","{SCHOOL}",{seq},{seq},"{digests[-2].hex()}"]\n'.encode()
    take(other, lambda: [head, last], "c")
    with other.read() as connection:
        [gap] = gaps(connection)
    assert (gap.first, gap.last) == (2, 3)
    check(other)
    third = give(other, other_than := pair[0])  # noqa: F841 - passing on what begins in the middle
    take(other, lambda: parts[1], "b")
    check(other)
    assert tables_of(other) == tables_of(one)


@pytest.mark.req("TW14-59")
def test_only_what_may_travel_travels(new):
    one = new()
    begin(one)
    with one.action("Wrote") as act:
        act.create(jotting, jottings_part(VISIT), visit_uid=VISIT, text="JOTTED")
        act.create(role, restricted_part("r1"), provider_uid=SCHOOL, name="RESTRICTED")
        act.create(role, PRIVATE, provider_uid=SCHOOL, name="PRIVATE")

    def said(scope):
        return b"".join(export(one, {}, scope))

    assert b"JOTTED" not in said(Scope()) and b"RESTRICTED" not in said(Scope())
    assert b"JOTTED" in said(WHOLE)
    chosen = Scope(restricted=frozenset({"r1"}), jottings=frozenset({VISIT}))
    assert b"RESTRICTED" in said(chosen) and b"PRIVATE" not in said(chosen)
    assert b"Core visit" not in said(Scope(schools=frozenset()))


def test_a_range_twice_in_one_file_is_taken_once(new):
    one, other = new(), new()
    begin(one)
    lines = send(one, other)
    taken = take(other, lambda: lines + lines, "b")
    assert (taken.new, taken.already) == (2, 2)
    check(other)


@pytest.mark.parametrize("harm", ["digest", "value", "order", "cut", "kind", "float", "bool"])
def test_a_bad_file_leaves_the_caseload_as_it_was(pair, harm):
    one, other = pair
    edit(one, visit, VISIT, title="Autumn visit")
    lines = send(one, other)
    text = b"".join(lines)
    bad = {
        "digest": lambda: text.replace(lines[0][-20:-4], b"0" * 16),
        "value": lambda: b"".join(send(one, other, whole=True)).replace(
            b"Core visit", b"Forged one"
        ),
        "order": lambda: lines[1] + lines[0],
        "cut": lambda: lines[0],
        "kind": lambda: text.replace(b'["c"', b'["x"'),
        "float": lambda: text.replace(b'"Autumn visit"', b"0.5"),
        "bool": lambda: text.replace(b'"Autumn visit"', b"true"),
    }[harm]()
    before = tables_of(other)
    with pytest.raises((BadFile, Forked)):
        take(other, lambda: [bad], "bad")
    assert tables_of(other) == before
    check(other)


@pytest.mark.parametrize(
    "spoilt", ["{}", "[1,2]", "[" * 900 + "]" * 900, '["\\ud800","a","u",{},{}]', "NaN"]
)
def test_what_is_held_already_and_comes_spoilt_is_refused(pair, spoilt):
    one, other = pair
    give(one, other)
    before = tables_of(other)
    lines = send(one, other, whole=True)
    place = next(n for n, line in enumerate(lines) if line.startswith(b'["c"'))
    head = json.loads(lines[place])
    lines[place] = json.dumps(head[:5])[:-1].encode() + f",[{spoilt}],0]\n".encode()
    with pytest.raises(BadFile):
        take(other, lambda: lines, "spoilt")
    assert tables_of(other) == before


def test_a_copy_that_was_worked_in_under_the_old_id_is_refused_and_heals_under_a_new_one(
    pair, template, tmp_path
):
    import shutil

    from sif_desktop.models.store import Store

    one, other = pair
    one.checkpoint()
    shutil.copyfile(one.path, tmp_path / "copy.sif")
    copy = Store(tmp_path / "copy.sif", one.key)
    edit(one, visit, VISIT, title="Here")
    edit(copy, visit, VISIT, title="There")
    give(one, other)
    with pytest.raises(Forked):
        give(copy, other)
    check(other)
    copy.engine.dispose()


def test_a_restored_caseload_learns_of_its_own_lost_work_and_goes_on_under_a_new_id(pair, tmp_path):
    import shutil

    from sif_desktop.models.store import Store

    one, other = pair
    one.checkpoint()
    shutil.copyfile(one.path, tmp_path / "backup.sif")
    edit(one, visit, VISIT, title="After the backup")
    give(one, other)
    back = Store(tmp_path / "backup.sif", one.key)
    old = back.replica
    give(other, back)
    assert back.replica != old
    assert shown(back, visit, VISIT, "title") == "After the backup"
    edit(back, visit, VISIT, title="Going on")
    both_ways(back, other)
    back.engine.dispose()


def test_practice_work_never_travels(new):
    store = new()
    store.practice = True
    with pytest.raises(Problem, match="practice"):
        list(export(store, {}, Scope()))


def test_a_field_typed_in_while_others_work_arrives_stands_beside_it(pair):
    from sif_desktop.models import drafts

    one, other = pair
    drafts.save(one, "visit", VISIT, "title", "Typed he")
    edit(other, visit, VISIT, title="Arrived")
    give(other, one)
    drafts.save(one, "visit", VISIT, "title", "Typed here")
    drafts.settle(one, "visit", VISIT, "Typed")
    assert questions(one) == [(VISIT, "title", "value")]
    both_ways(one, other)


def test_a_row_made_on_both_machines_is_one_row(new):
    one, other = new(), new()
    begin(one)
    begin(other)
    both_ways(one, other)
    assert questions(one) == []
    with one.action("Deleted") as act:
        act.delete(provider, SCHOOL)
    both_ways(one, other)
    assert shown(other, provider, SCHOOL, "name") is None


def test_a_clock_of_2099_is_shown_but_not_followed(pair, monkeypatch):
    import time

    one, other = pair
    real = time.time
    monkeypatch.setattr(time, "time", lambda: 4_070_908_800.0)
    edit(one, visit, VISIT, title="From 2099")
    monkeypatch.setattr(time, "time", real)
    give(one, other)
    assert shown(other, visit, VISIT, "title") == "From 2099"
    edit(other, visit, VISIT, title="Of today")
    assert shown(other, visit, VISIT, "title") == "Of today"
    give(other, one)
    assert tables_of(one) == tables_of(other)


def test_many_operations_on_one_row_and_a_change_longer_than_a_line(new, monkeypatch):
    from sif_desktop.sync import lines as made

    monkeypatch.setattr(made, "LINE_TARGET", 300)
    one, other = new(), new()
    begin(one)
    with one.action("Many at once") as act:
        for number in range(200):
            act.create(role, TEAM, provider_uid=SCHOOL, name=f"Role {number}")
    sent = send(one, other)
    assert sum(line.startswith(b'["o"') for line in sent) > 10
    give(one, other)
    assert tables_of(one) == tables_of(other)
    check(other)


def test_after_an_upgrade_what_others_wrote_of_new_fields_is_shown(pair):
    from sif_desktop.models import migrate

    _, other = pair
    with other.engine.connect() as connection:  # as an older version would have left the row
        connection.exec_driver_sql("UPDATE visit SET title = NULL")
        connection.commit()
    with other.local() as connection:
        migrate.show_what_is_known_now(connection)
    assert shown(other, visit, VISIT, "title") == "Core visit"
    check(other)


def test_only_what_needs_a_decision_is_called_undecided(pair):
    from sif_desktop.models.undecided import undecided

    one, other = pair
    edit(one, visit, VISIT, summary="One. Two.\nThree.", title="A", start_time="09:00")
    edit(other, visit, VISIT, summary="Uno. Two.", title="B", end_time="15:00")
    both_ways(one, other)
    with one.read() as connection:
        labels = {label for _, label in undecided(connection, visit, visit.c.uid == VISIT)}
    assert {"Title", "Start", "End"} <= labels and "Summary" not in labels


def test_the_history_of_a_record_that_waits_is_said_plainly(new):
    from sif_desktop.models.history import record

    one, other = new(), new()
    begin(one)
    school = send(one, other)[:2]  # without the team’s lists, where the school itself is
    take(other, lambda: school, "b")
    with other.read() as connection, pytest.raises(Problem, match="cannot be shown yet"):
        record(connection, VISIT)


def test_what_somebody_said_last_counts_also_within_a_second(new):
    store = new()
    first, last = ({("them", "team"): [(1, top, b"x" * 16)]} for top in (9, 2))
    with store.local() as connection:
        note_peer(connection, "before", "key", first, [])
        note_peer(connection, "after", "key", last, [])
        assert peer_have(connection, "key") == (last, set())
