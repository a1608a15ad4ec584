"""Nothing of a restricted plan is in any list, search, Today or document that was not asked for."""

import inspect
from datetime import date

from sif_desktop.domain.errors import Problem
from tests.services.conftest import TODAY
from tests.services.plans.conftest import MARKER, SCHOOL

WRITES = ("Changes", "Added", "Decided", "Planned", "Started", "Kept", "Import", "Reference",
          "Issued", "Redacted", "Disclosed")  # fmt: skip
# What a reading may be asked for; one that needs anything else is asked for by name of its record.
GIVEN = {"provider_uid": SCHOOL, "uid": SCHOOL, "school_uid": SCHOOL, "until": date(2027, 8, 31),
         "most": 500, "year": 2026, "text": MARKER, "words": "", "today": TODAY}  # fmt: skip


def readings(services):
    """Every method that reads and needs nothing but a school, a day or some words."""
    for area, service in vars(services).items():
        for name, method in inspect.getmembers(service, inspect.ismethod):
            if name.startswith("_") or area in ("undo", "context"):
                continue
            told = str(inspect.signature(method).return_annotation)
            needed = [one.name for one in inspect.signature(method).parameters.values()
                      if one.default is one.empty and one.kind is not one.VAR_KEYWORD]  # fmt: skip
            if not any(one in told for one in WRITES) and set(needed) <= GIVEN.keys():
                yield f"{area}.{name}", method, {one: GIVEN[one] for one in needed}


def test_no_reading_of_a_school_or_of_all_shows_a_restricted_plan(services, restricted):
    read = []
    for name, method, given in readings(services):
        try:
            found = method(**given)
        except (Problem, KeyError, LookupError, TypeError, ValueError, AttributeError):
            continue  # asked for a record of another kind
        read.append(name)
        assert MARKER not in repr(found) or name in ("search.find",), name
    assert services.search.find(MARKER).lines == ()
    for wanted in ("plans.rows", "today.view", "tasks.rows", "tasks.in_plans", "plan_following.due",
                   "obligations.cycle", "schools.page", "obligations.rows"):  # fmt: skip
        assert wanted in read, wanted
    assert len(read) > 40


def test_asked_for_it_is_there(services, restricted):
    assert MARKER in repr(services.plans.rows(SCHOOL, restricted=True))
    assert MARKER in repr(services.plan_following.due(date(2027, 8, 31), restricted=True))
    assert MARKER in repr(services.plans.page(restricted))
