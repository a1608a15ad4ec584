"""What no noise can move: modules at the first paint, statements, query plans, rows written; and
that every line of the table can be measured and printed."""

import os
import re
from pathlib import Path

import pytest

from sif_desktop import paths
from sif_desktop.bench import county, finding, reading, register, saving
from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import Row, absent, count, format_rows, paired, percentile, ratio
from sif_desktop.bench.run import NAMES, measures, run
from sif_desktop.bench.start import started
from sif_desktop.domain.errors import Problem

HEAVY = ("sqlalchemy", "alembic", "reportlab", "docx", "lxml", "PIL", "pydantic", "yaml")
SMALL = county.Size(providers=3, visits_each=10, answers_each=4, tasks_each=2)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """A county of three schools, its statistics left out: a planner that sees three rows scans."""
    path = tmp_path_factory.mktemp("county") / "county.sif"
    made = county.make(path, SMALL)
    with made.local() as connection:
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    made.close()
    return path


@pytest.fixture
def place(store, tmp_path):
    made = Place(store, tmp_path, say=str, pairs=1)
    yield made
    made.close()


def test_nothing_heavy_is_loaded_when_the_lines_of_today_are_painted(place):
    told = started("child", "modules", str(place.store), place.key.hex(), str(place.folder))
    assert "PySide6.QtWidgets" in told["modules"]
    assert [name for name in HEAVY if name in told["modules"]] == []


def test_every_measured_start_reaches_the_screen(place):
    arguments = (str(place.store), place.key.hex(), str(place.folder))
    assert started("bare")["seconds"] > 0
    assert started("child", "gate", *arguments)["seconds"] > 0
    given = (str(place.store), county.PASSPHRASE, str(place.folder))
    assert started("child", "unlock", *given)["seconds"] > 0


def test_more_rows_take_no_more_statements(place, tmp_path):
    larger = tmp_path / "larger" / "larger.sif"
    larger.parent.mkdir()
    size = county.Size(providers=6, visits_each=30, answers_each=2, tasks_each=8)
    county.make(larger, size).close()
    few = reading.statement_counts(place.services)
    assert few == reading.statement_counts(place.services_of(larger))
    assert max(few.values()) <= 30


def test_no_screen_reads_visits_answers_or_tasks_from_end_to_end(place):
    assert reading.table_scans(place.services) == []


def test_a_list_without_its_index_is_noticed(place):
    services = place.writable
    with services.context.store.local() as connection:
        connection.exec_driver_sql("DROP INDEX ix_visit_newest")
        connection.exec_driver_sql("DROP INDEX ix_task_open_provider")
        connection.exec_driver_sql("DROP INDEX ix_task_open_due")
    screens = {screen for screen, _line in reading.table_scans(services)}
    assert "the open tasks" in screens


def test_the_same_register_again_writes_nothing(place):
    rows = list(register.measure(place, schools=60))
    assert [row.middle for row in rows if row.unit == ""] == [0]


def test_an_answer_saved_is_one_change_in_the_log(place):
    before = register.operations(place.writable)
    save = saving.saver(place.writable)
    for _ in range(3):
        save()
    assert register.operations(place.writable) == before + 3


def test_the_county_is_the_same_every_time(tmp_path):
    found = []
    for name in ("one", "two"):
        made = county.make(tmp_path / f"{name}.sif", county.Size(2, 3, 2, 1))
        with made.read() as connection:
            texts = "SELECT uid, summary, visit_type FROM visit ORDER BY uid"
            found.append(connection.exec_driver_sql(texts).all())
        made.close()
    assert found[0] == found[1]
    assert len(found[0]) == 6


def test_what_is_searched_for_is_in_the_county(place):
    place.services.search.refresh()
    hits = [place.services.search.find(typed).lines for typed in finding.TYPED[:3]]
    assert all(hits)


def test_a_measure_that_fails_leaves_the_other_lines(store, tmp_path, monkeypatch):
    def fail(_place):
        yield count("plans", "something", "something", 1, 1)
        raise ValueError("nothing there")

    monkeypatch.setattr(reading, "measure_plans", fail)
    rows = run(store.parent, "plans", say=str, pairs=1)
    assert [row.middle for row in rows] == [1, None]
    assert "nothing there" in rows[1].basis


def test_an_unknown_measure_is_named(tmp_path):
    with pytest.raises(Problem, match="no measure “speed”"):
        run(tmp_path, "speed", say=str)


def test_only_knows_every_measure():
    assert list(measures()) == NAMES


def test_pairs_are_taken_in_turn():
    order = []
    ratios = paired(lambda: order.append("A") or 3.0, lambda: order.append("B") or 2.0, pairs=3)
    assert ratios == [1.5, 1.5, 1.5]
    assert "".join(order) == "AB" + "ABBAAB"


def test_the_table_says_what_is_met_and_what_is_not():
    rows = [
        ratio("a", "quick", "a bare thing", 2, [1.0, 1.5, 1.9]),
        ratio("b", "slow", "a bare thing", 2, [2.5, 3.0, 40.0]),
        count("c", "scans", "counted", 0, 0),
        absent("d", "plans", "there are no plans yet"),
        Row("e", "told", "no goal", None, 1.0, 1.0, 1.0),
    ]
    lines = format_rows(rows).splitlines()
    assert re.search(r"quick +1\.50× +1–1\.90 +≤ 2 +met ", lines[1])
    assert "NOT MET" in lines[2]
    assert re.search(r"scans +0 +≤ 0 +met", lines[3])
    assert lines[4].endswith("there are no plans yet")
    assert rows[1].as_dict()["met"] is False


def test_a_percentile_is_one_of_the_values():
    values = [float(n) for n in range(101)]
    assert (percentile(values, 0.5), percentile(values, 0.99)) == (50.0, 99.0)


def test_the_rulebook_of_the_county_belongs_to_no_authority():
    assert not county.starter().authority
    assert paths.frameworks()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
