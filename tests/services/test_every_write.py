"""Every write an officer can make is undone, redone and told in the history: one test walks them.

A service method that writes and is not walked here fails the last test.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from sif_desktop.domain.category_decision import StagePassed
from sif_desktop.models import rebuild
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.store import Store
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.documents.issue_log import Told
from sif_desktop.services.predictions import PredictionFields
from sif_desktop.services.provider_facts import FactFields
from tests.caseloads import new_caseload
from tests.services.conftest import TODAY, begun
from tests.services.reaching import writing
from tests.services.said import unsaid
from tests.services.stored import snapshot
from tests.services.writes_of_cases import CASE_WRITES
from tests.services.writes_of_conflicts import CONFLICT_WRITES
from tests.services.writes_of_days import DAY_WRITES
from tests.services.writes_of_meeting_notes import MEETING_NOTE_WRITES
from tests.services.writes_of_meetings import MEETING_WRITES
from tests.services.writes_of_minutes import MINUTES_WRITES
from tests.services.writes_of_monitoring import MONITORING_WRITES
from tests.services.writes_of_plans import PLAN_WRITES
from tests.services.writes_of_reports import REPORT_WRITES
from tests.services.writes_of_slips import SLIP_WRITES
from tests.services.writes_world import (
    ANSWER,
    AUTUMN,
    EDITS,
    FIGURE,
    INSPECTED,
    LEVEL,
    LINKS,
    NEW_TASK,
    PERSON,
    REGISTER,
    TOMORROW,
    World,
    a_category,
    a_fact,
    a_figure,
    a_house_style,
    a_judgement,
    a_letter,
    a_notice,
    a_picture,
    a_prediction,
    a_rulebook,
    a_warning,
    a_world,
    an_improvement,
    an_inspection,
    carried,
    edit_step,
    edited_school,
    end_visit,
    issue,
    issued_version,
    kept_register_value,
    next_visit,
    offered,
    printed,
    receiver,
    redacted,
    responded,
    sorted_school,
    typed,
    typed_field,
    typed_line,
    with_note,
)

# Not undoable, and each says so before it is done (undo itself is logged like everything).
FIXED = {
    *(
        "documents.issue",
        "disclosure.make",
        "slips.export",
        "slips.keep_asked",
        "undo.undo",
        "undo.redo",
    ),
    *("conflicts.keep", "erasing.erase", "hand_over.remove_from_here"),
    *("exchange.send", "exchange.send_visit", "hand_over.send"),
    *("sending.send", "sending.hand_over", "sending.receipt"),
}
# Undone by going back to the backup made before.
BY_BACKUP = {"exchange.receive", "office.meet"}
# Several walked writes at once, each undone by itself.
SEVERAL = {"rounds.draft_letters", "day_letters.draft"}
# Nothing of these is kept: they are done and taken back, to say what they would do.
REHEARSED = {"exchange.preview", "office.look", "references.preview"}
# What is being typed, before it is a change; and what settles it on the way to something else.
TYPING = {
    *("capture.typing", "capture.open", "capture.settle_visit", "plan_typing.settle_plan"),
    *("capture.discard_action", "capture.discard_edit", "drafts.forget"),
    *("drafts.type", "drafts.type_sentence", "filling.keep"),
    *("meeting_typing.keep", "plan_typing.keep"),
}
# Of this laptop alone, in no log: its keys and cards, its choices, its backups, its index.
HERE = {
    *("exchange.card", "exchange.my_words", "exchange.colleagues"),  # keys, when first asked for
    *("exchange.add_card", "exchange.distrust", "erasing.may_erase", "team.row"),
    *("team.begin", "team.join", "team.revoke", "team.set_role", "team.sign", "team.take_up"),
    *("team.people", "team.renew_keys"),
    *("backups.rehearse", "backups.restore", "backups.round", "backups.set_second_place"),
    *("conflicts.tick", "visits.forget_place", "visits.remember_place"),
    *("search.find", "search.refresh", "documents.issue_plan", "documents.recipients"),
}


@dataclass(frozen=True)
class Made:
    path: Path
    key: bytes
    world: World


@pytest.fixture(scope="module")
def made(registry, tmp_path_factory) -> Made:
    """A caseload with one of everything, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("world")
    store = new_caseload(folder / "caseload.sif")
    world = a_world(begun(store, registry), folder)
    store.close()
    return Made(store.path, store.key, world)


@pytest.fixture
def store(made, tmp_path):
    path = tmp_path / made.path.name
    shutil.copyfile(made.path, path)
    shutil.copyfile(key_path(made.path), key_path(path))
    opened = Store(path, made.key)
    yield opened
    opened.close()


@pytest.fixture
def services(store, registry) -> Services:
    return Services(store, registry, lambda: TODAY)


@pytest.fixture
def world(services, made, tmp_path) -> World:
    return replace(made.world, s=services, folder=tmp_path)


STEPS = {
    "inspections.record": lambda w: w.s.inspections.record(w.school, INSPECTED),
    "inspections.edit": lambda w: w.s.inspections.edit(
        an_inspection(w), replace(INSPECTED, note="Two days", improvements=())
    ),
    "inspections.delete": lambda w: w.s.inspections.delete(an_inspection(w)),
    "inspections.progress": lambda w: w.s.inspections.progress(
        an_improvement(w), "done", "2026-11-01", "Taught daily."
    ),
    "inspections.take_on": responded,
    "predictions.record": lambda w: w.s.predictions.record(w.school, PredictionFields("2/RI")),
    "predictions.edit": lambda w: w.s.predictions.edit(a_prediction(w), PredictionFields("RI/4")),
    "predictions.delete": lambda w: w.s.predictions.delete(a_prediction(w)),
    "facts.add": lambda w: w.s.facts.add(
        w.school, "governance_category", FactFields("academy", "2020-09-01")
    ),
    "facts.end": lambda w: w.s.facts.end(a_fact(w), TODAY),
    "facts.correct": lambda w: w.s.facts.correct(a_fact(w), FactFields("trust", "2021-09-01")),
    "facts.delete": lambda w: w.s.facts.delete(a_fact(w)),
    "letters.begin": lambda w: w.s.letters.begin(w.school, "warning-notice"),
    "filling.fill": lambda w: w.s.filling.fill(a_letter(w), {"days": "5", "_reference": "A/1"}),
    "filling.settle": typed_field,
    "sign_offs.sign": lambda w: w.s.sign_offs.sign(
        a_notice(w), "service_lead", "Jo Bright", TODAY.isoformat()
    ),
    "sign_offs.withdraw": lambda w: w.s.sign_offs.withdraw(a_notice(w), "attached_officer"),
    "schools.add": lambda w: w.s.schools.add(
        {**w.s.schools.entry("oakfield").values, "urn": "900009", "name": "New Setting"}
    ),
    "schools.edit": lambda w: edited_school(w, town="Newtown"),
    "schools.use_register_value": kept_register_value,
    "schools.delete": lambda w: w.s.schools.delete(w.school),
    "schools.add_person": lambda w: w.s.schools.add_person(w.school, PERSON),
    "schools.edit_person": lambda w: w.s.schools.edit_person(w.person, PERSON),
    "schools.end_person": lambda w: w.s.schools.end_person(w.person, TODAY),
    "schools.replace_person": lambda w: w.s.schools.replace_person(
        w.person, replace(PERSON, role="headteacher", from_date=TODAY.isoformat())
    ),
    "schools.delete_person": lambda w: w.s.schools.delete_person(w.person),
    "schools.set_category": lambda w: w.s.schools.set_category(w.school, a_category(w), TODAY),
    "categories.find": lambda w: w.s.categories.find(sorted_school(w), "safeguarding", "not_met"),
    "carry_over.carry": carried,
    "figures.record": lambda w: w.s.figures.record(w.school, FIGURE),
    "figures.edit": lambda w: w.s.figures.edit(a_figure(w), replace(FIGURE, value="95")),
    "figures.delete": lambda w: w.s.figures.delete(a_figure(w)),
    "categories.find: on evidence": lambda w: w.s.categories.find(
        sorted_school(w), "safeguarding", "met", "Seen", w.visit
    ),
    "categories.decide": lambda w: w.s.categories.decide(sorted_school(w), LEVEL),
    "categories.pass_stage": lambda w: w.s.categories.pass_stage(
        a_judgement(w), StagePassed("told", TODAY)
    ),
    "categories.keep_open": lambda w: w.s.categories.keep_open(sorted_school(w), LEVEL),
    "categories.discard": lambda w: (
        w.s.categories.keep_open(sorted_school(w), LEVEL) and w.s.categories.discard(w.school)
    ),
    "categories.extend": lambda w: (
        w.s.categories.decide(sorted_school(w), replace(LEVEL, category="intensive"))
        and w.s.categories.extend(w.school, date(2028, 1, 31), "A new head began in June.")
    ),
    "category_letters.drop": lambda w: w.s.category_letters.drop(
        a_judgement(w), "Told at the meeting; the minutes say so."
    ),
    "rounds.write_letter": lambda w: w.s.rounds.write_letter(a_judgement(w)),
    "schools.set_officer": lambda w: w.s.schools.set_officer(w.school, "Kim Rowe", TODAY),
    "register.apply": lambda w: w.s.register.apply(w.s.register.preview(REGISTER)),
    "register.import_file": lambda w: w.s.register.import_file(REGISTER),
    "references.apply": lambda w: edited_school(w, urn="100012") and w.s.references.apply(LINKS),
    "views.save": lambda w: w.s.views.save("schools", "Mine", "oak", {"hidden": []}),
    "views.delete": lambda w: (
        w.s.views.save("schools", "Mine", "oak", {})
        and w.s.views.delete(w.s.views.of("schools")[0].uid)
    ),
    "visits.plan": lambda w: w.s.visits.plan(w.s.visits.defaults("core_visit", w.school)),
    "visits.revise": lambda w: w.s.visits.revise(
        w.visit, replace(w.s.visits.plan_of(w.visit), focus="Writing", companions=())
    ),
    "visits.start": lambda w: w.s.visits.start(next_visit(w)),
    "visits.end": end_visit,
    "visits.resume": lambda w: end_visit(w) and w.s.visits.resume(w.visit),
    "visits.record_days": lambda w: w.s.visits.record_days(w.visit, "0.25", "1", "0.5"),
    "visits.met": lambda w: w.s.visits.met(w.s.visits.record(w.visit).people[0].uid, w.visit, True),
    "visits.cancel": lambda w: w.s.visits.cancel(next_visit(w)),
    "visits.delete": lambda w: w.s.visits.delete(w.visit),
    "capture.add_jotting": lambda w: w.s.capture.add_jotting(w.visit, "Books open", w.room),
    "capture.edit_jotting": lambda w: w.s.capture.edit_jotting(w.lines[0], "Said again"),
    "capture.file_to_item": lambda w: w.s.capture.file_to_item([w.lines[1]], w.form.id, w.item.id),
    "capture.park": lambda w: w.s.capture.park([w.lines[0]]),
    "capture.move_to_room": lambda w: w.s.capture.move_to_room([w.lines[1]], w.room),
    "capture.delete_jottings": lambda w: w.s.capture.delete_jottings(w.lines),
    "capture.enter_room": lambda w: w.s.capture.enter_room(w.visit, "Library", "Year 3"),
    "capture.edit_room": lambda w: w.s.capture.edit_room(w.room, "Main hall"),
    "capture.delete_room": lambda w: w.s.capture.delete_room(w.room),
    "capture.record_answer": lambda w: w.s.capture.record_answer(
        w.visit, w.form.id, w.item, replace(ANSWER, item=w.item.id)
    ),
    "capture.agree_action": lambda w: w.s.capture.agree_action(w.visit, NEW_TASK),
    "capture.give_feedback": lambda w: w.s.capture.give_feedback(w.visit, "Headteacher", "Told."),
    "capture.write_visit": lambda w: w.s.capture.write_visit(w.visit, strengths="Reading."),
    "capture.record_risk": lambda w: w.s.capture.record_risk(
        w.visit, told_role="Headteacher", route="in person"
    ),
    "capture.settle": typed_line,
    "attachments.add_bytes": lambda w: w.s.attachments.add_bytes(
        w.visit, a_picture("blue"), "b.png"
    ),
    "attachments.add_file": lambda w: w.s.attachments.add_file(w.visit, LINKS),
    "attachments.describe": lambda w: w.s.attachments.describe(w.picture, title="The wall"),
    "attachments.delete": lambda w: w.s.attachments.delete(w.picture),
    "tasks.add": lambda w: w.s.tasks.add(w.school, NEW_TASK),
    "tasks.edit": lambda w: w.s.tasks.edit(w.task, NEW_TASK),
    "tasks.done": lambda w: w.s.tasks.done(w.task, "Seen."),
    "tasks.drop": lambda w: w.s.tasks.drop(w.task, "Not needed."),
    "tasks.reopen": lambda w: w.s.tasks.done(w.task) and w.s.tasks.reopen(w.task),
    "tasks.snooze": lambda w: w.s.tasks.snooze(w.task, TOMORROW, "Awaiting news"),
    "tasks.delete": lambda w: w.s.tasks.delete(w.task),
    "obligations.mark_done": lambda w: w.s.obligations.mark_done(
        w.school, "safeguarding_return", TODAY
    ),
    "term_dates.save": lambda w: w.s.term_dates.save(2026, [AUTUMN], inset=[TODAY]),
    "term_dates.remove": lambda w: (
        w.s.term_dates.save(2026, [AUTUMN]) and w.s.term_dates.remove(2026)
    ),
    "notes.start": lambda w: end_visit(w) and w.s.notes.start(w.visit),
    "drafts.settle": lambda w: typed(with_note(w)),
    "drafts.edit_sentence": lambda w: w.s.drafts.edit_sentence(
        with_note(w).note, printed(w), "Written anew."
    ),
    "drafts.add_sentence": lambda w: w.s.drafts.add_sentence(
        with_note(w).note, "One more.", after=printed(w)
    ),
    "drafts.remove_sentence": lambda w: w.s.drafts.remove_sentence(with_note(w).note, printed(w)),
    "drafts.keep_sentence": lambda w: w.s.drafts.keep_sentence(with_note(w).note, offered(w)),
    "drafts.move_sentence": lambda w: (
        w.s.drafts.add_sentence(with_note(w).note, "Second.", after=printed(w), sentence_id="own:2")
        and w.s.drafts.move_sentence(w.note, "own:2", -1)
    ),
    "drafts.edit_heading": lambda w: w.s.drafts.edit_heading(
        with_note(w).note, w.s.documents.open(w.note).draft.sections[0].id, "Another heading"
    ),
    **{f"drafts.apply: {name}": edit_step(*edit) for name, edit in EDITS.items()},
    "notes.edit_action": lambda w: w.s.notes.edit_action(
        w.task, "Read it twice", "school", "Head", "2026-12-11", "It was read"
    ),
    "drafts.answer_warning": lambda w: w.s.drafts.answer_warning(
        with_note(w).note, a_warning(w), "Known and right."
    ),
    "spelling.learn": lambda w: w.s.spelling.learn("Valeford"),
    "spelling.unlearn": lambda w: (
        w.s.spelling.learn("Valeford") and w.s.spelling.unlearn(w.s.spelling.learned()[0].uid)
    ),
    "phrases.save": lambda w: w.s.phrases.save("Governors know the school.", ";gov"),
    "phrases.delete": lambda w: (
        w.s.phrases.save("Governors", "") and w.s.phrases.delete(w.s.phrases.own()[0].uid)
    ),
    "redactions.make": redacted,
    "issue_log.mark_sent": lambda w: w.s.issue_log.mark_sent([receiver(w)], TODAY),
    "issue_log.change": lambda w: w.s.issue_log.change(receiver(w), route="letter", sent_on=""),
    "issue_log.add": lambda w: w.s.issue_log.add(issued_version(w), Told("Diocese")),
    "documents.send_to_school": lambda w: w.s.documents.send_to_school(with_note(w).note),
    "documents.back_to_draft": lambda w: (
        w.s.documents.send_to_school(with_note(w).note) and w.s.documents.back_to_draft(w.note)
    ),
    "documents.correct": lambda w: (
        issue(with_note(w)) and w.s.documents.correct(w.note, "Wrong number")
    ),
    "settings.change_officer": lambda w: w.s.settings.change_officer("Kim R", "SIO", "", ""),
    "settings.change_authority": lambda w: w.s.settings.change_authority("Vale", "Schools"),
    "settings.change_rulebook": lambda w: w.s.settings.change_rulebook("rutland-2015"),
    "settings.set_logo": lambda w: w.s.settings.set_logo(a_picture(), "Vale Council"),
    "settings.describe_logo": lambda w: (
        w.s.settings.set_logo(a_picture(), "Vale Council")
        and w.s.settings.describe_logo("A hill in a vale")
    ),
    "settings.remove_logo": lambda w: (
        w.s.settings.set_logo(a_picture(), "Vale Council") and w.s.settings.remove_logo()
    ),
    "house_style.keep": lambda w: a_house_style(w),
    "house_style.remove": lambda w: a_house_style(w) and w.s.house_style.remove(),
    "pack_editor.save": lambda w: a_rulebook(w),
    "pack_editor.go_back": lambda w: a_rulebook(w) and w.s.pack_editor.go_back("1"),
    **CASE_WRITES,
    **CONFLICT_WRITES,
    **MONITORING_WRITES,
    **DAY_WRITES,
    **PLAN_WRITES,
    **MINUTES_WRITES,
    **REPORT_WRITES,
    **SLIP_WRITES,
    **MEETING_WRITES,
    **MEETING_NOTE_WRITES,
}


@pytest.mark.parametrize("name", STEPS)
def test_it_is_logged_undone_and_redone(name, world, store):
    result = STEPS[name](world)
    changes = getattr(result, "changes", result)
    after = snapshot(store)
    undo = world.s.undo
    told = undo.next_undo()
    assert told is not None and told.id == changes.action, "the write is not on the undo stack"
    for table, uids in changes.rows.items():
        for uid in uids:
            assert undo.history(table, uid)[0].action == changes.label
    assert unsaid(world.s, changes.rows) == []
    undo.undo()
    before = snapshot(store)
    assert before != after
    undo.redo()
    assert snapshot(store) == after
    undo.undo()
    assert snapshot(store) == before
    with store.read() as connection:
        assert rebuild.disagreements(connection) == []


def test_what_cannot_be_undone_says_so(world, store):
    with_note(world)
    issue(world)
    step = world.s.undo.next_undo()
    assert step is None or "Issued" not in step.label
    assert date.fromisoformat(world.s.documents.versions(world.note)[0].issued_at[:10])


def test_no_write_is_missing_from_the_walk(services):
    walked = {name.split(":")[0] for name in STEPS}
    otherwise = [FIXED, BY_BACKUP, SEVERAL, REHEARSED, TYPING, HERE]
    assert sum(map(len, otherwise)) == len(set().union(*otherwise))
    assert walked.isdisjoint(set().union(*otherwise))
    assert writing(services) == walked.union(*otherwise)
