"""One of everything an officer can write, made through the services, for the walk over all."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from sif_desktop.domain import note_blocks, note_edit, note_tables
from sif_desktop.domain.category_decision import Decision, StagePassed
from sif_desktop.domain.exemptions import PERSONAL, Reason
from sif_desktop.domain.forms import Answer, AnswerState, Evidence
from sif_desktop.domain.note import Block, BlockKind, Flag, Ref
from sif_desktop.domain.visibility import Visibility
from sif_desktop.domain.withholding import Withholding
from sif_desktop.frameworks.edits import Edit
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

DATA = Path(__file__).resolve().parents[1] / "data"
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


def a_world(services: Any, folder: Path) -> World:
    w = World(services, folder)
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
    w.s.filling.fill(letter, {"days": "4", "planned": "Three visits."})
    return letter


def typed_field(w: World) -> Any:
    letter = a_letter(w)
    w.s.filling.keep(letter, {"planned": "Four visits."})
    return w.s.filling.settle(letter)


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
