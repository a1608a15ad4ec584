"""Who received which copy, by which route, when: kept, put right, and handed on."""

import csv
import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.services.documents.issue_log import HEADINGS, Told
from tests.services.conftest import TODAY
from tests.services.office import issue
from tests.services.reading import one_space, words_of


@pytest.fixture
def version(services, note):
    return issue(services, note).version_uid


def line_of(services, role: str):
    return next(line for line in services.issue_log.lines() if line.role == role)


def test_issuing_writes_who_is_to_receive_it_and_sends_nothing(services, version):
    found = {
        line.role: (line.copy, line.route, line.sent_on) for line in services.issue_log.lines()
    }
    assert found == {
        "Headteacher": ("school", "secure_email", ""),
        "Chair of governors": ("governors", "secure_email", ""),
        "School improvement file": ("file", "file", TODAY.isoformat()),
    }


def test_a_line_is_marked_as_sent_and_undone(services, version):
    uids = [line.uid for line in services.issue_log.lines() if not line.sent_on]
    services.issue_log.mark_sent(uids, TODAY)
    assert all(line.sent_on == "2026-11-23" for line in services.issue_log.lines())
    services.undo.undo()
    assert sum(not line.sent_on for line in services.issue_log.lines()) == 2


def test_the_route_is_changed_with_a_note(services, version):
    head = line_of(services, "Headteacher")
    services.issue_log.change(head.uid, route="letter", sent_on="2026-11-20", note=" By  post ")
    head = line_of(services, "Headteacher")
    assert (head.route, head.sent_on, head.note) == ("letter", "2026-11-20", "By post")
    assert services.undo.history("recipient", head.uid)[0].action == "Changed the issue log"


def test_somebody_told_by_hand_is_added(services, version):
    told = Told("Diocese", "M. Ward", "governors", "by_hand", "2026-11-22", "At the meeting")
    services.issue_log.add(version, told)
    line = line_of(services, "Diocese")
    assert (line.name, line.copy, line.route, line.note) == (
        "M. Ward", "governors", "by_hand", "At the meeting"
    )  # fmt: skip


def test_a_day_to_come_and_a_nameless_receiver_are_refused(services, version):
    tomorrow = TODAY + timedelta(days=1)
    head = line_of(services, "Headteacher")
    with pytest.raises(Problem, match="still to come"):
        services.issue_log.mark_sent([head.uid], tomorrow)
    with pytest.raises(Problem, match="still to come"):
        services.issue_log.change(head.uid, route="letter", sent_on=tomorrow.isoformat())
    with pytest.raises(Problem, match="who received it"):
        services.issue_log.add(version, Told("  "))


def test_the_log_is_narrowed_to_a_school_a_version_and_a_period(services, version):
    other = services.visits.plan(services.visits.defaults("core_visit", "hill-top")).uid
    log = services.issue_log
    assert other and len(log.lines("oakfield")) == 3 and log.lines("hill-top") == ()
    assert len(log.lines(version_uid=version)) == 3
    assert log.lines(since=date(2026, 11, 24)) == () == log.lines(until=date(2026, 11, 22))
    assert len(log.lines(since=TODAY, until=TODAY)) == 3


def test_the_log_goes_to_csv_and_excel_with_formulas_made_harmless(services, version, tmp_path):
    services.issue_log.add(version, Told("=1+1", note="+44 1632"))
    lines = services.issue_log.lines()
    assert services.issue_log.export(tmp_path / "log.csv", lines) == 4
    rows = list(csv.reader(io.StringIO((tmp_path / "log.csv").read_text("utf-8-sig"))))
    assert tuple(rows[0]) == HEADINGS
    assert {row[5] for row in rows[1:]} >= {"'=1+1", "Headteacher"}
    services.issue_log.export(tmp_path / "log.xlsx", lines)
    sheet = load_workbook(tmp_path / "log.xlsx").active
    assert "'+44 1632" in {row[10].value for row in sheet.iter_rows(min_row=2)}


def test_the_log_is_an_accessible_document_in_both_formats(services, version, tmp_path):
    lines = services.issue_log.lines("oakfield")
    word, page = services.issue_log.save_document(lines, "Oakfield Primary School", tmp_path)
    assert word.name == "2026-11-23 Issue log Oakfield Primary School.docx"
    assert check_docx(word.read_bytes()) == [] and check_pdf(page.read_bytes()) == []
    for data in (word.read_bytes(), page.read_bytes()):
        said = one_space(words_of(data))
        assert "Issue log: Oakfield Primary School" in said
        for part in ("Headteacher", "Governors’ copy", "By secure email", "Not marked as sent"):
            assert part in said
    with pytest.raises(Problem, match="Nothing was issued"):
        services.issue_log.document((), "Oakfield")


def test_two_hundred_lines_keep_their_headings_on_every_page(services, version):
    for number in range(60):
        services.issue_log.add(version, Told(f"Reader {number}", note="A note to be kept"))
    made = services.issue_log.document(services.issue_log.lines(), "All schools")
    assert check_pdf(made.pdf) == []
    assert words_of(made.pdf).count("Received by") > 1
