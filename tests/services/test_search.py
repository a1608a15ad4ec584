"""What an officer types finds what they wrote, and each hit says where it opens."""

from __future__ import annotations

import pytest

from sif_desktop.services.tasks import TaskFields


@pytest.fixture
def written(services):
    """A visit with a jotting and an answer, two tasks, and something restricted."""
    plan = services.visits.defaults("core_visit", "oakfield")
    visit = services.visits.plan(plan).uid
    services.visits.start(visit)
    line = services.capture.add_jotting(visit, "Zebra crossing outside the gate").uid
    services.capture.write_visit(visit, summary="Phonics is taught with energy")
    services.capture.record_risk(visit, told_role="Headteacher", route="now", note="xylophone")
    late = TaskFields("Repair the zebra crossing", "authority", "Kim Rowe", "2026-11-02")
    task = services.tasks.add("hill-top", late).uid
    return {"visit": visit, "line": line, "task": task}


def places(found):
    return [(line.page, dict(line.params)) for line in found.lines]


def test_a_hit_opens_at_the_hit(services, written):
    found = places(services.search.find("zebra"))
    assert ("visit", {"uid": written["visit"], "jotting": written["line"]}) in found
    assert ("tasks", {"uid": written["task"]}) in found


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("zebra school:hill", {"tasks"}),
        ("zebra kind:jotting", {"visit"}),
        ("is:overdue", {"tasks"}),
        ("zebra is:overdue", {"tasks"}),
        ("zebra is:done", set()),
        ("zebra -gate", {"tasks"}),
        ('"crossing outside"', {"visit"}),
        ("zebra by:me", {"visit", "tasks"}),
        ("zebra by:nobody", set()),
        ("school:oakfield", {"visit"}),
        ("phon", {"visit"}),
        ("since:2026-11 zebra", {"visit", "tasks"}),
        ("until:2026-11-10 zebra", {"tasks"}),
    ],
)
def test_operators_narrow(services, written, text, pages):
    assert {line.page for line in services.search.find(text).lines} == pages


def test_nothing_restricted_is_ever_found(services, written):
    assert services.search.find("xylophone").lines == ()


@pytest.mark.parametrize("text", ["", "   ", '"', "AND OR NOT", "a*b:c\"'", "((((", "school:"])
def test_nothing_typed_is_an_error(services, written, text):
    services.search.find(text)


def test_an_unknown_operator_is_looked_for_and_said(services, written):
    found = services.search.find("colour:zebra")
    assert found.unknown == ("colour:zebra",)


def test_as_many_statements_for_many_hits_as_for_few(services, written, count_statements):
    services.search.find("zebra")
    with count_statements() as few:
        services.search.find("zebra")
    for number in range(30):
        services.tasks.add("oakfield", TaskFields(f"zebra {number}", "school", "Head"))
    services.search.refresh()
    with count_statements() as many:
        assert len(services.search.find("zebra").lines) > 30
    assert len(few) == len(many)
