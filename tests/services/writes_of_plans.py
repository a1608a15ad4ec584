"""Every write about plans, for the walk over all."""

from datetime import date
from typing import Any

from sif_desktop.services.inspection_lines import ImprovementFields, InspectionFields
from sif_desktop.services.plan_typing import OWN, PlanField
from sif_desktop.services.plans import PlanFields

FIELDS = PlanFields("Improvement plan", "2026-11-23", "2027-03-23")


def plan(w: Any, template: str = "improvement-plan") -> str:
    return str(w.s.plans.begin(w.school, template, FIELDS).uid)


def row(w: Any, level: str = "action", **more: Any) -> str:
    name = "title" if level == "priority" else "what"
    plan_uid = more.pop("plan", "") or plan(w)
    return str(w.s.plan_outline.add(plan_uid, level, {name: "Coach the leaders"}, **more).uid)


def two(w: Any) -> tuple[str, str]:
    uid = plan(w)
    return row(w, plan=uid), row(w, plan=uid)


def family(w: Any) -> str:
    """A priority with one of each under it; the priority's uid."""
    uid = plan(w)
    top = row(w, "priority", plan=uid)
    for level in ("action", "milestone", "criterion"):
        row(w, level, plan=uid, priority_uid=top)
    return top


def cost(w: Any) -> str:
    action = row(w)
    changes = w.s.plan_outline.set_cost(action, "Cover", "250", "school")
    return str(next(iter(changes.rows["plan_cost"])))


def waiting(w: Any) -> str:
    """An action another one follows and that costs something."""
    first, second = two(w)
    w.s.plan_outline.follow(second, [first])
    w.s.plan_outline.set_cost(first, "Cover", "250", "school")
    return first


def running(w: Any) -> str:
    uid = plan(w)
    w.s.plans.run(uid)
    return uid


def closed(w: Any) -> str:
    uid = running(w)
    w.s.plans.close(uid, "All done")
    return uid


def dated(w: Any) -> str:
    """An action with a target date."""
    uid = plan(w)
    fields = {"what": "Coach the leaders", "due": "2026-12-01"}
    return str(w.s.plan_outline.add(uid, "action", fields).uid)


def criterion(w: Any) -> str:
    return row(w, "criterion")


def evaluated(w: Any, text: str = "Pupils read daily.") -> Any:
    uid = plan(w)
    top = row(w, "priority", plan=uid)
    return w.s.plan_following.evaluate(uid, top, "2026-autumn", "school", "good", text)


def statement(w: Any) -> str:
    """A statement of action of a maintained school."""
    values = {**w.s.schools.entry(w.school).values, "kind": "maintained_school"}
    w.s.schools.edit(w.school, values)
    return plan(w, "statement-of-action")


def signed(w: Any) -> str:
    """A statement signed by all."""
    uid = statement(w)
    w.s.plan_words.sign_off(uid, "service_lead", "2026-11-20", "Jo Bright")
    w.s.plan_words.sign_off(uid, "director", "2026-11-23", "Al Stone")
    return uid


def statement_signed_once(w: Any) -> str:
    uid = statement(w)
    w.s.plan_words.sign_off(uid, "service_lead", "2026-11-20", "Jo Bright")
    return uid


def pulled(w: Any) -> Any:
    found = InspectionFields("ofsted", "2026-10-06", improvements=(ImprovementFields("Reading"),))
    uid = w.s.inspections.record(w.school, found).uid
    area = w.s.inspections.line(uid).given.improvements[0].uid
    return w.s.plan_family.pull_improvements(plan(w), [area])


def beside(w: Any) -> Any:
    first = plan(w)
    row(w, "priority", plan=first)
    return w.s.plan_family.start_beside(first, "authority-support", PlanFields("Support"))


def last_word(w: Any) -> str:
    words = w.s.plans.plan(signed(w)).words
    return str(next(one.uid for one in words if one.code == "director"))


def review(w: Any) -> str:
    return str(w.s.plan_following.review(plan(w), "Autumn review", "Head, chair", "Good").uid)


PASTED = [
    ("priority", {"title": "Reading"}),
    ("action", {"what": "Train staff", "party": "school"}),
    ("milestone", {"what": "All trained", "due": "2027-01-15"}),
]


def typed(w: Any) -> Any:
    """A text of the rulebook's own, typed and left."""
    uid = plan(w)
    field = PlanField(uid, OWN, uid, "context")
    w.s.plan_typing.keep({field: "A small school"})
    return w.s.plan_typing.settle(field)


PLAN_WRITES = {
    "plan_typing.settle": typed,
    "plans.begin": lambda w: w.s.plans.begin(w.school, "improvement-plan", FIELDS),
    "plans.begin: restricted": lambda w: w.s.plans.begin(w.school, "individual-support", FIELDS),
    "plans.edit": lambda w: w.s.plans.edit(plan(w), PlanFields("Another title")),
    "plans.set_text": lambda w: w.s.plans.set_text(plan(w), "context", "A small school"),
    "plans.run": lambda w: w.s.plans.run(plan(w)),
    "plans.close": lambda w: w.s.plans.close(running(w), "All done"),
    "plans.reopen": lambda w: w.s.plans.reopen(closed(w)),
    "plans.delete": lambda w: w.s.plans.delete(plan(w)),
    "plan_outline.add": lambda w: w.s.plan_outline.add(plan(w), "action", {"what": "Coach"}),
    "plan_outline.add_many": lambda w: w.s.plan_outline.add_many(plan(w), PASTED),
    "plan_outline.edit": lambda w: w.s.plan_outline.edit("action", row(w), {"lead": "Head"}),
    "plan_outline.move": lambda w: w.s.plan_outline.move("action", two(w)[1], 0),
    "plan_outline.turn_into": lambda w: w.s.plan_outline.turn_into(row(w), "action", "milestone"),
    "plan_outline.split": lambda w: w.s.plan_outline.split("action", row(w), 5),
    "plan_outline.duplicate": lambda w: w.s.plan_outline.duplicate("priority", family(w)),
    "plan_outline.delete": lambda w: w.s.plan_outline.delete("priority", family(w)),
    "plan_outline.delete: waited for": lambda w: w.s.plan_outline.delete("action", waiting(w)),
    "plan_outline.follow": lambda w: (lambda a: w.s.plan_outline.follow(a[1], [a[0]]))(two(w)),
    "plan_outline.set_cost": lambda w: w.s.plan_outline.set_cost(row(w), "Cover", "250", "school"),
    "plan_following.judge": lambda w: w.s.plan_following.judge(
        "action", row(w), "met", "All leaders were coached."
    ),
    "plan_following.judge_criterion": lambda w: w.s.plan_following.judge_criterion(
        criterion(w), "partly", "Two of three leaders.", "Coach the third"
    ),
    "plan_following.move_date": lambda w: w.s.plan_following.move_date(
        "action", dated(w), date(2027, 1, 15), "The leader was ill"
    ),
    "plan_following.evaluate": evaluated,
    "plan_following.review": lambda w: w.s.plan_following.review(plan(w), "Autumn", "", ""),
    "plan_following.edit_review": lambda w: w.s.plan_following.edit_review(
        review(w), "Review of autumn", "Head", "Good"
    ),
    "plan_following.delete_review": lambda w: w.s.plan_following.delete_review(review(w)),
    "plan_words.say": lambda w: w.s.plan_words.say(
        plan(w), "approval", "authority", "2026-11-20", "Kim Rowe"
    ),
    "plan_words.approve": lambda w: w.s.plan_words.approve(
        plan(w), "governing_body", "2026-11-20", "Chair"
    ),
    "plan_words.consult": lambda w: w.s.plan_words.consult(
        statement(w), "parents", "2026-11-20", "", "At the meeting"
    ),
    "plan_words.reach": lambda w: w.s.plan_words.reach(statement(w), "drafted", "2026-11-20"),
    "plan_words.sign_off": lambda w: w.s.plan_words.sign_off(
        statement(w), "director", "2026-11-20", "Al Stone", "", "The head of service is ill"
    ),
    "plan_words.sign_off: the last": lambda w: (
        lambda uid: w.s.plan_words.sign_off(uid, "director", "2026-11-23", "Al Stone")
    )(statement_signed_once(w)),
    "plan_words.take_back": lambda w: w.s.plan_words.take_back(last_word(w)),
    "plan_family.start_beside": beside,
    "plan_family.put_beside": lambda w: w.s.plan_family.put_beside(plan(w), plan(w)),
    "plan_family.pull_improvements": pulled,
    "plan_family.pull_tasks": lambda w: w.s.plan_family.pull_tasks(plan(w), [w.task]),
    "plan_outline.delete_cost": lambda w: w.s.plan_outline.delete_cost(cost(w)),
}
