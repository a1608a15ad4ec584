"""A disclosure bundle: what is in it, what its log says, and that it is whole or not there."""

import errno
import json
from collections import Counter
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from sqlalchemy import text as sql

from sif_desktop.domain.disclosure import Outcome
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.domain.exemptions import Reason
from sif_desktop.models.changes import restricted_part
from sif_desktop.models.tables.cases import case_file, concern, contact
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.services import disclosure, files
from sif_desktop.services.disclosure import Decision, DisclosureChoice
from sif_desktop.services.files import FileExists
from tests.services.conftest import TODAY
from tests.services.office import in_own_words, issue, redacted, with_inner_words
from tests.services.reading import everything, one_space, words_of

SINCE, UNTIL = date(2026, 9, 1), date(2026, 12, 31)


@pytest.fixture
def versions(services, note, other):
    """Two issued notes; of the first, with inner words, there is a redacted copy."""
    with_inner_words(services, note)
    one = issue(services, note).version_uid
    redacted(services, one)
    return one, issue(services, other).version_uid


@pytest.fixture
def plan(services, versions):
    return services.disclosure.plan("", SINCE, UNTIL)


def choice_of(plan, versions, **more) -> DisclosureChoice:
    documents = {
        versions[0]: Decision(Outcome.PART),
        versions[1]: Decision(Outcome.WITHHELD, Reason("foi-41")),
    }
    reasons = {kind.code: in_own_words("kept for the officer’s own use") for kind in plan.kinds}
    return DisclosureChoice(documents, reasons, **more)


@pytest.fixture
def choice(plan, versions):
    return choice_of(plan, versions, reference="FOI 2026/113")


def test_every_version_of_the_period_is_listed_and_what_else_is_held_is_counted(plan, versions):
    assert {found.version.uid for found in plan.found} == set(versions)
    assert {kind.code: kind.count for kind in plan.kinds} == {
        "jottings": 8,
        "restricted": 2,
        "file": 1,
    }
    assert "PRIVATE" not in repr(plan.kinds)


def test_drafts_attachments_and_visits_not_written_up_are_counted_too(services, versions):
    from tests.services.test_every_write import a_picture

    visit = services.visits.plan(services.visits.defaults("learning_walk", "oakfield")).uid
    services.visits.start(visit)
    services.attachments.add_bytes(visit, a_picture(), "wall.png")
    services.documents.correct(services.documents.documents("hill-top")[0].uid, "Wrong")
    kinds = {k.code: k.label for k in services.disclosure.plan("", SINCE, UNTIL).kinds}
    assert kinds["visits"] == "Visit not written up" and kinds["attachments"] == "Photo or file"
    assert kinds["drafts"] == "Draft not issued"


def test_concerns_contacts_cases_and_decisions_are_counted_and_restricted_ones_as_such(services):
    def counted(school: str = "oakfield") -> Counter[str]:
        kinds = services.disclosure.plan(school, SINCE, UNTIL).kinds
        return Counter({kind.code: kind.count for kind in kinds})

    day, before, elsewhere = {"provider_uid": "oakfield"}, counted(), counted("hill-top")
    with services.context.store.action("Recorded") as act:
        act.create(concern, "oakfield", **day, raised_on="2026-10-05", what="PRIVATE one")
        act.create(concern, restricted_part("oakfield"), **day, raised_on="2026-10-06", what="two")
        act.create(concern, "oakfield", **day, raised_on="2025-10-05", what="before the period")
        act.create(contact, "oakfield", **day, at="2026-10-07")
        act.create(case_file, "oakfield", **day, opened_on="2026-10-08")
        act.create(judgement, "oakfield", **day, decided_on="2026-10-09")
    once = ("restricted", "judgements", "concerns", "contacts", "cases")
    assert counted() - before == Counter(once)
    assert counted("hill-top") == elsewhere
    assert "PRIVATE" not in repr(services.disclosure.plan("oakfield", SINCE, UNTIL).kinds)


def test_a_school_and_a_period_narrow_it(services, versions):
    plan = services.disclosure.plan("hill-top", SINCE, UNTIL)
    assert [found.version.uid for found in plan.found] == [versions[1]]
    assert plan.about == "Hill Top Academy" and {k.count for k in plan.kinds} == {4, 1}
    early = services.disclosure.plan("", SINCE, TODAY - timedelta(days=1))
    assert early.found == ()
    with pytest.raises(Problem, match="ends before it begins"):
        services.disclosure.plan("", UNTIL, SINCE)


def test_nothing_is_made_while_a_decision_or_a_reason_is_missing(services, plan, choice, tmp_path):
    path = tmp_path / "bundle.zip"
    for documents, kinds, words in (
        ({}, choice.kinds, "not said what becomes of"),
        (choice.documents, {}, "No reason is given why what is held of “Jottings”"),
        (
            {u: Decision(Outcome.WITHHELD) for u in choice.documents},
            choice.kinds,
            "No reason is given why “Note of visit",
        ),
        ({u: Decision(Outcome.PART) for u in choice.documents}, choice.kinds, "no redacted copy"),
    ):
        with pytest.raises(Problem, match=words):
            services.disclosure.make(plan, DisclosureChoice(documents, kinds), path)
    assert not any(tmp_path.glob("*.zip")) and not any(tmp_path.glob(".*"))


def test_the_bundle_holds_what_is_disclosed_and_the_log(services, plan, choice, versions, tmp_path):
    made = services.disclosure.make(plan, choice, tmp_path / "bundle.zip")
    with ZipFile(made.path) as archive:
        names = archive.namelist()
        held = {name: archive.read(name) for name in names}
        assert archive.testzip() is None
    assert made.files == len(names) == 4
    assert names[:2] == ["Disclosure log.docx", "Disclosure log.pdf"]
    assert all(name.startswith("Documents/") and " redacted." in name for name in names[2:])
    assert held[names[3]] == services.documents.pdf_of(versions[0], "redacted")
    for name, data in held.items():
        assert "PRIVATE" not in everything(data), name
        assert "Inner words" not in everything(data), name
    for name in names[:2]:
        said = one_space(words_of(held[name]))
        for part in (
            "Disclosure log FOI 2026/113: 1 September 2026 to 31 December 2026",
            "Disclosed in part: 1 passage withheld",
            "Personal information (Freedom of Information Act 2000, section 40(2))",
            "Information given in confidence (Freedom of Information Act 2000, section 41)",
            "Restricted records",
            "Kept for the officer’s own use",
            "2 found, 1 disclosed",
        ):
            assert part in said, part
    assert check_docx(held[names[0]]) == [] and check_pdf(held[names[1]]) == []


def test_the_log_is_kept_as_an_issued_document_and_who_received_what_is_logged(
    services, plan, choice, versions, tmp_path
):
    made = services.disclosure.make(plan, choice, tmp_path / "bundle.zip")
    row = next(r for r in services.documents.documents() if r.uid == made.document_uid)
    assert (row.kind, row.state, row.provider) == ("disclosure_log", "issued", "")
    view = services.documents.open(made.document_uid)
    assert view.title.startswith("Disclosure log FOI") and not view.editable
    with ZipFile(made.path) as archive:
        assert archive.read("Disclosure log.pdf") == services.documents.pdf_of(row.versions[0].uid)
    told = {line.version_uid: line for line in services.issue_log.lines()
            if line.route == "disclosure"}  # fmt: skip
    assert set(told) == {versions[0]}
    line = told[versions[0]]
    assert (line.role, line.copy, line.sent_on) == (
        "Applicant, request FOI 2026/113", "redacted", TODAY.isoformat()
    )  # fmt: skip
    step = services.undo.next_undo()
    assert step is None or "disclosure" not in step.label.lower()


def test_a_log_that_was_wrong_is_corrected_as_any_document(services, plan, choice, tmp_path):
    uid = services.disclosure.make(plan, choice, tmp_path / "b.zip").document_uid
    before = services.documents.pdf_of(services.documents.versions(uid)[0].uid)
    services.documents.correct(uid, "The wrong section was cited")
    services.documents.issue(uid, services.documents.recipients(uid))
    newest, oldest = services.documents.versions(uid)
    assert "This is version 2" in words_of(services.documents.pdf_of(newest.uid))
    assert services.documents.pdf_of(oldest.uid) == before


def test_the_same_decisions_on_the_same_day_give_the_same_bytes(services, plan, choice, tmp_path):
    one = services.disclosure.make(plan, choice, tmp_path / "one.zip").path
    two = services.disclosure.make(plan, choice, tmp_path / "two.zip").path
    assert one.read_bytes() == two.read_bytes()


def test_one_school_alone_has_no_column_of_schools(services, versions, tmp_path):
    plan = services.disclosure.plan("oakfield", SINCE, UNTIL)
    choice = choice_of(plan, versions)
    made = services.disclosure.make(plan, choice, tmp_path / "b.zip")
    view = services.documents.open(made.document_uid)
    tables = [b for _, b in view.draft.blocks() if b.kind == "table"]
    assert tables[0].columns == ("Document", "Issued", "Outcome", "Reason")
    mine = [row.uid for row in services.documents.documents("oakfield")]
    assert made.document_uid in mine


def nothing_kept(services, tmp_path) -> bool:
    kinds = {row.kind for row in services.documents.documents()}
    told = [line for line in services.issue_log.lines() if line.route == "disclosure"]
    return "disclosure_log" not in kinds and not told and not list(tmp_path.glob("*bundle*"))


def test_cancel_in_the_middle_leaves_nothing(services, plan, choice, tmp_path):
    with pytest.raises(Cancelled):
        services.disclosure.make(plan, choice, tmp_path / "bundle.zip", cancelled=lambda: True)
    assert nothing_kept(services, tmp_path)


def test_a_file_that_is_there_is_not_replaced(services, plan, choice, tmp_path):
    taken = tmp_path / "bundle.zip"
    taken.write_text("somebody's own")
    with pytest.raises(FileExists):
        services.disclosure.make(plan, choice, taken)
    assert taken.read_text() == "somebody's own"


def test_a_full_disk_leaves_nothing_and_is_said_plainly(
    services, plan, choice, tmp_path, monkeypatch
):
    class Full(disclosure.ZipFile):
        def writestr(self, entry, data):
            if entry.filename.startswith("Documents/"):
                raise OSError(errno.ENOSPC, "No space left on device")
            super().writestr(entry, data)

    monkeypatch.setattr(disclosure, "ZipFile", Full)
    with pytest.raises(Problem, match="the disk is full"):
        services.disclosure.make(plan, choice, tmp_path / "bundle.zip")
    assert nothing_kept(services, tmp_path)


def test_a_folder_that_is_not_there_is_said_plainly(services, plan, choice, tmp_path):
    with pytest.raises(Problem, match="no longer there"):
        services.disclosure.make(plan, choice, tmp_path / "gone" / "bundle.zip")


def test_a_name_taken_meanwhile_leaves_nothing_in_the_caseload(
    services, plan, choice, tmp_path, monkeypatch
):
    def taken(_aside, target):
        target.write_text("somebody's own")
        return False

    monkeypatch.setattr(files, "_renamed", taken)
    with pytest.raises(FileExists):
        services.disclosure.make(plan, choice, tmp_path / "other.zip")
    assert nothing_kept(services, tmp_path)
    assert (tmp_path / "other.zip").read_text() == "somebody's own"


def test_what_fails_after_the_file_has_its_name_takes_the_file_back(
    services, plan, choice, store, tmp_path, monkeypatch
):
    from sif_desktop.models.changes import Action

    def cut_off(_self):
        raise OSError(errno.EIO, "cut off")

    monkeypatch.setattr(Action, "finish", cut_off)
    with pytest.raises(Problem):
        services.disclosure.make(plan, choice, tmp_path / "bundle.zip")
    monkeypatch.undo()
    assert nothing_kept(services, tmp_path)


def test_the_log_as_stored_holds_no_content_of_what_is_withheld(
    services, plan, choice, store, tmp_path
):
    services.disclosure.make(plan, choice, tmp_path / "bundle.zip")
    with store.read() as connection:
        fields = connection.execute(
            sql("select fields from document where kind = 'disclosure_log'")
        ).scalar_one()
    assert json.loads(fields)["kinds"] and "PRIVATE" not in fields and "Inner words" not in fields
