"""Registers across schools: what was decided, what bodies recommended and what became of it."""

import pytest
from openpyxl import load_workbook

from sif_desktop.models.tables.meetings import recommendation
from tests.services.meetings.upward_world import (
    MARKER,
    SCHOOL,
    a_body,
    a_line,
    a_meeting,
    a_recommendation,
    a_series,
    restricted_everywhere,
    under,
)


@pytest.fixture
def decided(services):
    """Decisions at a school's meeting and a body's, one restricted, one not yet held."""
    under(services, "rutland-2014")
    series = a_series(services, "strategy_meeting")
    held = a_meeting(services, series, "strategy_meeting", "2026-10-12")
    planned = a_meeting(services, series, "strategy_meeting", "2026-12-07", state="planned")
    board = a_series(services, "scc_meeting", "", a_body(services, "scc", "Monitoring system"))
    met = a_meeting(services, board, "scc_meeting", "2026-11-02", "")
    a_line(services, held, "Appoint a phonics lead.")
    a_line(services, held, "Head to be reviewed.", visibility="la")
    a_line(services, held, "A note only.", kind="note")
    a_line(services, planned, "Decided too early.")
    a_line(services, met, "Ask for a second audit.")
    restricted_everywhere(services, held)
    a_line(services, held, f"{MARKER} decided.", visibility="restricted")
    return held


def test_decisions_of_every_meeting_held_stand_in_one_register(services, decided):
    rows = services.decisions.rows()
    assert [(row.day, row.about, row.text) for row in rows] == [
        ("2026-11-02", "Monitoring system", "Ask for a second audit."),
        ("2026-10-12", "Oakfield Primary School", "Appoint a phonics lead."),
        ("2026-10-12", "Oakfield Primary School", "Head to be reviewed."),
    ]
    assert rows[1].kind_title == "Strategy Meeting" and rows[1].minutes_on == ""
    assert [row.for_authority for row in rows] == [False, False, True]


def test_the_register_narrows_by_words_school_and_day(services, decided):
    register = services.decisions
    assert [row.text for row in register.rows("phonics oakfield")] == ["Appoint a phonics lead."]
    assert [row.text for row in register.rows("monitoring")] == ["Ask for a second audit."]
    assert len(register.rows(provider_uid=SCHOOL)) == 2
    assert len(register.rows(since="2026-11-01")) == 1


def test_the_register_is_read_in_two_statements_however_long(services, decided, count_statements):
    services.decisions.rows()
    with count_statements() as counted:
        services.decisions.rows()
    assert len([one for one in counted if "meeting_line" in one or "document_version" in one]) == 2


def test_the_register_leaves_as_a_workbook_without_what_is_restricted(services, decided, tmp_path):
    path = tmp_path / "decisions.xlsx"
    assert services.decisions.export(path, services.decisions.rows()) == 3
    cells = [cell.value for row in load_workbook(path).active.iter_rows() for cell in row]
    assert "Ask for a second audit." in cells and MARKER not in " ".join(map(str, cells))


@pytest.mark.req("R15-32")
def test_recommendations_are_followed_with_kind_addressee_and_reply(services, tmp_path):
    under(services, "rutland-2015")
    board = a_series(services, "epb_meeting", "", a_body(services, "epb", "Performance Board"))
    met = a_meeting(services, board, "epb_meeting", "2026-10-05", "")
    kind = next(iter(services.context.pack().body("epb").recommends))
    uid = a_recommendation(services, met, "Publish a reading strategy", kind=kind)
    [row] = services.recommendations.rows(waiting=True)
    label = services.context.pack().body("epb").recommends[kind]
    assert (row.kind_label, row.addressee, row.state) == (label, "Council", "made")
    with services.context.store.action("A reply") as act:
        act.update(
            recommendation, uid, state="accepted", reply="Agreed in full", replied_on="2026-11-16"
        )
    assert services.recommendations.rows(waiting=True) == ()
    [row] = services.recommendations.rows()
    assert (row.state, row.reply, row.body) == ("accepted", "Agreed in full", "Performance Board")
    assert services.recommendations.export(tmp_path / "made.csv", [row]) == 1
    assert "Accepted" in (tmp_path / "made.csv").read_text("utf-8-sig")


@pytest.mark.req("R14-74")
def test_recommendations_referred_to_the_board_stand_in_its_papers_until_answered(services):
    under(services, "rutland-2014")
    sacre = a_series(services, "sacre", "", a_body(services, "sacre", "SACRE"))
    met = a_meeting(services, sacre, "sacre", "2026-03-05", "")
    a_recommendation(
        services, met, "Review the agreed syllabus", made_on="2026-03-05", addressee="The Board"
    )
    uid = services.upward.begin("board-pack", since="2026-09-01").uid
    draft = services.documents.open(uid).draft
    [row] = [row for _, b in draft.blocks() for row in b.rows if "syllabus" in " ".join(row.cells)]
    assert row.cells == (
        "SACRE", "5 March 2026", "Review the agreed syllabus", "The Board", "No reply yet",
    )  # fmt: skip
