"""Every checklist of every rulebook on paper: same numbers as on the screen, both files sound."""

import pytest

from sif_desktop.domain.form_rules import numbering
from sif_desktop.domain.forms import ItemKind
from sif_desktop.frameworks.registry import Registry
from sif_desktop.reports.blocks import Document, Heading, Table, from_json, plain_text, to_json
from sif_desktop.reports.builders.blank_form import BlankFormFacts, build
from sif_desktop.services.condition_words import condition_words
from sif_desktop.services.paper import blank_head
from tests.frameworks.conftest import PACKS

FORMS = [
    pytest.param(pack, form, id=f"{pack.id}-{form.id}")
    for info in Registry([PACKS]).latest()
    for pack in [Registry([PACKS]).get(info.id)]
    for form in pack.forms.values()
]


def blank(pack, form) -> Document:
    words = condition_words(form, pack)
    return build(BlankFormFacts(form, pack.scales, blank_head(pack), words, "Anyshire"))


@pytest.mark.parametrize(("pack", "form"), FORMS)
def test_the_numbers_on_paper_are_those_of_the_screen(pack, form):
    words = plain_text(blank(pack, form))
    numbers = numbering(form)
    for section in form.sections:
        assert f"{numbers[section.id]} {section.title}" in words
        for item in section.items:
            if item.kind is not ItemKind.NOTE:
                asked = f"{numbers[item.id]} {item.label}"
                assert any(line.split("\n")[0] == " ".join(asked.split()) for line in words)


@pytest.mark.parametrize(("pack", "form"), FORMS)
def test_both_files_of_a_blank_checklist_are_sound(pack, form, faults):
    assert faults(blank(pack, form)) == []


def test_every_way_to_answer_has_a_box(registry):
    pack = registry.get("england-2026")
    words = "\n".join(plain_text(blank(pack, pack.form("safeguarding-review"))))
    for step in pack.scale("safeguarding-standard").steps:
        assert f"☐ {step.key} {step.label}" in words
    assert "☐ Yes" in words and "☐ not seen today" in words
    assert "at risk now" in words


def test_conditions_are_told_in_words(registry):
    pack = registry.get("rutland-2015")
    words = "\n".join(plain_text(blank(pack, pack.form("review-visit"))))
    assert "Only for schools with a sixth form." in words
    assert "Only for: Amber" in words


def test_there_is_room_to_write_and_it_survives_keeping(registry):
    pack = registry.get("england-2026")
    document = blank(pack, pack.form("core-visit"))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert all(table.room and len(table.room) == len(table.rows) for table in tables)
    assert from_json(to_json(document)) == document
    assert document.blocks[0] == Heading(2, "About this visit")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry([PACKS])
