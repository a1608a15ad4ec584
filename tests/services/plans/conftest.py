"""A plan in a real caseload, from the beginning of autumn to the end of spring."""

import pytest

from sif_desktop.services.plans import PlanFields

FIELDS = PlanFields("Improvement plan", "2026-09-07", "2027-03-23")


@pytest.fixture
def plan(services) -> str:
    return services.plans.begin("oakfield", "improvement-plan", FIELDS).uid
