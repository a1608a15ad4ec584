"""An inspection put on record is what the rules of real rulebooks go by."""

from dataclasses import replace

import pytest

from sif_desktop.domain.categories import propose
from sif_desktop.domain.errors import Problem
from sif_desktop.services.case_lines import CaseFields
from sif_desktop.services.concerns import ConcernFields
from sif_desktop.services.inspection_lines import InspectionFields
from sif_desktop.services.knowing import known_of
from sif_desktop.services.listing import ListingService
from sif_desktop.services.predictions import PredictionFields
from sif_desktop.services.provider_facts import FactFields
from tests.services.conftest import TODAY


def under(services, rulebook: str):
    services.settings.change_rulebook(rulebook)
    services.schools.edit("oakfield", {"kind": "maintained_school", "type": "Community school"})
    return services


def known(services):
    context = services.context
    with context.store.read() as connection:
        return known_of(connection, context.pack(), "oakfield", TODAY)


def proposal(services):
    found = known(services)
    return propose(services.context.pack().scheme_for(found.provider), found)


def inspected(services, kind: str, day: str, *outcomes: str) -> str:
    given = InspectionFields(kind, day, outcomes=outcomes, published_on=day)
    return services.inspections.record("oakfield", given).uid


@pytest.mark.req("TW14-38")
def test_a_failed_section_8_visit_after_requires_improvement_leads_to_4a(services):
    under(services, "telford-2014")
    inspected(services, "Graded inspection", "2026-01-13", "requires_improvement")
    assert proposal(services).category != "4a"
    inspected(services, "Section 8 monitoring visit", "2026-09-15", "section_8_inadequate")
    assert proposal(services).category == "4a"
    assert "Section 8 monitoring visit" in {
        one.kind for one in services.inspections.of_school("oakfield").inspections
    }


@pytest.mark.req("TW14-48")
def test_a_failed_section_8_visit_does_not_hide_special_measures(services):
    under(services, "telford-2014")
    inspected(services, "section_5", "2026-01-13", "special_measures")
    inspected(services, "section_8", "2026-05-12", "section_8_inadequate")
    inspected(services, "A visit of our own", "2026-06-09")
    assert proposal(services).category == "4b"
    (row,) = [one for one in services.predictions.table() if one.uid == "oakfield"]
    assert (row.current, row.last_on) == ("Special measures", "2026-01-13")
    inspected(services, "section_8", "2026-09-15", "removed_from_category")
    assert proposal(services).category != "4b"


def test_a_survey_of_a_subject_leaves_the_judgement_standing_and_is_no_outcome_of_a_prediction(
    services,
):
    under(services, "milton-keynes-2010")
    inspected(services, "section_5", "2026-01-13", "special_measures")
    services.predictions.record(
        "oakfield", PredictionFields("4", ("special_measures",), "2026-02-02")
    )
    inspected(services, "survey", "2026-05-12", "survey_inadequate")
    (line,) = services.inspections.of_school("oakfield").predictions
    assert line.actual == ""
    assert [one.outcomes for one in known(services).standing] == [
        ("special_measures",), ("survey_inadequate",),
    ]  # fmt: skip


@pytest.mark.req("R15-11")
def test_the_groups_a_school_belongs_to_and_the_way_to_one_are_kept_with_dates(services):
    under(services, "rutland-2015")
    facts = services.facts
    facts.add("oakfield", "structure", FactFields("exploring", "2015-09-01"))
    facts.add("oakfield", "structure", FactFields("in_place", "2016-09-01"))
    facts.add("oakfield", "group", FactFields("family", "2016-09-01"))
    facts.add("oakfield", "group", FactFields("partnership", "2017-01-09"))
    provider = known(services).provider
    assert provider["provider.structure"] == "in_place"
    assert provider["provider.group"] == "family\npartnership"
    before = [one for one in facts.of_school("oakfield").lines if not one.holds]
    assert [(one.words, one.given.until) for one in before] == [
        ("Exploring partners", "2016-09-01")
    ]


def test_an_inspection_of_an_older_rulebook_keeps_its_words_and_may_still_be_corrected(services):
    under(services, "rutland-2015")
    uid = inspected(services, "ofsted", "2025-01-13", "serious_weaknesses")
    services.settings.change_rulebook("england-2026")
    (line,) = services.inspections.of_school("oakfield").inspections
    assert (line.kind, line.outcome) == ("Ofsted inspection", "Serious weaknesses")
    services.inspections.edit(uid, replace(line.given, note="Two days"))
    assert services.inspections.line(uid).given.outcomes == ("serious_weaknesses",)


@pytest.mark.req("R14-36")
def test_a_concern_of_another_service_is_taken_once_the_school_has_been_spoken_to(services):
    services = under(services, "rutland-2014")
    given = ConcernFields("Attendance falls", "council_service", "2026-11-16")
    with pytest.raises(Problem, match=r"the day the school was told \(4\.2\)"):
        services.concerns.add("oakfield", given)
    services.concerns.add("oakfield", replace(given, source="ofsted"))  # of others it is not asked
    services.concerns.add("oakfield", replace(given, told_school_on="2026-11-18"))
    assert len(services.concerns.rows("oakfield")) == 2


GIVEN = CaseFields("Schools causing concern", "Graded below good", "Kim", opened_on="2026-11-20")


@pytest.mark.req("R14-49")
def test_listing_a_school_opens_its_case_and_all_that_follows_in_one_action(services):
    """The series of meetings and the plan begin as tasks; a part more makes their records."""
    services = under(services, "rutland-2014")
    graded = InspectionFields("graded", "2026-11-10", outcomes=("requires_improvement",))
    inspection = services.inspections.record("oakfield", graded).uid
    follows = [one.id for one in services.inspections.responses(inspection)]
    begun = []
    listing = ListingService(services.context, [lambda _act, one: begun.append(one)])
    case = listing.list_school("oakfield", GIVEN, inspection, follows).uid
    assert services.cases.page(case).row.state == "open"
    assert all(one.taken for one in services.inspections.responses(inspection))
    assert (begun[0].case_uid, begun[0].inspection) == (case, inspection)
    with pytest.raises(Problem, match="A case is open"):
        services.listing.list_school("oakfield", GIVEN, inspection, follows)
    with pytest.raises(Problem, match="another school"):
        services.listing.list_school("hill-top", GIVEN, inspection, follows)
    services.undo.undo()
    assert not services.cases.register("oakfield") and not services.tasks.rows()
