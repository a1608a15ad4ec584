"""The rulebook's meetings, bodies and reports are read, and how often is the authority's to set."""

import pytest

from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.registry import Registry

from .conftest import RESOURCES
from .test_pack_editor import changed, entry


@pytest.fixture
def own(tmp_path):
    return tmp_path / "frameworks"


@pytest.fixture
def registry(own) -> Registry:
    return Registry([RESOURCES, own])


@pytest.mark.req("MK10-38")
def test_how_often_by_category_is_set_by_the_authority_and_says_so(services, own):
    editor = services.pack_editor
    view = editor.view()
    found = entry(view, "meeting:support_board")
    labels = [one.label for one in found.fields]
    assert "At least (Intensive support, Formal intervention)" in labels
    editor.save(changed(view, "meeting:support_board", per="term"))
    rhythm = services.context.pack().meeting_type("support_board").rhythms[0]
    assert (rhythm.at_least, rhythm.per) == (1, "term")
    assert "authority" in rhythm.paragraph
    newest = editor.view().versions[0]
    (told,) = newest.changes
    assert told.startswith("Meetings: Support and challenge board, intensive, formal: counted in")
    assert told.endswith("“half_term” → “term”")
    assert check(own / "england-2026@1.1") == []


def test_a_rhythm_the_rulebook_leaves_open_is_given_one_and_half_of_one_is_a_fault(services):
    editor = services.pack_editor
    half = changed(editor.view(), "rhythm:scrutiny_meeting", every=3)
    assert any("rhythms" in fault.path for fault in editor.check(half).faults)
    editor.save(changed(editor.view(), "rhythm:scrutiny_meeting", every=3, unit="month"))
    (rhythm,) = services.context.pack().meeting_type("scrutiny_meeting").rhythms
    assert (rhythm.every, rhythm.unit, rhythm.app_default) == (3, "month", False)
    assert "rhythm:scrutiny_meeting" not in {
        one.id for area in editor.view().areas for _, group in area.groups for one in group
    }


def test_meetings_bodies_and_reports_can_be_read_with_their_paragraphs(services):
    parts = {part.id: part for part in services.rulebook.view().parts}
    lines = {line.text: line for line in parts["meetings"].groups[0][1]}
    titles = [title for title, _ in parts["meetings"].groups]
    assert "Support and challenge board (also Progress board)" in titles
    assert "Improvement evidenced and likely to last" in lines["Ended when"].detail
    assert "Headteacher" in lines["Belong to it"].detail
    assert parts["bodies"].groups[0][0] == "School improvement board"
    assert "Clear evidence of improvement" in {
        line.text for _, group in parts["reports"].groups for line in group
    }
