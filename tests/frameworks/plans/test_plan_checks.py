"""What is wrong with a pack's kinds of plan is said with its place and remedy."""

import pytest

from sif_desktop.frameworks.checker import check

PLANTED = (
    ("deadline: statement-of-action", "deadline: statement-of-acton", "statement-of-action"),
    ("closes: statement_signed_off", "closes: statement_signed_of", "statement_signed_off"),
    ("aligned_with: [provider-plan", "aligned_with: [provider-plans", "provider-plan"),
    ("role: head_of_service}", "role: head_of_servise}", "head_of_service"),
    ("categories: [intensive]", "categories: [intense]", "intensive"),
    ("recipients: [owner]", "recipients: [owners]", "owner"),
    ("values: ['yes']", "values: ['yea']", "yes"),
    ("part: finalises", "part: draws_up", "finalises"),
    ("{field: impact_views}", "{field: impact_view}", "neither a part of a priority nor a text"),
    ("code: impact_views,", "code: impact_attitudes,", "impact_attitudes"),
    ("evaluated_per: month", "evaluated_per: fortnight", "month"),
    ("few: 5", "few: 0", "few"),
    ("  - id: la-support-plan", "  - id: provider-plan", "provider-plan"),
)


@pytest.mark.parametrize(("old", "new", "said"), PLANTED, ids=lambda text: text[:30])
def test_a_planted_fault_is_named_with_its_remedy(spoilt, old, new, said):
    faults = check(spoilt(("plans.yaml", old, new), pack="kent-2009"))
    assert faults and any(said in fault.message and fault.path for fault in faults), faults


def test_a_text_may_not_bear_the_code_of_a_role_whose_part_is_written_down(spoilt):
    folder = spoilt(("plans.yaml", "code: concerns", "code: authority"), pack="rutland-2014")
    assert ["role of this plan too" in fault.message for fault in check(folder)] == [True]


def test_an_area_that_must_be_there_is_one_of_the_plan_s_own(spoilt):
    change = ("plans.yaml", "- area: teaching", "- area: teachin")
    faults = check(spoilt(change, pack="milton-keynes-2010"))
    assert any("area of this plan" in fault.message for fault in faults), faults
