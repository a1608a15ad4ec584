"""The starter set of meetings: it works with what the starter already has."""

from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.meetings.data import rhythm, seats, told

PACK = load_pack(PACKS / "england-2026")


def test_a_support_board_closes_the_progress_review_that_is_owed():
    board = PACK.meeting_type("support_board")
    owed = [one for one in PACK.obligations if set(board.events) & set(one.closed_by)]
    assert {one.id for one in owed} == {"progress-review", "targeted-review"}
    assert rhythm(PACK, board.code, category="formal") == (0, "", 1, "half_term", 0)
    assert rhythm(PACK, board.code, category="targeted") == (0, "", 1, "term", 0)
    assert rhythm(PACK, board.code, category="universal") is None


def test_the_trust_s_leader_belongs_to_the_board_of_an_academy():
    assert "trust_leader" in seats(PACK, "support_board", trust="yes")
    assert "trust_leader" not in seats(PACK, "support_board", trust="no")
    assert "trust_leader/school" in told(PACK, "support-board-minutes", trust="yes")


def test_no_kind_of_meeting_repeats_a_type_of_visit():
    for kind in PACK.meetings:
        assert kind.code not in {one.code for one in PACK.visit_types}
