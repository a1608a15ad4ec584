"""Every kind of check before issue is shown beside the draft; Enter on it leads to its place."""

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest

from sif_desktop.domain import text_checks
from sif_desktop.domain.findings import FindingKind
from sif_desktop.domain.forms import AnswerState, Evidence
from sif_desktop.domain.note import Block, BlockKind, Row
from sif_desktop.domain.slip import INACCURATE, Said
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.services.tasks import TaskFields
from tests.services.test_checks_of_documents import PASSAGE, write_notes
from tests.ui import test_composer_page as composer
from tests.ui.checks_desk import (
    FORM,
    TEACHING,
    AmongAnswers,
    AtJotting,
    Desk,
    InDraft,
    InField,
    InVisit,
    OnPage,
    ToSign,
    Way,
)

ATTENDANCE = "answer:core_areas.attendance"

visit, context, window = composer.visit, composer.context, composer.window


@pytest.fixture
def services(tmp_path):
    """On a rulebook as it is shipped, but for one section that must not stay empty."""
    packs = tmp_path / "packs"
    shipped = composer.ROOT / "resources" / "frameworks" / "england-2026"
    shutil.copytree(shipped, packs / shipped.name)
    form = packs / shipped.name / "forms" / f"{FORM}.yaml"
    title = "    title: Context\n"
    words = form.read_text(encoding="utf-8")
    assert title in words
    form.write_text(words.replace(title, f"{title}    mandatory: true\n"), encoding="utf-8")
    yield from composer.caseload(tmp_path, Registry([packs]))


@pytest.fixture
def desk(qtbot, window, services, visit):
    return Desk(qtbot, window, services, visit)


# What brings each kind about: told the desk, it says where the finding must lead ------------------


def an_item_without_answer(desk: Desk) -> Way:
    desk.answer("core_priorities.list", state=AnswerState.OPEN, value="")
    return InVisit("core_priorities.list")


def a_section_that_must_not_be_empty(desk: Desk) -> Way:
    desk.answer("core_context.changes", state=AnswerState.OPEN, value="")
    return InVisit("core_context.changes")


def a_part_left_empty(desk: Desk) -> Way:
    desk.services.capture.write_visit(desk.visit, strengths="")
    return InDraft("strengths")


def an_action_without_anybody(desk: Desk) -> Way:
    agreed = desk.services.capture.agree_action(desk.visit, TaskFields("Do something"))
    return InDraft(f"task:{agreed.uid}")


def judgements_not_made(_desk: Desk) -> Way:
    return InVisit("core_priorities.progress")


def a_judgement_without_evidence(desk: Desk) -> Way:
    desk.answer("core_areas.attendance")
    return InDraft(ATTENDANCE)


def a_judgement_on_one_kind_of_evidence(desk: Desk) -> Way:
    kinds = (Evidence.FIGURES,)
    desk.answer("core_areas.attendance", evidence="Absence is low.", evidence_kinds=kinds)
    return InDraft(ATTENDANCE)


def a_jotting_filed_to_nothing(_desk: Desk) -> Way:
    return AtJotting("PRIVATE-UNFILED")


def jottings_offered(desk: Desk) -> Way:
    draft = desk.services.documents.open(desk.note).draft
    return InDraft(next(s.id for _, _, s in draft.sentences() if s.offered))


def a_record_changed_after_the_edit(desk: Desk) -> Way:
    desk.write("Taught well.")
    desk.answer("core_areas.teaching", evidence="Seen in six rooms.")
    return InDraft(TEACHING)


def criticism_not_told(desk: Desk) -> Way:
    desk.write("Teaching is weak in mathematics.")
    for section, block, sentence in desk.services.documents.open(desk.note).draft.sentences():
        if section.id == "findings" and block.id.startswith("item:core_priorities"):
            desk.services.drafts.remove_sentence(desk.note, sentence.id)
    return InDraft(TEACHING)


def an_answer_in_two_versions(desk: Desk) -> Way:
    desk.in_two_versions("answer", "item = 'core_areas.teaching'", "evidence")
    return InVisit("core_areas.teaching")


def a_visit_in_two_versions(desk: Desk) -> Way:
    desk.in_two_versions("visit", f"uid = '{desk.visit}'", "focus")
    return OnPage("visit")


def an_action_in_two_versions(desk: Desk) -> Way:
    action = desk.in_two_versions("task", f"visit_uid = '{desk.visit}'", "due")
    return InDraft(f"task:{action}")


def a_school_in_two_versions(desk: Desk) -> Way:
    desk.in_two_versions("provider", "uid = 'oakfield'", "attached_officer")
    return OnPage("school")


def a_table_that_cannot_be_read_out(desk: Desk) -> Way:
    rows = (Row("own:r", ("a", "b")),)
    table = Block("own:t", BlockKind.TABLE, columns=("What", "What"), rows=rows)

    def with_table(draft):
        first, *others = draft.sections
        return replace(draft, sections=(replace(first, blocks=(*first.blocks, table)), *others))

    desk.services.drafts.apply(desk.note, "Added a table", with_table)
    return InDraft("own:r")


def words_only_for_those_who_see_the_page(desk: Desk) -> Way:
    desk.write("The figures are in the table below.")
    return InDraft(TEACHING)


def a_passage_of_another_school(desk: Desk) -> Way:
    desk.another_school()
    write_notes(desk.services, PASSAGE)
    desk.services.search.refresh()
    desk.write(PASSAGE)
    return InDraft(TEACHING)


def another_school_named(desk: Desk) -> Way:
    desk.another_school()
    desk.write("Hill Top Academy does this too.")
    return InDraft(TEACHING)


def another_head_named(desk: Desk) -> Way:
    desk.another_school()
    at = {"provider_uid": "hill-top", "role": "headteacher", "to_date": ""}
    with desk.services.context.store.action("A head") as act:
        act.create(role, TEAM, **at, name="Ines Calloway")
    desk.write("This was agreed with Ines Calloway.")
    return InDraft(TEACHING)


def saying(words: str) -> Callable[[Desk], Way]:
    def said(desk: Desk) -> Way:
        desk.write(words)
        return InDraft(TEACHING)

    return said


def a_heading_with_a_name(desk: Desk) -> Way:
    desk.services.drafts.edit_heading(desk.note, "strengths", "What Mrs Whitcombe does well")
    return InDraft("strengths")


def an_answer_of_the_school(desk: Desk) -> Way:
    desk.services.slips.keep_asked(desk.note)
    desk.services.slips.record(desk.note, Said(1, INACCURATE, "It was a Friday."), "Head")
    return AmongAnswers(1)


def a_field_left_empty(desk: Desk) -> Way:
    desk.note = _notice(desk)
    return InField("grounds")


def a_signature_missing(desk: Desk) -> Way:
    desk.note = _notice(desk)
    return ToSign("School improvement officer")


def _notice(desk: Desk) -> str:
    with desk.services.context.store.action("About the school") as act:
        act.update(provider, "oakfield", kind="maintained_school")
    return desk.services.letters.begin("oakfield", "warning-notice").uid


Kind = FindingKind
CASES: tuple[tuple[FindingKind, Callable[[Desk], Way]], ...] = (
    (Kind.MISSING, an_item_without_answer),
    (Kind.EMPTY_SECTION, a_section_that_must_not_be_empty),
    (Kind.EMPTY_PART, a_part_left_empty),
    (Kind.ACTION, an_action_without_anybody),
    (Kind.UNDECIDED, judgements_not_made),
    (Kind.NO_EVIDENCE, a_judgement_without_evidence),
    (Kind.ONE_KIND, a_judgement_on_one_kind_of_evidence),
    (Kind.UNFILED, a_jotting_filed_to_nothing),
    (Kind.OFFERED, jottings_offered),
    (Kind.CHANGED, a_record_changed_after_the_edit),
    (Kind.NOT_TOLD, criticism_not_told),
    (Kind.CONFLICT, an_answer_in_two_versions),
    (Kind.CONFLICT, a_visit_in_two_versions),
    (Kind.CONFLICT, an_action_in_two_versions),
    (Kind.CONFLICT, a_school_in_two_versions),
    (Kind.ACCESSIBILITY, a_table_that_cannot_be_read_out),
    (Kind.ACCESSIBILITY, words_only_for_those_who_see_the_page),
    (Kind.REUSED, a_passage_of_another_school),
    (Kind.OTHER_SCHOOL, another_school_named),
    (Kind.OTHER_HEAD, another_head_named),
    (Kind.PERSONAL_NAME, saying("Mrs Whitcombe leads it well.")),
    (Kind.PERSONAL_NAME, a_heading_with_a_name),
    (Kind.PUPIL_INITIALS, saying("Pupil JS could not say why.")),
    (Kind.SMALL_NUMBER, saying("Only three pupils could read the sign.")),
    (Kind.CLASS_TEACHER, saying("The Year 4 teacher models well.")),
    (Kind.SLIP, an_answer_of_the_school),
    (Kind.FIELD, a_field_left_empty),
    (Kind.SIGN_OFF, a_signature_missing),
)


@pytest.mark.parametrize(
    ("kind", "bring_about"), CASES, ids=[f"{kind}-{made.__name__}" for kind, made in CASES]
)
def test_enter_on_a_check_leads_to_its_place(desk, kind, bring_about):
    way = bring_about(desk)
    desk.open(desk.note)
    assert kind in desk.shown()
    desk.page.sheet.setFocus()
    assert not way.reached(desk)
    desk.follow(kind)
    desk.until(lambda: way.reached(desk))
    if isinstance(way, ToSign):
        desk.page.letter.dialog.reject()


@pytest.mark.parametrize("kind", [FindingKind.UNDECIDED, FindingKind.UNFILED])
def test_it_leads_there_too_when_the_visit_was_open_before(desk, kind):
    way = dict(CASES)[kind](desk)
    page = desk.window.go("visit", {"uid": desk.visit})
    desk.until(lambda: page.whole)
    desk.open(desk.note)
    desk.follow(kind)
    desk.until(lambda: way.reached(desk))


def test_no_kind_of_check_is_left_out():
    assert {kind for kind, _ in CASES} == set(FindingKind)
    in_texts = {str(kind) for kind in text_checks.FindingKind}
    assert in_texts - {str(kind) for kind in FindingKind} == {"shared_passage"}  # told as REUSED
