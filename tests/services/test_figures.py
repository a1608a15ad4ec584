"""Figures of a school, entered by hand and read block by block."""

from dataclasses import replace

import pytest

from sif_desktop.domain.blocks import Block
from sif_desktop.domain.errors import Problem
from sif_desktop.services.figure_lines import FigureFields
from sif_desktop.services.provider_facts import FactFields

ATTENDANCE = FigureFields("attendance", "2026", "94.1 %", comparator="94.8", source="Census")


def block(services, wanted):
    blocks = {one.block: one.lines for one in services.figures.of_school("oakfield")}
    assert list(blocks) == list(Block)
    return [line.words for line in blocks[wanted]]


@pytest.mark.req("R15-04")
def test_the_rulebook_says_in_which_block_figures_and_facts_stand(services):
    services.figures.record("oakfield", ATTENDANCE)
    services.facts.add("oakfield", "resourced_unit", FactFields("Speech, 10 places", "2024-09-01"))
    assert block(services, Block.INCLUSION) == [
        "Attendance: 94.1 (compared with 94.8) (2025/26, validated, Census)"
    ]
    (unit,) = block(services, Block.SEN)
    assert "Speech, 10 places (since 1 September 2024)" in unit
    assert block(services, Block.BUDGET) == []


def test_only_the_latest_figure_of_each_group_stands_and_a_validated_one_before_others(services):
    record = services.figures.record
    record("oakfield", replace(ATTENDANCE, year="2025", value="93"))
    record("oakfield", ATTENDANCE)
    record("oakfield", replace(ATTENDANCE, value="95", state="provisional"))
    record("oakfield", replace(ATTENDANCE, group="Pupils with SEN", value="90"))
    first, second = block(services, Block.INCLUSION)
    assert first.startswith("Attendance: 94.1") and second.startswith("Attendance, Pupils with SEN")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "rainfall"}, "what is measured"),
        ({"year": "26"}, "which school year"),
        ({"value": "good"}, "The value is no number"),
        ({"value": ""}, "The value is no number"),
        ({"comparator": "high"}, "compared with is no number"),
        ({"state": "guessed"}, "validated"),
    ],
)
def test_what_is_no_figure_is_refused_with_its_reason(services, wrong, said):
    with pytest.raises(Problem, match=said):
        services.figures.record("oakfield", replace(ATTENDANCE, **wrong))


def test_a_figure_recorded_is_what_the_rules_know(services):
    from sif_desktop.services.knowing import known_of

    uid = services.figures.record("oakfield", ATTENDANCE).uid
    services.figures.edit(uid, replace(ATTENDANCE, value="92"))
    with services.context.store.read() as connection:
        pack, today = services.context.pack(), services.context.today()
        (figure,) = known_of(connection, pack, "oakfield", today).series("attendance")
    assert (figure.value, figure.comparator, figure.validated) == (92.0, 94.8, True)
    services.figures.delete(uid)
    assert block(services, Block.INCLUSION) == []
