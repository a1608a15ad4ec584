"""What the tests of a meeting in the window have in common: a series, a plan, a page that opens."""

from sif_desktop.models.tables.providers import provider
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.services.plans import PlanFields
from tests.ui.office import Office

SCHOOL = "oakfield"
DAY = "2026-11-24"


def furnished(qtbot, folder, pack="england-2026", **school) -> Office:
    """The window on a school that meetings may be held about."""
    made = Office(qtbot, folder, pack)
    with made.services.context.store.action("What it is") as act:
        act.update(provider, SCHOOL, kind="maintained_school", **school)
    return made


def begun_series(office, kind="support_board"):
    """A series of meetings about the school; its uid."""
    services = office.services
    offer = next(o for o in services.meeting_series.offers(SCHOOL) if o.kind == kind)
    fields = SeriesFields(
        kind, SCHOOL, start_reasons=tuple(one.code for one in offer.start[:1]),
        start_evidence="Results fell twice.", opened_on="2026-09-03",
    )  # fmt: skip
    return services.meeting_series.open(fields).uid


def planned(office, series, day=DAY, start="09:30", end="11:30"):
    return office.services.meetings.plan(series, MeetingFields(day, start, end)).uid


def opened(office, uid, **more):
    """The page of a meeting, shown."""
    office.window.go("meeting", {"uid": uid, **more})
    page = office.window.page("meeting")
    office.soon(lambda: page.control.page is not None and page.control.uid == uid)
    office.soon(lambda: page.whole)
    return page


def whole(office, uid):
    """The meeting as the services know it, restricted lines and all."""
    return office.services.meetings.page(uid, restricted=True)


def running_plan(office, title="Improvement plan", rows=2):
    """A plan of the school that runs, with a priority, milestones and a success criterion."""
    services = office.services
    kind = services.plans.offered(SCHOOL)[0]
    fields = PlanFields(title, "2026-09-07", "2027-03-23")
    made = services.plans.begin(SCHOOL, kind.id, fields).uid
    outline = services.plan_outline
    top = outline.add(made, "priority", {"title": f"{title}: reading"}).uid
    for n in range(rows):
        row = {"what": f"Milestone {n + 1}", "due": "2027-02-12"}
        outline.add(made, "milestone", row, priority_uid=top)
    outline.add(made, "criterion", {"what": "Results rise"}, priority_uid=top)
    services.plans.run(made)
    return made
