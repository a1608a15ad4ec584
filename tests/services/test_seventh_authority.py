"""An authority nobody has heard of, with a mix of rules of its own, is added as files alone: a
visit, a categorisation, its list of what is due and its plans work."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sif_desktop.domain.category_decision import Decision
from sif_desktop.domain.obligations import DueState
from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import caseload

PACKS = Path(__file__).resolve().parents[2] / "resources" / "frameworks"
OWN = Path(__file__).resolve().parents[1] / "data" / "packs" / "fenmark-2026"
TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path):
    """The starter's forms and papers, with Fenmark's own rules in the place of the starter's."""
    made = tmp_path / "fenmark-2026"
    shutil.copytree(PACKS / "england-2026", made)
    for name in ("categories", "facts.yaml", "inspections.yaml", "triggers.yaml", "concerns.yaml",
                 "ladders.yaml", "entitlements.yaml", "situations.yaml", "reports"):  # fmt: skip
        path = made / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    head = (made / "pack.yaml").read_text(encoding="utf-8")
    cut = head[: head.index("# Levels of support")] + head[head.index("# Offices that") :]
    own = (OWN / "categories-of-pack.yaml").read_text(encoding="utf-8")
    cut = cut.replace("id: england-2026", "id: fenmark-2026", 1)
    (made / "pack.yaml").write_text(f"{cut}\n{own}", encoding="utf-8")
    (made / "categories").mkdir()
    shutil.copy(OWN / "bands.yaml", made / "categories" / "bands.yaml")
    shutil.copytree(OWN / "reports", made / "reports")
    for name in ("obligations.yaml", "plans.yaml", "meetings.yaml", "situations.yaml"):
        shutil.copy(OWN / name, made / name)
    return made


def test_its_rules_are_without_fault_and_its_situations_come_true(folder):
    assert check(folder) == []


def test_its_own_meetings_body_and_report_are_read(services):
    pack = services.context.pack()
    assert pack.meeting_type("tide_meeting").place == "On the quay"
    assert pack.meeting_paper("tide_meeting", "minutes").title == "Log: {type}"
    assert pack.body("harbour_board").recommends == {"dredging": "Dredging"}
    assert pack.report("soundings").parts[1].if_no.task == "Send the dredger"


@pytest.fixture
def services(folder, tmp_path):
    new = caseload.NewCaseload(
        tmp_path / "fen.sif", "Kim Rowe", "fenmark-2026", "four plain words here"
    )
    registry = Registry([PACKS, folder.parent])
    opened = caseload.create(new, registry, lambda: TODAY, cost=keyfile.Cost(2**10))
    with opened.services.context.store.action("A school") as act:
        act.create(
            provider, TEAM, "saltmarsh", name="Saltmarsh Primary School", urn="900009",
            kind="maintained_school", type="Community school", status="Open", phase="Primary",
            low_age="4", high_age="11",
        )  # fmt: skip
    yield opened.services
    opened.close()


def test_a_visit_a_category_and_what_is_due_work(services):
    owed = {row.obligation: row for row in services.obligations.cycle("saltmarsh")}
    assert owed["first-look"].state is DueState.OVERDUE
    plan = services.visits.defaults("learning_walk", "saltmarsh")
    services.visits.start(services.visits.plan(replace(plan, visit_date="2026-11-20")).uid)
    owed = {row.obligation: row for row in services.obligations.cycle("saltmarsh")}
    assert owed["first-look"].state is DueState.DONE
    for criterion, value in (("reading", "weak"), ("belonging", "not_met"), ("leaders", "met")):
        services.categories.find("saltmarsh", criterion, value)
    view = services.categories.view("saltmarsh")
    assert view.proposal.category == "ebb"
    services.categories.decide("saltmarsh", Decision("ebb", TODAY, "Reading is weak."))
    cycle = [
        row for row in services.obligations.cycle("saltmarsh") if row.obligation == "tide-table"
    ]
    assert [row.day for row in cycle] == [date(2026, 12, 14)]


def test_a_plan_of_its_own_kind_is_begun_with_its_columns_and_texts(services):
    tide, mooring = services.plans.offered("saltmarsh")
    assert [column.label for column in tide.actions] == [
        "Passage", "Pilot", "High water", "Progress",
    ]  # fmt: skip
    assert not mooring.outlined
    uid = services.plans.begin("saltmarsh", "tide-plan", services.plans.defaults(tide)).uid
    services.plans.set_text(uid, "weather", "Fair.")
    page = services.plans.page(uid)
    assert page.plan.texts[(uid, "weather")] == "Fair."
    assert [one.label for one in page.template.sign_offs] == ["Head", "Harbour master"]
