"""A note from its first draft to an issued version, and what issuing freezes."""

import runpy
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from sqlalchemy import text as sql

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import FindingKind, Severity
from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.domain.note import Flag
from sif_desktop.services.capture import TaskFields
from sif_desktop.services.documents.issue import dispose_after, safe_name
from tests.services.reading import docx_lines, one_space, pdf_text

record_visit = runpy.run_path(str(Path(__file__).parents[1] / "data" / "sample_visit.py"))[
    "record_visit"
]

TEACHING = "answer:core_areas.teaching"


@pytest.fixture
def visit(services):
    return record_visit(services)


@pytest.fixture
def note(services, visit):
    return services.notes.start(visit).uid


def issue(services, uid):
    return services.documents.issue(uid, services.documents.recipients(uid))


def files_of(services, version_uid: str) -> tuple[bytes, bytes]:
    return services.documents.docx_of(version_uid), services.documents.pdf_of(version_uid)


def all_text(view) -> str:
    return " ".join(s.text for _, _, s in view.draft.sentences() if not s.offered)


# --- beginning and editing ------------------------------------------------------------------------


def test_a_note_is_begun_once_however_often_it_is_asked_for(services, visit):
    first, second = services.notes.start(visit), services.notes.start(visit)
    assert first.uid == second.uid
    assert first.changes.touches("document") and second.changes is None


def test_a_visit_that_has_not_begun_has_no_note(services):
    uid = services.visits.plan(services.visits.defaults("core_visit", "oakfield")).uid
    with pytest.raises(Problem, match="has not taken place"):
        services.notes.start(uid)


def test_what_was_recorded_stands_in_the_draft_without_typing(services, note):
    words = all_text(services.documents.open(note))
    for said in (
        "Curriculum and teaching: ",
        "In all six classrooms visited, reading was taught daily from one scheme.",
        services.context.pack().statement("not_seen", item="Inclusion"),
        "The SENCO was at a course.",
        "Reading is taught daily and well in every class visited.",
        "The main points were shared on 23 November 2026 with: Headteacher, Chair of governors.",
        "The authority pays for one day of a mathematics specialist.",
    ):
        assert said in words


def test_the_draft_follows_the_record_and_keeps_the_officers_words(services, visit, note):
    sentence = next(
        s
        for _, _, s in services.documents.open(note).draft.sentences()
        if "six classrooms" in s.text
    )
    services.drafts.edit_sentence(note, sentence.id, "Reading was taught daily in six rooms.")
    form = services.context.pack().visit_form("core_visit")
    item = form.item("core_areas.teaching")
    answer = services.visits.record(visit).answers_of(form.id)[item.id]
    services.capture.record_answer(
        visit, form.id, item, replace(answer, evidence="Something else.")
    )
    view = services.documents.open(note)
    kept = view.draft.find(sentence.id)[2]
    assert kept.text == "Reading was taught daily in six rooms."
    assert kept.flag is Flag.EVIDENCE_GONE
    assert "Something else." in all_text(view)
    assert FindingKind.CHANGED in {line.finding.kind for line in view.checks}


def test_typing_is_kept_at_once_and_becomes_one_change(services, note):
    sentence = "answer:core_areas.teaching"
    for text in ("T", "Te", "Teaching is sound."):
        services.drafts.type_sentence(note, sentence, text)
    assert services.documents.open(note).draft.find(sentence)[2].text == "Teaching is sound."
    before = services.undo.next_undo().label
    changes = services.drafts.settle(note)
    assert changes.touches("document") and services.undo.next_undo().label != before
    assert services.drafts.settle(note) is None
    services.undo.undo()
    assert services.documents.open(note).draft.find(sentence)[2].text != "Teaching is sound."


def test_sentences_are_added_moved_removed_and_each_step_undone(services, note):
    first = "answer:core_areas.teaching"
    before = services.documents.open(note).draft
    services.drafts.add_sentence(note, "Two visits showed this.", after=first, sentence_id="own:1")
    added = services.documents.open(note).draft.find("own:1")
    assert [s.id for s in added[1].sentences][:2] == [first, "own:1"]
    assert added[2].evidence == services.documents.open(note).draft.find(first)[2].evidence
    services.drafts.move_sentence(note, "own:1", -1)
    assert services.documents.open(note).draft.find("own:1")[1].sentences[0].id == "own:1"
    services.drafts.remove_sentence(note, first)
    with pytest.raises(Problem):
        services.documents.open(note).draft.find(first)
    for _ in range(3):
        services.undo.undo()
    assert services.documents.open(note).draft == before


def test_text_of_any_kind_is_kept_printable(services, note):
    text = "a\x00b\ud800 <b>&amp; 😀 " + "word " * 2000
    services.drafts.edit_sentence(note, "answer:core_areas.teaching", text)
    assert services.documents.preview_pdf(note).startswith(b"%PDF")


def test_the_number_of_statements_does_not_grow_with_the_record(
    services, visit, note, count_statements
):
    services.documents.open(note)  # each text is looked for in other notes once
    with count_statements() as few:
        services.documents.open(note)
    form = services.context.pack().visit_form("core_visit")
    for number in range(30):
        services.capture.add_jotting(
            visit, f"line {number}", form=form.id, item="core_areas.teaching"
        )
        services.capture.agree_action(
            visit, TaskFields(f"Do {number}", "school", "Head", "2027-01-01", "x")
        )
    with count_statements() as many:
        services.documents.open(note)
    assert len(many) == len(few)


# --- privacy --------------------------------------------------------------------------------------


def test_nothing_private_reaches_either_file(services, note):
    issued = issue(services, note)
    word, page = (
        services.documents.docx_of(issued.version_uid),
        services.documents.pdf_of(issued.version_uid),
    )
    assert "PRIVATE" not in pdf_text(page)
    assert "PRIVATE" not in " ".join(docx_lines(word))
    assert b"PRIVATE" not in page
    version = services.documents.versions(note)[0]
    with services.context.store.read() as connection:
        frozen = connection.execute(sql("select facts || blocks from document_version")).scalar()
    assert "PRIVATE" not in frozen
    assert {who.name for who in version.recipients} > {"PRIVATE-HEAD Amberley"}


def test_a_filed_jotting_is_printed_only_once_kept(services, note):
    line = next(s for _, _, s in services.documents.open(note).draft.sentences() if s.offered)
    assert line.text not in pdf_text(services.documents.preview_pdf(note))
    services.drafts.keep_sentence(note, line.id)
    assert one_space(line.text) in pdf_text(services.documents.preview_pdf(note))


def test_jottings_not_taken_in_stay_in_their_own_partition(services, note):
    offered = [s for _, _, s in services.documents.open(note).draft.sentences() if s.offered]
    services.drafts.edit_sentence(note, offered[0].id, "In polite words.")
    services.drafts.type_sentence(note, TEACHING, "Typed.")
    services.drafts.settle(note)
    issue(services, note)
    with services.context.store.read() as connection:
        ops = connection.execute(sql("select fields from sync_op where tbl like 'document%'"))
        logged = " ".join(ops.scalars())
    for line in offered:
        assert line.text not in logged
    assert "In polite words." in logged


# --- issuing --------------------------------------------------------------------------------------


def test_word_and_pdf_hold_all_that_was_entered_in_the_same_order(services, visit, note):
    view = services.documents.open(note)
    issued = issue(services, note)
    lines = docx_lines(services.documents.docx_of(issued.version_uid))
    page = pdf_text(services.documents.pdf_of(issued.version_uid))
    word = " ".join(lines)
    record = services.visits.record(visit)
    wanted = [section.heading for section in view.draft.sections]
    wanted += [s.text for _, block in view.draft.blocks() for s in block.printed()]
    wanted += [cell for _, block in view.draft.blocks() for row in block.rows for cell in row.cells]
    wanted += [task.what for task in record.tasks] + [task.measure for task in record.tasks]
    wanted += ["Headteacher", "Chair of governors", "School improvement file"]
    for text in wanted:
        assert one_space(text) in word, text
        assert one_space(text) in page or all(part in page for part in text.split()), text
    places = [word.index(s.heading, 60) for s in view.draft.sections]
    assert places == sorted(places)
    styles = [
        p.style.name
        for p in docx.Document(BytesIO(services.documents.docx_of(issued.version_uid))).paragraphs
    ]
    assert styles.count("Heading 2") == len(view.draft.sections)


def test_issuing_freezes_bytes_that_never_change(services, visit, note):
    issued = issue(services, note)
    word, page = (
        services.documents.docx_of(issued.version_uid),
        services.documents.pdf_of(issued.version_uid),
    )
    services.capture.write_visit(visit, strengths="Everything is different now.")
    task = services.visits.record(visit).tasks[0]
    services.tasks.edit(task.uid, TaskFields("Another thing"))
    from sif_desktop.models.tables.providers import provider

    with services.context.store.action("Renamed") as act:
        act.update(provider, "oakfield", name="Oakfield Academy")
    services.documents.correct(note, "A date was wrong")
    services.drafts.edit_sentence(note, "answer:core_areas.teaching", "Different.")
    assert (
        services.documents.docx_of(issued.version_uid),
        services.documents.pdf_of(issued.version_uid),
    ) == (word, page)
    assert services.documents.versions(note)[0].file_name.startswith(
        "2026-11-23 Oakfield Primary School 900001"
    )


def test_issuing_records_who_when_to_whom_and_until_when(services, note, visit):
    issued = issue(services, note)
    version = services.documents.versions(note)[0]
    assert (version.number, version.issued_by, version.dispose_after) == (
        1,
        "Kim Rowe",
        "2032-11-23",
    )
    assert [(who.role, who.copy, who.route) for who in version.recipients] == [
        ("Headteacher", "school", "secure_email"),
        ("Chair of governors", "governors", "secure_email"),
        ("School improvement file", "file", "file"),
    ]
    assert issued.changes.touches("document_version", "visit")
    assert services.visits.read(visit).state == "issued"


def test_issuing_cannot_be_undone(services, note):
    services.documents.send_to_school(note)
    issue(services, note)
    with pytest.raises(Problem):
        while services.undo.next_undo():
            services.undo.undo()
    assert services.documents.open(note).state == "issued"
    assert len(services.documents.versions(note)) == 1


def test_an_issued_note_cannot_be_edited_or_issued_again(services, note):
    issue(services, note)
    with pytest.raises(Problem, match="cannot be changed"):
        services.drafts.edit_sentence(note, "answer:core_areas.teaching", "x")
    with pytest.raises(Problem, match="already"):
        issue(services, note)


def test_what_must_be_put_right_keeps_the_note_back(services, visit, note):
    services.capture.agree_action(visit, TaskFields("Do something"))
    checks = services.documents.check(note)
    assert checks[0].finding.severity is Severity.MUST
    with pytest.raises(Problem, match="not ready"):
        issue(services, note)
    with pytest.raises(Problem, match="not ready"):
        services.documents.send_to_school(note)
    with pytest.raises(Problem):
        services.drafts.answer_warning(note, checks[0].finding.id, "never mind")


def test_a_warning_is_answered_with_a_reason_that_is_kept(services, note):
    warning = services.documents.check(note)[0].finding
    services.drafts.answer_warning(note, warning.id, "It was looked at last term")
    answered = {c.finding.id: c.answer for c in services.documents.check(note)}
    assert answered[warning.id] == "It was looked at last term"
    assert warning not in services.documents.issue_plan(note).unanswered
    services.undo.undo()
    assert warning in services.documents.issue_plan(note).unanswered


def test_the_states_are_walked_in_order(services, visit, note):
    assert services.visits.read(visit).state == "drafting"
    services.documents.send_to_school(note)
    assert services.visits.read(visit).state == "with_school"
    assert services.documents.open(note).sent_to_school_on == "2026-11-23"
    services.documents.back_to_draft(note)
    assert services.visits.read(visit).state == "drafting"
    issue(services, note)
    assert services.visits.read(visit).state == "issued"


@pytest.mark.req("R15-01")
def test_a_correction_is_version_two_with_its_reason_and_leaves_version_one(services, note):
    first = issue(services, note)
    before = services.documents.pdf_of(first.version_uid)
    with pytest.raises(Problem, match="needs a reason"):
        services.documents.correct(note, " ")
    services.documents.correct(note, "The number of classrooms was wrong")
    services.drafts.edit_sentence(
        note, "answer:core_areas.teaching", "Teaching: five rooms were seen."
    )
    second = issue(services, note)
    assert second.number == 2
    text = pdf_text(services.documents.pdf_of(second.version_uid))
    assert "This is version 2. It replaces version 1 and was corrected on 23 November 2026" in text
    assert "The number of classrooms was wrong" in text
    assert "five rooms were seen" in text
    assert services.documents.pdf_of(first.version_uid) == before
    assert [v.number for v in services.documents.versions(note)] == [2, 1]
    assert services.documents.versions(note)[0].reason == "The number of classrooms was wrong"
    assert services.documents.open(note).correction == ""


def test_recipients_the_officer_settles_on_stand_in_the_circulation(services, note):
    chosen = [who for who in services.documents.recipients(note) if who.copy != "governors"]
    issued = services.documents.issue(note, chosen)
    lines = docx_lines(services.documents.docx_of(issued.version_uid))
    after = lines[lines.index("Circulation") :]
    assert "Headteacher" in after and "Chair of governors" not in after
    with pytest.raises(Problem, match="Nobody"):
        services.documents.issue(note, [])


def test_a_visit_without_a_word_says_so_rather_than_failing(services):
    uid = services.visits.plan(services.visits.defaults("core_visit", "oakfield")).uid
    services.visits.start(uid)
    note = services.notes.start(uid).uid
    assert services.documents.preview_pdf(note).startswith(b"%PDF")
    form = services.context.pack().visit_form("core_visit")
    for line in services.documents.check(note):
        if line.finding.kind is FindingKind.MISSING:
            item = form.item(line.finding.place.item)
            answer = Answer(item.id, AnswerState.OPEN, reason="No time")
            services.capture.record_answer(uid, form.id, item, answer)
    assert issue(services, note).number == 1


# --- files ----------------------------------------------------------------------------------------


def test_both_files_are_saved_under_the_rulebooks_name(services, note, tmp_path):
    issued = issue(services, note)
    version = services.documents.versions(note)[0]
    word, page = services.documents.export_version(version, "school", tmp_path / "out")
    assert word.name == "2026-11-23 Oakfield Primary School 900001 Core visit v1.docx"
    assert page.read_bytes() == services.documents.pdf_of(issued.version_uid)
    assert sorted(p.name for p in word.parent.iterdir()) == sorted([word.name, page.name])


def test_a_file_already_there_is_never_overwritten(services, note, tmp_path):
    issue(services, note)
    version = services.documents.versions(note)[0]
    taken = tmp_path / f"{version.file_name}.pdf"
    taken.write_text("somebody's own")
    _, page = services.documents.export_version(version, "school", tmp_path)
    assert taken.read_text() == "somebody's own"
    assert page.name == f"{version.file_name} (2).pdf"
    again = services.documents.export_version(version, "school", tmp_path)
    assert again[1] == page


def test_each_copy_has_its_own_name(services, note, tmp_path):
    issue(services, note)
    version = services.documents.versions(note)[0]
    names = {
        services.documents.export_version(version, c, tmp_path)[1].name
        for c in ("school", "governors", "file")
    }
    assert len(names) == 3


def test_a_folder_that_cannot_be_written_is_said_plainly(services, note, tmp_path):
    issue(services, note)
    version = services.documents.versions(note)[0]
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    with pytest.raises(Problem, match="could not be saved"):
        services.documents.export_version(version, "school", in_the_way)


def test_a_draft_for_the_school_is_marked_in_name_and_on_the_page(services, note, tmp_path):
    word, page = services.documents.export_draft(note, tmp_path)
    assert word.name.endswith("draft.docx")
    assert "Draft of version 1" in pdf_text(page.read_bytes())


def test_documents_are_listed_with_their_versions(services, note, count_statements):
    issue(services, note)
    with count_statements() as counted:
        rows = services.documents.documents(words="oakfield core")
    assert [(row.provider, row.state_words, len(row.versions)) for row in rows] == [
        ("Oakfield Primary School", "Issued", 1)
    ]
    assert len(counted) == 5  # with its BEGIN
    assert services.documents.documents(words="nowhere") == ()


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ('A/B: "C" <D>|E?*', "A B C D E"),
        ("CON", "CON note"),
        ("  dots... ", "dots"),
        ("x" * 300, "x" * 120),
        ("\n\t", "Document"),
    ],
)
def test_file_names_are_ones_windows_accepts(provider, name):
    assert safe_name("{provider}", {"provider": provider}) == name


@pytest.mark.parametrize(
    ("issued", "years", "until"),
    [("2026-11-23", 6, "2032-11-23"), ("2028-02-29", 5, "2033-03-01"), ("2026-11-23", None, "")],
)
def test_a_version_is_kept_as_long_as_the_rulebook_says(issued, years, until):
    assert dispose_after(date.fromisoformat(issued), years) == until
