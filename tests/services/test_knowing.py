"""What the rules are asked about is gathered from every kind of record, school by school."""

from datetime import date

from sqlalchemy import text

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.calendars import closed_day, term_date
from sif_desktop.models.tables.cases import case_file, event, step
from sif_desktop.models.tables.inspections import indicator_value, inspection
from sif_desktop.models.tables.judgements import finding
from sif_desktop.models.tables.providers import provider_status
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.knowing import known_of, known_of_all
from tests.services.conftest import TODAY

SCHOOL = "oakfield"


def record(services, table, **values):
    with services.context.store.action("Recorded") as act:
        act.create(table, SCHOOL, **values)


def known(services, uid=SCHOOL):
    with services.context.store.read() as connection:
        return known_of(connection, services.context.pack(), uid, TODAY)


def test_a_school_is_known_by_all_that_was_recorded_of_it(services):
    mine = {"provider_uid": SCHOOL}
    record(services, finding, **mine, criterion="c.1", value="met", judged_on="2026-10-01")
    record(services, indicator_value, **mine, code="ks2", year=2026, value="61", comparator="60")
    record(
        services, inspection, **mine, day="2026-03-04", outcomes="good", published_on="2026-04-01"
    )
    record(services, event, **mine, kind="staff_briefed", day="2026-05-06")
    record(services, case_file, **mine, uid="case")
    record(services, step, case_uid="case", code="warning_notice", day="2026-06-07")
    held = {"what": "category", "value": "2", "from_date": "2026-09-01"}
    record(services, provider_status, **mine, **held)
    found = known(services)
    assert found.findings == {"c.1": "met"}
    assert [(one.value, one.comparator) for one in found.figures] == [(61.0, 60.0)]
    assert found.inspection.outcomes == ("good",) and found.inspection.published
    assert [one.kind for one in found.events] == ["staff_briefed", "warning_notice"]
    assert found.category.category == "2" and found.category.since == date(2026, 9, 1)
    assert found.provider["provider.phase"] == "primary" and not known(services, "hill-top").events


def test_every_school_is_known_by_as_many_statements_as_one(services, count_statements):
    pack = services.context.pack()
    with services.context.store.read() as connection:
        connection.execute(text("SELECT 1"))  # so that both find the reading begun
        with count_statements() as one:
            known_of(connection, pack, SCHOOL, TODAY)
        with count_statements() as every:
            assert set(known_of_all(connection, pack, TODAY)) == {SCHOOL, "hill-top"}
    assert len(one) == len(every) <= 13


def test_a_school_s_own_terms_stand_in_the_place_of_the_authority_s(services):
    days = {"name": "autumn", "school_year": 2026, "end": "2026-12-18"}
    with services.context.store.action("Set term dates") as act:
        act.create(term_date, TEAM, start="2026-09-02", **days)
        act.create(term_date, TEAM, provider_uid=SCHOOL, start="2026-09-07", **days)
        act.create(closed_day, TEAM, day="2026-09-03", kind="inset")
    with services.context.store.read() as connection:
        ours, theirs = calendar_of(connection), calendar_of(connection, SCHOOL)
    assert ours.terms_of(2026)[0].start == date(2026, 9, 2)
    assert theirs.terms_of(2026)[0].start == date(2026, 9, 7)
    assert date(2026, 9, 3) in ours.inset
