"""Two maintained schools whose categories are decided, and what a decision says."""

import pytest
from sqlalchemy import select

from sif_desktop.domain.category_decision import Decision, StagePassed
from sif_desktop.models.tables.cases import case_file, step
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.providers import provider
from tests.services.conftest import TODAY

SCHOOL = "oakfield"
PLAIN = Decision("2", TODAY, "Results and conduct.")
LEVEL = Decision(
    "targeted", TODAY, "Two criteria are not met.", capacity="secure", school_view="universal",
    school_evidence="Autumn assessments.",
    stages=(StagePassed("discussed", TODAY, "Head"), StagePassed("told", skipped="Letter follows")),
)  # fmt: skip


def under(services, pack):
    """The services of an authority that works by this rulebook."""
    with services.context.store.read() as connection:
        uid = connection.execute(select(authority.c.uid)).scalar_one()
    with services.context.store.action("Another rulebook") as act:
        act.update(authority, uid, pack=pack, pack_version="1")
    return services


@pytest.fixture(autouse=True)
def kinds(services):
    with services.context.store.action("Kinds") as act:
        for uid in (SCHOOL, "hill-top"):
            act.update(provider, uid, kind="maintained_school")


@pytest.fixture
def telford(services):
    return under(services, "telford-2014")


def record(services, table, **values):
    with services.context.store.action("Recorded") as act:
        return act.create(table, SCHOOL, **{"provider_uid": SCHOOL, **values})


def warned(services, day):
    record(services, case_file, uid="case")
    with services.context.store.action("Recorded") as act:
        act.create(step, SCHOOL, case_uid="case", code="warning_notice", day=day)


def line(view, criterion):
    return next(one for one in view.criteria if one.id == criterion)
