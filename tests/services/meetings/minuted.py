"""A Review Team meeting of Telford written straight into the store, with all its paper shows."""

import json

from sqlalchemy import select

from sif_desktop.models.changes import TEAM, restricted_part
from sif_desktop.models.tables import meetings as tables
from sif_desktop.models.tables.cases import concern
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.plans import plan
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task

PACK = "telford-2014"
SCHOOL = "oakfield"
BEFORE, DAY, AFTER = "2026-10-12", "2026-11-20", "2027-01-18"
MARKER = "Zanzibar"  # stands in everything that is restricted


def use_pack(services, pack: str = PACK) -> str:
    """The caseload works by this rulebook, and the school is maintained; its version."""
    context = services.context
    version = context.registry.get(pack).version
    with context.store.read() as connection:
        mine = connection.execute(select(authority.c.uid)).scalar_one()
    with context.store.action("Another rulebook") as act:
        act.update(authority, mine, pack=pack, pack_version=version)
        act.update(provider, SCHOOL, kind="maintained_school")
    return version


def series(services, kind="review_team", uid="series", provider_uid=SCHOOL, **fields) -> str:
    pack = services.context.pack()
    with services.context.store.action("A series") as act:
        act.create(
            tables.meeting_series, provider_uid or TEAM, uid, provider_uid=provider_uid or None,
            pack=pack.id, pack_version=pack.version, kind=kind, state="open",
            opened_on="2026-09-07", **fields,
        )  # fmt: skip
    return uid


def meeting(services, uid, day, state="held", in_series="series", provider_uid=SCHOOL, **fields):
    with services.context.store.action("A meeting") as act:
        act.create(
            tables.meeting, provider_uid or TEAM, uid, series_uid=in_series,
            provider_uid=provider_uid or None, day=day, state=state, **fields,
        )  # fmt: skip
    return uid


def add(services, table, uid, within=SCHOOL, /, **fields) -> str:
    with services.context.store.action("Noted") as act:
        act.create_many(table, within, [{"uid": uid, **fields}])  # a field may be called “part”
    return uid


def person(services, at, role, name="", attendance="present", **fields) -> str:
    fields = {"side": "school", "part": "core", **fields}
    return add(
        services, tables.meeting_person, f"{at}-{role}", meeting_uid=at, role=role, name=name,
        attendance=attendance, place=f"p{role}", **fields,
    )  # fmt: skip


def line(services, at, uid, item, text, kind="note", visibility="school", part=SCHOOL) -> str:
    return add(
        services, tables.meeting_line, uid, part, meeting_uid=at, item_uid=item, place=uid,
        kind=kind, text=text, visibility=visibility,
    )  # fmt: skip


def item(services, at, uid, place, title, **fields) -> str:
    return add(
        services, tables.meeting_item, uid, meeting_uid=at, place=place, title=title,
        **{"kind": "topic", "origin": "standing", "state": "open", **fields},
    )  # fmt: skip


def agenda(services, at, pack) -> list[str]:
    """The standing agenda as the meeting has it; item uids are “i-” with the standing id."""
    kind = pack.meeting_type("review_team")
    return [
        item(services, at, f"{at}-{one.id}", f"a{number:02}", one.title, standing=one.id,
             kind=one.kind, heading=one.heading)
        for number, one in enumerate(kind.agenda)
    ]  # fmt: skip


def action(services, at, uid, of, what, part=SCHOOL, **fields) -> str:
    given = {"party": "school", "who": "Head teacher", "due": "2026-12-11", "state": "open"}
    return add(
        services, task, uid, part, provider_uid=SCHOOL, meeting_uid=at, meeting_item=of, what=what,
        **{**given, **fields},
    )  # fmt: skip


def review_team(services) -> str:
    """One held meeting with an earlier one; the uid of the later."""
    use_pack(services)
    pack = services.context.pack()
    series(services, title="Review Team of Oakfield")
    meeting(services, "first", BEFORE)
    meeting(
        services, "second", DAY, start_time="09:30", end_time="11:00", place="Oakfield library",
        chair="Pat Quill", next_day=AFTER,
        contributions=json.dumps({"hr": "Two posts are vacant."}),
    )  # fmt: skip
    person(services, "second", "review_chair", "Pat Quill", side="authority", email="pq@hv.example")
    person(services, "second", "headteacher", "Asha Verma", email="av@oak.example")
    person(services, "second", "chair", "Tomasz Lew", "substitute", stand_in="Ines Roe",
           email="tl@oak.example")  # fmt: skip
    person(services, "second", "attached_officer", "Kim Rowe", "apologies", side="authority")
    person(services, "second", "senior_leader", "Uma Day", part="optional", email="ud@oak.example")
    agenda(services, "second", pack)
    line(services, "second", "l1", "second-human_resources", "Two posts stand vacant")
    line(services, "second", "l2", "second-exit", "Category Three is to go on", "decision")
    line(services, "second", "l3", "second-finance", "The deficit is growing.", visibility="la")
    action(services, "first", "t0", "", "Advertise both posts", due="2026-11-02")
    action(services, "second", "t1", "second-finance", "Send the budget plan", measure="A plan")
    return "second"


def plant_everywhere(services) -> None:
    """The marker in a restricted line, task, plan, review and funding decision."""
    hidden = restricted_part("hidden")
    line(services, "second", "r1", "second-finance", f"{MARKER} one", part=hidden)
    line(services, "second", "r2", "second-exit", f"{MARKER} two", "decision", "restricted")
    action(services, "second", "r3", "second-finance", f"{MARKER} three", part=hidden)
    add(services, plan, "r4", hidden, provider_uid=SCHOOL, title=f"{MARKER} four", state="running")
    add(services, tables.meeting_review, "r5", hidden, meeting_uid="second", plan_uid="r4",
        row_uid="r4", progress=f"{MARKER} five")  # fmt: skip
    add(services, tables.funding_decision, "r6", meeting_uid="second", plan_uid="r4", what="Books",
        amount="10", place="a")  # fmt: skip
    add(services, tables.recommendation, "r7", hidden, meeting_uid="second", text=f"{MARKER} 7",
        made_on=DAY)  # fmt: skip


def scc_meeting(services) -> str:
    """A meeting of a body of Rutland, before which a strategy meeting was held; its uid."""
    use_pack(services, "rutland-2014")
    add(services, tables.body, "scc-body", TEAM, pack="rutland-2014", code="scc",
        title="Monitoring group")  # fmt: skip
    series(services, "strategy_meeting", "strategy")
    meeting(services, "talk", BEFORE, in_series="strategy", kind="strategy_meeting")
    line(services, "talk", "k1", "", "Fund a coach", "decision")
    line(services, "talk", "k2", "", "Inner words", "decision", "la")
    series(services, "scc_meeting", "scc", "", body_uid="scc-body")
    meeting(services, "board", DAY, in_series="scc", provider_uid="", kind="scc_meeting",
            next_day=AFTER)  # fmt: skip
    for place, kind in enumerate(("actions", "concerns", "reported", "cases")):
        add(services, tables.meeting_item, f"b-{kind}", TEAM, meeting_uid="board",
            place=f"a{place}", title=kind.capitalize(), kind=kind, origin="standing",
            state="discussed")  # fmt: skip
    add(services, concern, "c1", provider_uid="hill-top", what="Attendance fell", state="open",
        raised_on="2026-10-01")  # fmt: skip
    add(services, concern, "c2", restricted_part("c2"), provider_uid="hill-top",
        what=f"{MARKER} ten", state="open", raised_on="2026-10-02")  # fmt: skip
    add(services, tables.meeting_person, "board-x", TEAM, meeting_uid="board", name="Nia Ford",
        role="service_lead", side="partner", part="core", attendance="present",
        email="nf@hv.example")  # fmt: skip
    return "board"
