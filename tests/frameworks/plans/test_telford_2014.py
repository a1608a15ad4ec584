"""The Raising Achievement Plan and the Statement of Action of the protocol of 2014."""

from datetime import date

import pytest

from sif_desktop.domain.obligations import DueState
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.plans.templates import (
    codes,
    deadline,
    in_category,
    known,
    labels,
    offered,
    owed,
    preface,
)

PACK = load_pack(PACKS / "telford-2014")
RAP = PACK.plan_template("raising-achievement-plan")
STATEMENT = PACK.plan_template("statement-of-action")
SINCE = date(2014, 10, 6)


@pytest.mark.req("TW14-08")
@pytest.mark.parametrize("kind", ["maintained_school", "academy"])
@pytest.mark.parametrize(
    ("category", "asked"), [("1", 0), ("2", 0), ("3", 1), ("4a", 1), ("4b", 1)]
)
def test_categories_three_and_four_owe_a_raising_achievement_plan(kind, category, asked):
    found = in_category(PACK, category, SINCE, kind=kind)
    assert owed(PACK, found).count(RAP.id) == asked
    assert deadline(PACK, RAP, found) == [(date(2014, 11, 17), DueState.DUE)] * asked


@pytest.mark.req("TW14-08")
def test_a_school_without_its_plan_does_not_comply_until_it_is_agreed():
    facts = {
        "provider": {"kind": "maintained_school", "category": "3"},
        "category_history": [{"category": "3", "since": SINCE}],
    }
    late = date(2014, 11, 18)
    assert deadline(PACK, RAP, known(PACK, late, **facts))[0][1] is DueState.OVERDUE
    agreed = known(PACK, late, events=[{"kind": RAP.closes, "date": date(2014, 11, 14)}], **facts)
    assert deadline(PACK, RAP, agreed)[0][1] is DueState.DONE


@pytest.mark.req("TW14-60")
def test_the_plan_is_written_jointly_and_has_its_parts_and_a_review_each_term():
    assert codes(RAP, RAP.contributors, "draws_up") == ["headteacher", "adviser"]
    assert labels(RAP.priority) == [
        "Priority", "Success criteria", "Additional support", "Agreed timescale", "Termly review",
    ]  # fmt: skip
    assert preface(RAP) == ["Pathway for continuity and progression", "Exit strategy"]
    assert (RAP.evaluated_per, RAP.recipients) == ("term", ("all_staff",))


@pytest.mark.req("TW14-42")
def test_the_statement_passes_three_stages_in_order_and_is_read_beside_the_school_s_plan():
    assert [stage.label for stage in STATEMENT.stages] == [
        "Discussed with the Director of Children’s Services",
        "Aligned with the school’s action plan",
        "Sent to Ofsted",
    ]
    assert STATEMENT.aligned_with[0] == "school-action-plan"


@pytest.mark.req("TW14-42")
def test_the_statement_is_for_category_4b_and_of_maintained_schools():
    for category in ("3", "4a", "4b"):
        found = in_category(PACK, category, SINCE, kind="maintained_school")
        assert (STATEMENT.id in owed(PACK, found)) is (category == "4b")
    assert owed(PACK, in_category(PACK, "4b", SINCE, kind="academy")) == [RAP.id]


@pytest.mark.req("TW14-42")
def test_where_the_protocol_gives_no_days_the_act_s_ten_working_days_count():
    one = {
        "date": date(2014, 12, 2), "outcomes": ["special_measures"],
        "published": date(2014, 12, 18),
    }  # fmt: skip
    terms = [
        {"year": 2014, "name": "autumn", "start": date(2014, 9, 2), "end": date(2014, 12, 19)},
        {"year": 2014, "name": "spring", "start": date(2015, 1, 5), "end": date(2015, 3, 27)},
    ]
    provider = {"kind": "maintained_school"}
    found = known(
        PACK, date(2014, 12, 19), provider=provider, inspections=[one], calendar={"terms": terms}
    )
    # The last day of term, then no day of the holidays, which are over a week: 5 to 9 and 12 to 15.
    assert deadline(PACK, STATEMENT, found) == [(date(2015, 1, 15), DueState.DUE)]


def test_a_setting_is_offered_no_plan():
    assert offered(PACK, kind="setting") == []
