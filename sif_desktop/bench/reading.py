"""Opening things: against the bare driver reading the same rows with the same statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from sif_desktop.bench import county
from sif_desktop.bench.place import TODAY, Place, Statement, recorded
from sif_desktop.bench.rows import Row, absent, count, paired, ratio, timed, timed_pairs
from sif_desktop.models import driver, keyfile
from sif_desktop.services import caseload

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services

Read = Callable[[], object]
# A table that grows with the years, read from end to end: without an index, or school by school.
_SCANNED = re.compile(
    r"SCAN (visit|answer|task|v|t)(?!\S)(?! USING)"
    r"|SEARCH (visit|task) USING INDEX ix_\w+_provider_uid \(provider_uid=\?\)"
)


def measure_unlock(place: Place) -> Iterator[Row]:
    place.key  # noqa: B018 - the key file is read before the clock runs

    def unlock() -> None:
        opened = caseload.unlock(place.store, county.PASSPHRASE, place.registry, lambda: TODAY)
        connection = driver.connect(place.store, opened.key)
        connection.execute("SELECT count(*) FROM officer").fetchone()
        connection.close()
        opened.close()

    def derive() -> None:
        keyfile.derive(county.PASSPHRASE, b"salt" * 4, keyfile.STANDARD)

    found = timed_pairs(unlock, derive, place.pairs)
    yield ratio("unlock", "unlock", "the key derivation alone", 1.2, found)


def screens(services: Services) -> dict[str, Read]:
    """What each screen reads when it opens, at a school and a visit of middling age."""
    with services.context.store.read() as connection:
        school = connection.execute(text("SELECT uid FROM provider ORDER BY name LIMIT 1")).scalar()
        newest = "SELECT uid FROM visit WHERE provider_uid = :school ORDER BY visit_date DESC"
        visit = connection.execute(text(newest + " LIMIT 1"), {"school": school}).scalar()
    uid, visit_uid = str(school), str(visit)
    return {
        "the list of schools": services.schools.rows,
        "200 visits": lambda: services.visits.rows(limit=200),
        "the open tasks": services.tasks.rows,
        "the documents": services.documents.documents,
        "a school": lambda: services.schools.page(uid),
        "a visit": lambda: services.capture.read(visit_uid),
        "Today": services.today.view,
    }


def measure_open(place: Place) -> Iterator[Row]:
    services = place.services
    for title, read in screens(services).items():
        if title == "the documents":
            continue  # the county has none, and opening nothing says nothing
        with recorded(services) as statements:
            read()
        replay = _replay(place.driver, list(statements))
        times = 1 + int(0.02 / max(timed(replay), 1e-4))
        found = timed_pairs(read, replay, place.pairs, min(times, 50))
        yield ratio("open", f"open {title}", "the driver reading the same rows", 3, found)
    yield absent("open", "open a plan, a meeting", "there are no plans and no meetings yet")


def _replay(connection: Any, statements: list[Statement]) -> Read:
    def run() -> None:
        for statement, values in statements:
            connection.execute(statement, values).fetchall()

    return run


def measure_statements(place: Place) -> Iterator[Row]:
    """However many rows there are, the statements are the same."""
    small = place.services_of(_tenth(place))
    few, many = statement_counts(small), statement_counts(place.services)
    differ = [title for title in many if few[title] != many[title]]
    basis = "a tenth of the county: " + (", ".join(differ) or "all screens alike")
    yield count("statements", "screens whose SQL statements grow", basis, 0, len(differ))
    most = max(many.values())
    yield count("statements", "SQL statements of the busiest screen", "counted", None, most)


def statement_counts(services: Services) -> dict[str, int]:
    found = {}
    for title, read in screens(services).items():
        with recorded(services) as statements:
            read()
        found[title] = len(statements)
    return found


def measure_plans(place: Place) -> Iterator[Row]:
    scans = table_scans(place.services)
    basis = "; ".join(f"{title}: {line}" for title, line in scans) or "every query plan read"
    what = "query plans that scan visits, answers or tasks"
    yield count("plans", what, basis, 0, len(scans))


def table_scans(services: Services) -> list[tuple[str, str]]:
    """Screen and plan line wherever visits, answers or tasks are read from end to end."""
    found = []
    for title, read in screens(services).items():
        with recorded(services) as statements:
            read()
        with services.context.store.read() as connection:
            for statement, values in statements:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                lines = [str(row[3]) for row in plan]
                everywhere = any(line.startswith("SCAN provider") for line in lines)
                found += [
                    (title, line)
                    for line in lines
                    if (told := _SCANNED.search(line)) and (everywhere or told[1])
                ]
    return found


def measure_growth(place: Place) -> Iterator[Row]:
    """Ten times the schools, each with as many visits and tasks."""
    small, large = place.services_of(_tenth(place)), place.services
    reads: dict[str, Callable[[Services], Read]] = {
        "Today": lambda services: services.today.view,
        "the due list": lambda services: services.tasks.rows,
        "the list of schools": lambda services: services.schools.rows,
    }
    for title, read in reads.items():
        few, many = read(small), read(large)
        found = paired(_best(many, 3), _best(few, 3), place.pairs)
        yield ratio("growth", f"{title}, ten times the schools", "a tenth of the county", 12, found)


def _best(read: Read, times: int) -> Callable[[], float]:
    return lambda: min(timed(read) for _ in range(times))


def _tenth(place: Place) -> Path:
    """A county of a tenth of the schools, made once in a run."""
    path = place.folder / "tenth" / "tenth.sif"
    if not path.exists():
        place.say("making a county of a tenth the size")
        path.parent.mkdir()
        with place.services.context.store.read() as connection:
            providers = connection.execute(text("SELECT count(*) FROM provider")).scalar_one()
            visits = connection.execute(text("SELECT count(*) FROM visit")).scalar_one()
        schools = max(providers // 10, 1)
        each = round(visits / providers)
        county.make(path, county.Size(schools, each, 2, 4, schools * each)).close()
    return path
