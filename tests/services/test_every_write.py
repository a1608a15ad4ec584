"""Every write an officer can make is undone, redone and told in the history: one test walks them.

A service method that writes and is not walked here fails the last test.
"""

from __future__ import annotations

import inspect
import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from sif_desktop.domain import note_blocks, note_edit, note_tables
from sif_desktop.domain.category_decision import Decision, StagePassed
from sif_desktop.domain.exemptions import PERSONAL, Reason
from sif_desktop.domain.forms import Answer, AnswerState, Evidence
from sif_desktop.domain.note import Block, BlockKind, Flag, Ref
from sif_desktop.domain.visibility import Visibility
from sif_desktop.domain.withholding import Withholding
from sif_desktop.frameworks.edits import Edit
from sif_desktop.models import rebuild
from sif_desktop.models.base import is_synced, logged_columns, metadata
from sif_desktop.services.documents.issue_log import Told
from sif_desktop.services.figure_lines import FigureFields
from sif_desktop.services.inspection_lines import ImprovementFields, InspectionFields
from sif_desktop.services.predictions import PredictionFields
from sif_desktop.services.provider_facts import FactFields
from sif_desktop.services.schools import PersonFields
from sif_desktop.services.tasks import TaskFields
from sif_desktop.services.term_dates import TermDates
from sif_desktop.services.typed import Field
from sif_desktop.services.visit_plan import PlannedCompanion
from tests.reports.make_template import make_template
from tests.services.conftest import TODAY
from tests.services.writes_of_cases import CASE_WRITES
from tests.services.writes_of_days import DAY_WRITES
from tests.services.writes_of_monitoring import MONITORING_WRITES
from tests.services.writes_of_plans import PLAN_WRITES

DATA = Path(__file__).resolve().parents[1] / "data"
# What these return says that they write.
WRITES = {
    "Changes",
    "Changes | None",
    "Added",
    "Decided",
    "Planned",
    "Started",
    "Kept",
    "ImportResult",
    "ReferenceResult",
    "Issued",
    "Redacted",
    "Disclosed",
}
# Not undoable, and each says so before it is done (undo itself is logged like everything).
FIXED = {"documents.issue", "disclosure.make", "undo.undo", "undo.redo"}


AUTUMN = TermDates("autumn", date(2026, 9, 3), date(2026, 12, 18))


@dataclass
class World:
    """One of everything that later steps need."""

    s: Any
    folder: Path
    school: str = "oakfield"
    visit: str = ""
    room: str = ""
    lines: tuple[str, ...] = ()
    task: str = ""
    person: str = ""
    picture: str = ""
    note: str = ""
    form: Any = None
    item: Any = None


def a_picture(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def world(services, tmp_path) -> World:
    w = World(services, tmp_path)
    plan = services.visits.defaults("learning_walk", w.school)
    plan = replace(plan, companions=(PlannedCompanion("Sam Rowe", "joint"),), focus="Reading")
    w.visit = services.visits.plan(plan).uid
    services.visits.start(w.visit)
    record = services.visits.record(w.visit)
    w.form = services.visits.pack_of(record.visit).visit_form(record.visit.visit_type)
    w.item = next(item for item in w.form.items() if item.kind == "grade")
    capture = services.capture
    w.room = capture.enter_room(w.visit, "Hall").uid
    filed = capture.add_jotting(w.visit, "Seen", w.room, form=w.form.id, item=w.item.id)
    w.lines = (filed.uid, capture.add_jotting(w.visit, "Loose").uid)
    w.task = services.tasks.add(w.school, TaskFields("Do it", "school", "Head", "2026-12-01")).uid
    person = PersonFields("headteacher", "Mrs Asha Verma", from_date="2024-09-01")
    w.person = services.schools.add_person(w.school, person).uid
    w.picture = services.attachments.add_bytes(w.visit, a_picture(), "wall.png").uid
    return w


def a_rulebook(w: World) -> Any:
    return w.s.pack_editor.save([Edit("visit_types.yaml", ("visit_types", 0, "title"), "Core")])


def with_note(w: World) -> World:
    capture = w.s.capture
    texts = {item.id: item for item in w.form.items() if item.required}
    for item in texts.values():
        given = Answer(item.id, AnswerState.ANSWERED, "It is so.")
        if item.kind != "text":
            given = Answer(item.id, AnswerState.NOT_SEEN, evidence="No time today.")
        capture.record_answer(w.visit, w.form.id, item, given)
    capture.park([w.lines[1]])
    w.s.visits.end(w.visit)
    w.note = w.s.notes.start(w.visit).uid
    return w


def offered(w: World) -> str:
    sentences = w.s.documents.open(w.note).draft.sentences()
    return next(s.id for _, _, s in sentences if s.offered)


def printed(w: World) -> str:
    sentences = w.s.documents.open(w.note).draft.sentences()
    return next(s.id for _, _, s in sentences if not s.offered and s.flag is Flag.NONE)


def a_warning(w: World) -> str:
    lines = w.s.documents.check(w.note)
    return next(line.finding.id for line in lines if line.finding.severity == "should")


def issue(w: World) -> Any:
    keep = [s.id for _, _, s in w.s.documents.open(w.note).draft.sentences() if s.offered]
    w.s.drafts.keep_sentence(w.note, *keep)
    return w.s.documents.issue(w.note, w.s.documents.recipients(w.note))


def issued_version(w: World) -> str:
    return issue(with_note(w)).version_uid


def receiver(w: World) -> str:
    w.s.issue_log.add(issued_version(w), Told("Diocese", route="email"))
    return next(line.uid for line in w.s.issue_log.lines() if line.role == "Diocese")


def redacted(w: World) -> Any:
    version = issued_version(w)
    first = w.s.redactions.plan(version).passages[0]
    return w.s.redactions.make(version, [Withholding(first.id, 0, 4, Reason(PERSONAL))])


def section_of(w: World, sentence: str) -> str:
    return w.s.documents.open(w.note).draft.find(sentence)[0].id


def edited(w: World, *changes: Any) -> Any:
    """What the composer does, one logged change each; the last is the one looked at."""
    done = None
    for change in changes:
        done = w.s.drafts.apply(w.note, "Edited the draft", change)
    return done


def with_table(w: World) -> World:
    rows = [["Who", "How many"], ["Year 3", "4"], ["Year 4", "5"]]
    table = note_tables.new_table("own:t", rows, ("own:r1", "own:r2"))
    section = section_of(with_note(w), printed(w))
    edited(w, lambda d: note_blocks.add_block(d, table, section))
    return w


def with_list(w: World) -> World:
    block = Block("own:l", BlockKind.BULLETS)
    section = section_of(with_note(w), printed(w))
    edited(
        w,
        lambda d: note_blocks.add_block(d, block, section),
        lambda d: note_edit.add_sentence(d, "own:s1", "First.", block="own:l"),
        lambda d: note_edit.add_sentence(d, "own:s2", "Second.", block="own:l"),
    )
    return w


def typed(w: World) -> Any:
    w.s.drafts.type_sentence(w.note, printed(w), "Typed anew.")
    return w.s.drafts.settle(w.note)


def typed_line(w: World) -> Any:
    field = Field("visit", w.visit, "summary")
    w.s.capture.typing({field: "A summary."})
    return w.s.capture.settle(field)


def edited_school(w: World, **values: str) -> Any:
    entry = w.s.schools.entry(w.school)
    return w.s.schools.edit(w.school, {**entry.values, **values})


def a_category(w: World) -> str:
    if not w.s.schools.categories():
        w.s.settings.change_rulebook("rutland-2015")
    return next(iter(w.s.schools.categories()))


LEVEL = Decision(
    "targeted", TODAY, "Two criteria.", "secure",
    stages=(StagePassed("discussed", TODAY), StagePassed("told", skipped="Letter follows")),
)  # fmt: skip


def sorted_school(w: World) -> str:
    """The school as one of a kind that the rulebook sorts into categories."""
    edited_school(w, kind="maintained_school")
    return w.school


def a_judgement(w: World) -> str:
    return w.s.categories.decide(sorted_school(w), LEVEL).uid


FIGURE = FigureFields("attendance", "2026", "94.1", source="School census")


def a_figure(w: World) -> str:
    return w.s.figures.record(w.school, FIGURE).uid


def carried(w: World) -> Any:
    a_judgement(w)
    w.s.settings.change_rulebook("telford-2014")
    (old,) = w.s.carry_over.waiting()
    return w.s.carry_over.carry({old.key: next(iter(old.choices))})


def kept_register_value(w: World) -> Any:
    w.s.register.import_file(DATA / "gias_results_export_sample_2022_heads_invented.csv")
    row = next(r for r in w.s.schools.rows() if r.urn not in ("900001", "900002"))
    w.school = row.uid
    edited_school(w, town="Elsewhere")
    return w.s.schools.use_register_value(row.uid, "town")


def a_house_style(w: World) -> Any:
    """The council's template kept."""
    path = w.folder / "Letterhead.dotx"
    path.write_bytes(make_template())
    seen = w.s.house_style.preview(path)
    return w.s.house_style.keep(seen, {picture.id: "A hill" for picture in seen.pictures})


def end_visit(w: World) -> Any:
    return w.s.visits.end(w.visit)


LA = Visibility.LA
REF = Ref("jotting", "somewhere", "")
# What the composer does to a draft, each as one change: (what stands before, the change).
EDITS = {
    "split": (with_list, lambda d: note_edit.split_sentence(d, "own:s1", "Fi", "rst.", "own:s3")),
    "join": (with_list, lambda d: note_edit.join_sentence(d, "own:s2")),
    "add several": (with_list, lambda d: note_edit.add_sentences(d, "own:s1", [("own:s3", "X")])),
    "mark told": (with_list, lambda d: note_edit.mark(d, "own:s1", "own:s2", told=True)),
    "mark file only": (with_list, lambda d: note_edit.mark(d, "own:s1", visibility=LA)),
    "tie": (with_list, lambda d: note_edit.tie(d, "own:s1", (REF,))),
    "kind": (with_list, lambda d: note_blocks.set_kind(d, "own:l", BlockKind.NUMBERED)),
    "break": (with_list, lambda d: note_blocks.break_block(d, "own:s2", "own:b")),
    "move block": (with_list, lambda d: note_blocks.move_block(d, "own:l", 1)),
    "move section": (with_list, lambda d: note_blocks.move_section(d, d.sections[1].id, 1)),
    "remove block": (with_list, lambda d: note_blocks.remove_block(d, "own:l")),
    "heading": (
        with_list,
        lambda d: note_blocks.add_block(
            d, Block("own:h", BlockKind.HEADING, "Reading"), d.find("own:s1")[0].id
        ),
    ),
    "cell": (with_table, lambda d: note_tables.edit_cell(d, "own:r1", 1, "6")),
    "paste": (
        with_table,
        lambda d: note_tables.paste_cells(d, "own:r2", 0, [["a", "b"], ["c", "d"]], ["own:r3"]),
    ),
    "column words": (with_table, lambda d: note_tables.edit_column(d, "own:t", 0, "Class")),
    "add column": (with_table, lambda d: note_tables.add_column(d, "own:t", 1)),
    "remove column": (with_table, lambda d: note_tables.remove_column(d, "own:t", 1)),
    "add row": (with_table, lambda d: note_tables.add_row(d, "own:t", "own:r3", "own:r1")),
    "remove row": (with_table, lambda d: note_tables.remove_row(d, "own:r1")),
    "move row": (with_table, lambda d: note_tables.move_row(d, "own:r1", 1)),
    "remove table": (with_table, lambda d: note_blocks.remove_block(d, "own:t")),
}


def edit_step(begin: Any, change: Any) -> Any:
    return lambda w: edited(begin(w), change)


REGISTER = DATA / "gias_results_export_sample_2022_heads_invented.csv"
LINKS = DATA / "gias_links_sample_2023.csv"
ANSWER = Answer("", AnswerState.ANSWERED, "mostly", "Seen in four rooms.", (Evidence.SEEN,))
NEW_TASK = TaskFields("Read it", "authority", "Kim Rowe", "2026-12-10", "It was read")
PERSON = PersonFields("chair", "Mr Tomasz Lew", from_date="2025-01-01")
TOMORROW = TODAY + timedelta(days=1)


def next_visit(w: World) -> str:
    return w.s.visits.plan(w.s.visits.defaults("core_visit", w.school)).uid


def a_letter(w: World) -> str:
    """A letter that nobody has to sign, filled in."""
    edited_school(w, kind="maintained_school")
    letter = w.s.letters.begin(w.school, "support-allocation").uid
    w.s.letters.fill(letter, {"days": "4", "planned": "Three visits."})
    return letter


def typed_field(w: World) -> Any:
    letter = a_letter(w)
    w.s.letters.keep(letter, {"planned": "Four visits."})
    return w.s.letters.settle(letter)


def a_notice(w: World) -> str:
    """A warning notice signed off by the first who does."""
    letter = w.s.letters.begin(w.school, "warning-notice").uid
    w.s.sign_offs.sign(letter, "attached_officer", "Kim Rowe", TODAY.isoformat())
    return letter


INSPECTED = InspectionFields(
    "Visit by an inspector", "2026-10-06", improvements=(ImprovementFields("Reading"),)
)


def an_inspection(w: World) -> str:
    return w.s.inspections.record(w.school, INSPECTED).uid


def an_improvement(w: World) -> str:
    return w.s.inspections.line(an_inspection(w)).given.improvements[0].uid


def responded(w: World) -> Any:
    w.s.settings.change_rulebook("rutland-2015")
    edited_school(w, kind="maintained_school")
    given = InspectionFields("ofsted", "2026-10-06", outcomes=("requires_improvement",))
    uid = w.s.inspections.record(w.school, given).uid
    return w.s.inspections.take_on(uid, [one.id for one in w.s.inspections.responses(uid)])


def a_prediction(w: World) -> str:
    return w.s.predictions.record(w.school, PredictionFields("2/RI")).uid


def a_fact(w: World) -> str:
    given = FactFields("academy", "2020-09-01")
    return w.s.facts.add(w.school, "governance_category", given).uid


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
    "letters.fill": lambda w: w.s.letters.fill(a_letter(w), {"days": "5", "_reference": "A/1"}),
    "letters.settle": typed_field,
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
    **MONITORING_WRITES,
    **DAY_WRITES,
    **PLAN_WRITES,
}


def snapshot(store) -> dict[str, Any]:
    """Every live row of every logged table, without the log's own columns."""
    found: dict[str, Any] = {}
    with store.read() as connection:
        for table in metadata.tables.values():
            if is_synced(table):
                names = ["uid", *(column.name for column in logged_columns(table))]
                query = select(*(table.c[name] for name in names)).where(table.c.x_gone == 0)
                for row in connection.execute(query):
                    found[f"{table.name} {row.uid}"] = tuple(value or "" for value in row)
    return found


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
    writing = set()
    for area, service in vars(services).items():
        for name, method in inspect.getmembers(type(service), inspect.isfunction):
            returns = method.__annotations__.get("return")
            if not name.startswith("_") and returns in WRITES:
                writing.add(f"{area}.{name}")
    assert writing - FIXED == {name.split(":")[0] for name in STEPS}
