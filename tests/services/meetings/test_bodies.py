"""Standing bodies: set up from the rulebook or one's own, with members, terms and substitutes."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.meetings import recommendation
from sif_desktop.services.bodies import MemberFields
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields

from .conftest import hold


@pytest.fixture
def board(rutland) -> str:
    return rutland.bodies.add("lapb").uid


@pytest.mark.req("R14-08")
def test_a_body_has_members_by_constituency_now_and_earlier_and_its_meetings(rutland, board):
    add = rutland.bodies.add_member
    add(board, MemberFields("Zoe Hart", "elected_members"))
    ann = add(board, MemberFields("Ann Gale", "maintained_schools", provider_uid="oakfield")).uid
    add(board, MemberFields("Cy Dunn", "maintained_schools", substitute_of=ann))
    add(board, MemberFields("Bo Lee", "diocese", to_date="2026-08-31"))
    series = rutland.meeting_series.open(SeriesFields("partnership_board", body_uid=board)).uid
    hold(rutland, series, "2026-11-20")
    page = rutland.bodies.page(board)
    assert [(one.constituency_label, one.name) for one in page.members] == [
        ("Maintained schools", "Ann Gale"), ("Maintained schools", "Cy Dunn"),
        ("Elected Members", "Zoe Hart"),
    ]  # fmt: skip
    assert page.members[0].provider == "Oakfield Primary School"
    assert page.members[1].substitutes == "Ann Gale"
    assert [one.name for one in page.earlier] == ["Bo Lee"]
    assert [one.uid for one in page.series] == [series]
    assert (page.row.members, page.row.last_day) == (2, "2026-11-20")
    assert "academies" in page.constituencies


def test_the_rulebooks_bodies_are_offered_until_they_are_set_up(rutland, board):
    left = {one.code for one in rutland.bodies.of_pack()}
    assert "lapb" not in left and "sacre" in left
    with pytest.raises(Problem, match="set up already"):
        rutland.bodies.add("lapb")
    own = rutland.bodies.add("", "Reading group", "Looks at reading").uid
    assert rutland.bodies.page(own).kind is None
    with pytest.raises(Problem, match="no name"):
        rutland.bodies.add()


def test_a_term_ends_and_makes_no_sense_backwards(rutland, board):
    member = rutland.bodies.add_member(board, MemberFields("Ann Gale", from_date="2026-09-01")).uid
    with pytest.raises(Problem, match="ends before it begins"):
        rutland.bodies.end_member(member, "2026-08-01")
    rutland.bodies.end_member(member, "2026-11-20")
    assert [one.to_date for one in rutland.bodies.page(board).earlier] == ["2026-11-20"]
    with pytest.raises(Problem, match="ends before it begins"):
        rutland.bodies.edit_member(
            member, MemberFields("Ann", "", "", "", "", "2026-09-02", "2026-09-01")
        )


def test_a_substitute_stands_in_for_a_member_of_the_same_body(rutland, board):
    other = rutland.bodies.add("sacre").uid
    member = rutland.bodies.add_member(other, MemberFields("Ann Gale")).uid
    with pytest.raises(Problem, match="not there"):
        rutland.bodies.add_member(board, MemberFields("Cy Dunn", substitute_of=member))
    with pytest.raises(Problem, match="themselves"):
        rutland.bodies.edit_member(member, MemberFields("Ann Gale", substitute_of=member))


def test_what_a_body_recommended_waits_until_it_is_answered(rutland):
    sacre = rutland.bodies.add("sacre").uid
    series = rutland.meeting_series.open(SeriesFields("sacre_meeting", body_uid=sacre)).uid
    uid = hold(rutland, series, "2026-11-20")
    with rutland.context.store.action("Recommended") as act:
        act.create(
            recommendation, TEAM, meeting_uid=uid, kind="collective_worship", text="Train heads",
            state="made", made_on="2026-11-20",
        )  # fmt: skip
    page = rutland.bodies.page(sacre)
    assert page.row.waiting == 1
    assert [(one.kind_label, one.text) for one in page.recommendations] == [
        ("Collective worship", "Train heads")
    ]


def test_deleting_a_body_takes_its_series_and_undo_brings_both_back(rutland, board):
    rutland.bodies.add_member(board, MemberFields("Ann Gale"))
    series = rutland.meeting_series.open(SeriesFields("partnership_board", body_uid=board)).uid
    rutland.meetings.plan(series, MeetingFields("2026-12-01"))
    before = rutland.bodies.page(board)
    rutland.bodies.delete(board)
    assert rutland.bodies.rows() == () and rutland.meeting_series.rows() == ()
    assert rutland.meetings.rows() == ()
    rutland.undo.undo()
    assert rutland.bodies.page(board) == before


def test_bodies_are_listed_with_the_same_statements_however_many(rutland, board, count_statements):
    with count_statements() as one:
        rutland.bodies.rows()
    rutland.bodies.add("sacre")
    with count_statements() as two:
        assert len(rutland.bodies.rows()) == 2
    assert len(one) == len(two)
