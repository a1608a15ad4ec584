"""The agreement on brokered support, and the plan for the next grade, of the report of 2015."""

from datetime import date

import pytest

from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.plans.templates import codes, known, offered, owed, preface

PACK = load_pack(PACKS / "rutland-2015")
AGREEMENT = PACK.plan_template("brokered-support-agreement")
NEXT_GRADE = PACK.plan_template("next-grade-plan")


@pytest.mark.req("R15-36")
def test_the_agreement_has_exactly_six_fields_all_required_and_nothing_else():
    assert preface(AGREEMENT) == [
        "Expected outcomes", "Timescale", "Responsibilities", "Resource allocation",
        "Evaluation method", "Exit criteria",
    ]  # fmt: skip
    assert len(AGREEMENT.texts) == 6 and all(text.required for text in AGREEMENT.texts)
    assert not AGREEMENT.outlined and AGREEMENT.kind == "agreement"


@pytest.mark.req("R15-36")
def test_the_school_agrees_after_due_diligence_by_every_party():
    assert codes(AGREEMENT, AGREEMENT.approvals) == ["school"]
    assert codes(AGREEMENT, AGREEMENT.stages)[0] == "due_diligence"
    assert "partner" in AGREEMENT.parties


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        ("outstanding", []),
        ("good", []),
        ("requires_improvement", ["next-grade-plan"]),
        ("inadequate", []),
    ],
)
def test_only_requires_improvement_owes_its_key_actions(outcome, wanted):
    graded = [{"date": date(2015, 10, 6), "outcomes": [outcome]}]
    provider = {"kind": "maintained_school"}
    found = known(PACK, date(2015, 11, 26), provider=provider, inspections=graded)
    assert owed(PACK, found) == wanted


def test_a_setting_is_offered_neither():
    assert offered(PACK, kind="academy") == [AGREEMENT.id, NEXT_GRADE.id]
    assert offered(PACK, kind="early_years_setting") == []
