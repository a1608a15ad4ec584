"""A plan of three hundred actions: shown, filtered, seen in time, exported, and the window watched.

`python -m sif_desktop.bench.planning STORE KEY FOLDER` is the walk, as `journey` has its own.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.bench.place import TODAY, Place
from sif_desktop.bench.rows import Row
from sif_desktop.bench.stalls import watched
from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from sif_desktop.app import Desk
    from sif_desktop.bench.journey import Step
    from sif_desktop.services.bootstrap import Services

ACTIONS, PRIORITIES = 300, 12
_TITLE = "Plan of three hundred actions"
_EACH = ACTIONS // PRIORITIES


def measure(place: Place) -> Iterator[Row]:
    make_plan(place.writable)
    yield watched(place, "planning", "planning", f"a plan of {ACTIONS} actions")


def make_plan(services: Services) -> str:
    """A plan with so many actions and half as many milestones; returns its uid."""
    from sif_desktop.services.plans import PlanFields

    template = next(one for one in services.context.pack().plans if one.priority and one.actions)
    ends = TODAY + timedelta(days=300)
    fields = PlanFields(_TITLE, TODAY.isoformat(), ends.isoformat())
    uid = _begun(services, template.id, fields)
    services.plan_outline.add_many(uid, list(_rows()))
    return uid


def _begun(services: Services, template: str, fields: Any) -> str:
    """For the first school the rulebook has such a plan for."""
    for school in services.schools.rows():
        try:
            return services.plans.begin(school.uid, template, fields).uid
        except Problem:
            continue
    raise Problem("No school of the county may have this plan.", "Look at the rulebook.")


def _rows() -> Iterator[tuple[str, dict[str, str]]]:
    for number in range(PRIORITIES):
        yield "priority", {"title": f"Priority {number + 1}: what pupils know and can do"}
        for one in range(_EACH):
            start = TODAY + timedelta(days=7 * one + number)
            due = start + timedelta(days=21)
            yield "action", {"what": f"Coach the leaders through unit {one + 1}",
                             "start": start.isoformat(), "due": due.isoformat(),
                             "lead": "Deputy headteacher", "monitor": "Chair"}  # fmt: skip
            if one % 2:
                yield "milestone", {"what": f"Unit {one + 1} taught", "due": due.isoformat()}


def steps(desk: Desk) -> Iterator[Step]:
    """What an officer does with the plan, one thing after the other."""
    from sif_desktop.bench.journey import goer, typer

    window, context = desk.window, desk.context
    assert window is not None
    assert context is not None
    uid = next(row.uid for row in context.services.plans.rows() if row.title == _TITLE)
    target = Path(tempfile.mkdtemp(prefix="sif-bench-")) / "plan.xlsx"

    def page() -> Any:
        return window.page("plan")

    def export() -> None:
        page().files.save_workbook(page().view.page.plan, target)

    yield "go to the plans", goer(window, "plans", {})
    yield "show the outline", goer(window, "plan", {"uid": uid})
    yield "filter the outline", typer(lambda: page().outline.filter.setFocus(), "unit 7")
    yield "take the filter off", lambda: page().outline.filter.clear()
    for name in ("timeline", "review", "coverage", "agreement", "outline"):
        yield f"show the {name}", partial(_show, page, name)
    yield "export", export


def _show(page: Callable[[], Any], name: str) -> None:
    page().tabs.setCurrentWidget(getattr(page(), name))


if __name__ == "__main__":
    from sif_desktop.bench import journey

    sys.exit(journey.main(sys.argv[1:], steps))
