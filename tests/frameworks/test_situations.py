"""Every pack's situations come out as its paragraphs say, and a wrong one is told apart."""

import json
import shutil
from pathlib import Path

import pytest

from sif_desktop.cli import main
from sif_desktop.frameworks.checker import check, examine
from tests.frameworks.conftest import PACKS

FOLDERS = sorted(path.parent for path in PACKS.glob("*/situations.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_a_pack_with_situations_has_at_least_twenty_five(folder):
    files, faults = examine(folder)
    assert not faults
    assert len(files.models["situations.yaml"].situations) >= 25


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "telford-2014"
    shutil.copytree(PACKS / "telford-2014", folder)
    return folder


def test_a_rule_that_no_longer_does_what_a_situation_says_is_a_fault(pack):
    file = pack / "categories" / "categories.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("count: 2", "count: 3"), "utf-8")
    faults = check(pack)
    assert faults and all(fault.file == "situations.yaml" for fault in faults)
    assert "Two unmet in one strand are Category Two" in {fault.id for fault in faults}


PLANTED = (
    ("categories/categories.yaml", "- S1.1\n", "- S1.11\n", "Did you mean “S1.1”?"),
    ("categories/categories.yaml", "severity: 1", "severity: -1", "severity"),
    ("categories/categories.yaml", "otherwise: '1'", "otherwise: '5'", "no category “5”"),
    ("categories/categories.yaml", "- review_team", "- review_teem", "review_team"),
    ("categories/categories.yaml", "count: 2", "kount: 2", "kount"),
    ("obligations.yaml", "unit: half_term", "unit: fortnight", "unit"),
    ("obligations.yaml", "at_least: 1\n      unit: year", "at_least: 1", "Give “unit”"),
    ("obligations.yaml", "- annual_report\n", "- anual_report\n", "annual_report"),
    ("situations.yaml", "today: 2026-11-26", "todai: 2026-11-26", "today"),
    ("pack.yaml", "code: 4a", "code: 4c", "4a"),
)


@pytest.mark.parametrize(("file", "old", "new", "said"), PLANTED, ids=lambda x: str(x)[:28])
def test_a_planted_fault_is_named_with_file_place_and_remedy(pack, file, old, new, said):
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = check(pack)
    assert any(said in str(fault) for fault in faults), [str(fault) for fault in faults]
    assert all(fault.file for fault in faults)


def test_a_ring_of_rules_is_said(pack):
    file = pack / "categories" / "categories.yaml"
    text = file.read_text(encoding="utf-8")
    ring = text.replace(
        "    rule:\n      inspected:", "    rule:\n      rule_of: 4b\n    x:\n      a:", 1
    )
    file.write_text(ring, encoding="utf-8")
    assert any("leads back to itself" in str(fault) for fault in check(pack))


FACTS = """
today = 2026-11-26
provider = { kind = "maintained_school" }
findings = { serious_concerns = "met", "S1.1" = "not_met" }
category_history = [ { category = "3", since = 2026-09-07 } ]
[[inspections]]
date = 2024-03-05
outcomes = ["good"]
"""


def run(capsys, tmp_path, command: str, facts: str, *more: str) -> dict:
    file = tmp_path / "facts.toml"
    file.write_text(facts, encoding="utf-8")
    assert main(["frameworks", command, "telford-2014", str(file), "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.req("TW14-02")
@pytest.mark.req("TW14-27")
def test_the_command_says_what_is_proposed_and_why(capsys, tmp_path):
    said = run(capsys, tmp_path, "propose", FACTS)
    assert said["proposal"] == "3"
    assert said["reasons"] == [
        {
            "criterion": "serious_concerns",
            "finding": "met",
            "paragraph": "5, Category Three",
            "text": "There are serious concerns",
        }
    ]
    assert {"criterion": "serious_concerns", "finding": "not_met", "proposal": None} in said[
        "would_change"
    ]


@pytest.mark.req("TW14-35")
def test_the_command_lists_what_is_due(capsys, tmp_path):
    said = run(capsys, tmp_path, "due", FACTS, "--until", "2026-12-31")
    meetings = [row for row in said["due"] if row["what"] == "Review Team meeting"]
    assert [(row["date"], row["state"]) for row in meetings] == [
        ("2026-10-23", "overdue"),
        ("2026-12-18", "due"),
    ]
    assert meetings[0]["paragraph"] == "5, Category Three"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ('findings = { "S1.12" = "met" }', "no criterion “S1.12”. Did you mean “S1.2”?"),
        ('findings = { "S1.1" = "meat" }', "no finding “meat”"),
        ('provider = { kind = "acadamy" }', "Did you mean “academy”?"),
        ('[[events]]\nkind = "review_team"', "events[0] has no date"),
        ('[[events]]\nkind = "review_team"\ndate = "soon"', "“soon” is no date"),
        ('[[category_history]]\ncategory = "9"\nsince = 2026-01-01', "no category “9”"),
        ('[[inspections]]\ndate = 2026-01-01\noutcomes = ["fine"]', "no outcome “fine”"),
        ('[[indicators]]\ncode = "results"', "needs a year and a value"),
        ("proviner = 1", "Did you mean “provider”?"),
        ("today = ", "neither TOML nor JSON"),
    ],
)
def test_a_wrong_facts_file_is_refused_in_words(capsys, tmp_path, facts, said):
    file = tmp_path / "facts.toml"
    file.write_text(facts, encoding="utf-8")
    assert main(["frameworks", "propose", "telford-2014", str(file)]) == 1
    assert said in " ".join(capsys.readouterr().err.split())
