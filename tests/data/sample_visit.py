"""A core visit to a fictional school, recorded with the services as an officer would.

Every word that must never reach a document begins with PRIVATE.
"""

from dataclasses import replace
from datetime import date, datetime

from sif_desktop.domain.forms import Answer, AnswerState, Evidence
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider as provider_table
from sif_desktop.models.tables.providers import role
from sif_desktop.services.tasks import TaskFields
from sif_desktop.services.visit_plan import PlannedCompanion, PlannedPerson

A = AnswerState.ANSWERED
ANSWERS = (
    Answer(
        "core_context.changes",
        A,
        "Two phase leaders joined in September. The hall roof has been repaired.",
    ),
    Answer(
        "core_priorities.list",
        A,
        "Early reading: on course.\nProblem solving in mathematics: slower than planned.\n"
        "Attendance of disadvantaged pupils: on course.",
        "The plan names an owner for each priority and was last reviewed in October.",
        (Evidence.READ, Evidence.LEADERS),
    ),
    Answer(
        "core_areas.teaching",
        A,
        "expected",
        "In all six classrooms visited, reading was taught daily from one scheme. Books show that "
        "pupils return to earlier work. In mathematics, reasoning tasks are still left to the end "
        "of a unit.",
        (Evidence.SEEN, Evidence.READ, Evidence.PUPILS),
    ),
    Answer(
        "core_areas.attendance",
        A,
        "strong",
        "Overall absence is lower than last year and lower than in similar schools. Pupils could "
        "say what happens when somebody is away.",
        (Evidence.FIGURES, Evidence.PUPILS),
    ),
    Answer("core_areas.inclusion", AnswerState.NOT_SEEN, reason="The SENCO was at a course."),
    Answer("core_areas.personal", AnswerState.NOT_JUDGED),
    Answer(
        "core_areas.leadership",
        A,
        "strong",
        "Leaders’ own view matches what was seen. Governors ask about impact, as the minutes show.",
        (Evidence.LEADERS, Evidence.READ),
    ),
)
FILED = (
    "Six classrooms: phonics at 9.00 in each, same routine, TAs lead the catch-up group",
    "Y5 maths: word problems only on Friday, pupils unsure how to start",
)


def record_visit(services, provider="oakfield", visit_type="core_visit"):
    """A visit that is over, with everything a note needs; returns its uid."""
    with services.context.store.action("Added people") as act:
        act.update(provider_table, provider, type_group="Local authority maintained schools")
        for code, name in (
            ("headteacher", "PRIVATE-HEAD Amberley"),
            ("chair", "PRIVATE-CHAIR Osei"),
        ):
            act.create(role, TEAM, provider_uid=provider, role=code, name=name, to_date="")
    visits, capture = services.visits, services.capture
    _earlier(services, provider)
    plan = replace(
        visits.defaults(visit_type, provider),
        visit_date="2026-11-23",
        focus="early reading and mathematics",
        areas_agreed="Reading in Years 1 to 4\nReasoning in mathematics in Year 5",
        people=(
            PlannedPerson("headteacher", "PRIVATE-HEAD Amberley"),
            PlannedPerson("chair", "PRIVATE-CHAIR Osei"),
            PlannedPerson("pupils"),
        ),
        companions=(PlannedCompanion("PRIVATE-COLLEAGUE Lund", "joint"),),
    )
    uid = visits.plan(plan).uid
    visits.start(uid, datetime.fromisoformat("2026-11-23T09:00"))
    form = services.context.pack().visit_form(visit_type)
    for given in ANSWERS:
        item = form.item(given.item)
        if item is not None:
            scale = services.context.pack().scales.get(item.scale)
            if scale and given.state is A and scale.step(given.value) is None:
                given = replace(given, value=scale.steps[1].value)
            capture.record_answer(uid, form.id, item, given)
    room = capture.enter_room(uid, "", "Year 5", "mathematics").uid
    for text in FILED:
        capture.add_jotting(uid, text, room, form=form.id, item="core_areas.teaching")
    capture.add_jotting(uid, "PRIVATE-UNFILED the roof was mentioned again", room)
    capture.add_jotting(uid, "PRIVATE-PARKED ask about the budget", room, parked=True)
    capture.record_risk(uid, told_role="dsl", route="in person", note="PRIVATE-RISK detail")
    capture.agree_action(
        uid,
        TaskFields(
            "Teach reasoning from the first lesson of each mathematics unit",
            "school",
            "Mathematics lead",
            "2027-02-12",
            "Books in Years 3 to 6 show reasoning tasks in the first week of a unit",
        ),
    )
    capture.agree_action(
        uid,
        TaskFields(
            "Arrange a visit to a school where reasoning is strong",
            "authority",
            "Officer",
            "2026-12-11",
            "Visit has taken place",
        ),
    )
    capture.write_visit(
        uid,
        strengths="Reading is taught daily and well in every class visited.\n"
        "Leaders know where the school stands.",
        development="Reasoning in mathematics comes too late in a unit.",
        support="The authority pays for one day of a mathematics specialist.",
        summary="The school is moving forward on two of its three priorities.",
    )
    capture.give_feedback(
        uid, "headteacher, chair", "Leaders agreed with the main points.", date(2026, 11, 23)
    )
    visits.end(uid, datetime.fromisoformat("2026-11-23T12:30"), ("0.5", "0.5", "0.5"))
    return uid


def _earlier(services, provider):
    """A visit a year before, with one action done and one still open."""
    visits, capture = services.visits, services.capture
    plan = replace(
        visits.defaults("core_visit", provider), visit_date="2025-11-20", focus="reading"
    )
    uid = visits.plan(plan).uid
    visits.start(uid, datetime.fromisoformat("2025-11-20T09:00"))
    done = capture.agree_action(
        uid,
        TaskFields(
            "Train all staff in the reading scheme",
            "school",
            "Head teacher",
            "2026-01-30",
            "Register",
        ),
    ).uid
    capture.agree_action(
        uid,
        TaskFields(
            "Review the mathematics plan", "school", "Deputy head", "2026-05-22", "New plan"
        ),
    )
    services.tasks.done(done, "All but two trained; those two booked", date(2026, 1, 28))
    visits.end(uid, datetime.fromisoformat("2025-11-20T12:00"))
