"""A caseload under a rulebook with meetings: one church school that is causing concern, and one
school beside it of the same diocese."""

import pytest
from sqlalchemy import select

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.providers import provider, provider_status, role
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields

SCHOOL, BESIDE = "oakfield", "hill-top"
DIOCESE = "Diocese of Vale"
WHY = {"start_reasons": ("circumstances",), "start_evidence": "The head left in July."}


def under(services, pack, category=""):
    """The services of an authority that works by this rulebook, the school in this category."""
    with services.context.store.read() as connection:
        uid = connection.execute(select(authority.c.uid)).scalar_one()
    with services.context.store.action("Another rulebook") as act:
        act.update(authority, uid, pack=pack, pack_version="1")
        for school in (SCHOOL, BESIDE):
            act.update(
                provider, school, kind="maintained_school", diocese=DIOCESE,
                religious_character="Church of England", attached_officer="Kim Rowe",
            )  # fmt: skip
        if category:
            into(act, category, "2026-09-01")
    return services


def into(act, category, day, school=SCHOOL):
    act.update(provider, school, category=category)
    act.create(
        provider_status, TEAM, provider_uid=school, what="category", value=category, from_date=day
    )


def holds(services, school, code, name, since="2025-09-01", until="", email=""):
    """Somebody in a role at a school."""
    with services.context.store.action("Somebody in a role") as act:
        act.create(
            role, school, provider_uid=school, role=code, name=name, email=email,
            from_date=since, to_date=until,
        )  # fmt: skip


@pytest.fixture
def rutland(services):
    return under(services, "rutland-2014", "scc")


@pytest.fixture
def telford(services):
    return under(services, "telford-2014", "3")


@pytest.fixture
def keynes(services):
    return under(services, "milton-keynes-2010", "LA4b")


@pytest.fixture
def series(rutland):
    """Strategy meetings at the school since the beginning of term."""
    fields = SeriesFields("strategy_meeting", SCHOOL, opened_on="2026-09-03", **WHY)
    return rutland.meeting_series.open(fields).uid


def hold(services, series_uid, day, kind=""):
    """A meeting planned and held on that day; its uid."""
    uid = services.meetings.plan(series_uid, MeetingFields(day, kind=kind)).uid
    services.meetings.end(uid)
    return uid
