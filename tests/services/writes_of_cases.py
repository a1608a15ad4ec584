"""Every write about concerns, contacts, cases, support and triggers, for the walk over all."""

from typing import Any

from sif_desktop.services.case_lines import CaseFields, StepFields
from sif_desktop.services.concerns import ConcernFields
from sif_desktop.services.contacts import ContactFields
from sif_desktop.services.support import SupportFields

DAY = "2026-11-20"
CONCERN = ConcernFields("Attendance falls", "data", DAY, told_school_on=DAY)
COMPLAINT = ConcernFields("Bullying", "parent", DAY, "complaint", DAY)
CONTACT = ContactFields("Asks for dates", DAY)
CASE = CaseFields("Causing concern", "Results fell", "Kim Rowe", opened_on=DAY)
SUPPORT = SupportFields("Coaching", from_date=DAY, exit_condition="Leaders plan alone")


def concern(w: Any, given: ConcernFields = CONCERN) -> str:
    return str(w.s.concerns.add(w.school, given).uid)


def contact(w: Any) -> str:
    return str(w.s.contacts.add(w.school, CONTACT).uid)


def case(w: Any) -> str:
    return str(w.s.cases.open(w.school, CASE).uid)


def support(w: Any) -> str:
    return str(w.s.support.start(w.school, SUPPORT).uid)


def step(w: Any, uid: str, code: str = "concern_raised") -> str:
    return str(w.s.cases.take(uid, StepFields(code, DAY, why="So it is")).uid)


def power(w: Any) -> Any:
    uid = case(w)
    step(w, uid, "warning_notice")
    return w.s.cases.use_power(uid, StepFields("appoint_governors", DAY, why="No response"))


def closed(w: Any) -> str:
    uid = case(w)
    w.s.cases.close(uid, "Better", despite="It merges")
    return uid


def ended(w: Any) -> str:
    uid = support(w)
    w.s.support.end(uid, "strong", "Leaders plan alone")
    return uid


CASE_WRITES = {
    "concerns.add": lambda w: w.s.concerns.add(w.school, CONCERN),
    "concerns.add: restricted": lambda w: w.s.concerns.add(
        w.school, ConcernFields("Allegation", "staff", DAY, restricted=True)
    ),
    "concerns.edit": lambda w: w.s.concerns.edit(concern(w), COMPLAINT),
    "concerns.advance": lambda w: w.s.concerns.advance(concern(w, COMPLAINT), "school"),
    "concerns.close": lambda w: w.s.concerns.close(concern(w), "Better"),
    "concerns.reopen": lambda w: (
        w.s.concerns.close(uid := concern(w), "Better") and w.s.concerns.reopen(uid)
    ),
    "concerns.delete": lambda w: w.s.concerns.delete(concern(w)),
    "concerns.plan_review": lambda w: concern(w) and w.s.concerns.plan_review(w.school),
    "contacts.add": lambda w: w.s.contacts.add(w.school, CONTACT),
    "contacts.edit": lambda w: w.s.contacts.edit(contact(w), ContactFields("Asks again", DAY)),
    "contacts.answer": lambda w: w.s.contacts.answer(contact(w), "Sent"),
    "contacts.delete": lambda w: w.s.contacts.delete(contact(w)),
    "cases.open": lambda w: concern(w) and w.s.cases.open(w.school, CASE),
    "listing.list_school": lambda w: w.s.listing.list_school(w.school, CASE),
    "cases.edit": lambda w: w.s.cases.edit(
        case(w), CaseFields("Attendance", "It falls", "Kim", opened_on=DAY)
    ),
    "cases.review_on": lambda w: w.s.cases.review_on(case(w), "2027-01-11"),
    "cases.escalate": lambda w: w.s.cases.escalate(case(w), "Pat Lane", "No change"),
    "cases.delete": lambda w: (uid := case(w)) and step(w, uid) and w.s.cases.delete(uid),
    "cases.take": lambda w: w.s.cases.take(case(w), StepFields("concern_raised", DAY)),
    "cases.use_power": power,
    "cases.assure": lambda w: w.s.cases.assure(case(w), "The chair", "A plan is in place"),
    "cases.settle": lambda w: w.s.cases.settle(step(w, case(w)), "They agree", DAY),
    "cases.delete_step": lambda w: w.s.cases.delete_step(step(w, case(w))),
    "cases.meet": lambda w: w.s.cases.meet(case(w), "plan", "The last review"),
    "cases.close": lambda w: w.s.cases.close(case(w), "Better", despite="It merges"),
    "cases.end_after_care": lambda w: w.s.cases.end_after_care(closed(w)),
    "cases.reopen": lambda w: w.s.cases.reopen(closed(w)),
    "support.start": lambda w: w.s.support.start(w.school, SUPPORT),
    "support.edit": lambda w: w.s.support.edit(
        support(w), SupportFields("Mentoring", from_date=DAY, exit_condition="Good")
    ),
    "support.end": lambda w: w.s.support.end(support(w), "some", "Leaders plan alone"),
    "support.look_again": lambda w: w.s.support.look_again(ended(w), "yes"),
    "support.delete": lambda w: w.s.support.delete(support(w)),
    "triggers.judge": lambda w: w.s.triggers.judge(w.school, "head_leaves", "met", "A letter"),
    "triggers.judge: restricted": lambda w: w.s.triggers.judge(
        w.school, "allegations", "met", "Three referrals"
    ),
}
