"""The list of schools, one school's page, and what is entered by hand."""

from datetime import date

import pytest
from sqlalchemy import event

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.documents import document, version
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import visit
from sif_desktop.services.case_lines import CaseFields, StepFields
from sif_desktop.services.concerns import ConcernFields
from sif_desktop.services.provider_rules import EntryFaults, PersonFields

ASH = PersonFields("headteacher", "Robin Ash", from_date="2024-09-01")


@pytest.fixture
def visited(services):
    """Oakfield with two visits, three tasks and an issued note."""
    with services.context.store.action("Some history") as act:
        common = {"provider_uid": "oakfield", "visit_type": "core"}
        act.create(visit, "oakfield", "v1", title="Core visit", visit_date="2026-09-20",
                   state="issued", look_fors="Reading in Year 3", **common)  # fmt: skip
        act.create(visit, "oakfield", "v2", title="Learning walk", visit_date="2026-12-01",
                   state="planned", **common)  # fmt: skip
        for uid, party, due in (("t1", "school", "2026-10-01"), ("t2", "authority", "2027-01-10"),
                                ("t3", "partner", "")):  # fmt: skip
            act.create(task, "oakfield", uid, provider_uid="oakfield", visit_uid="v1",
                       what=f"Do {uid}", party=party, due=due, state="open")  # fmt: skip
        act.create(document, "oakfield", "d1", provider_uid="oakfield", visit_uid="v1",
                   kind="note_of_visit", title="Note of visit", state="issued")  # fmt: skip
        for number in (1, 2):
            act.create(version, "oakfield", document_uid="d1", number=number,
                       issued_at=f"2026-09-2{number}T10:00:00")  # fmt: skip
    return services


def test_the_list_says_last_and_next_visit_and_open_tasks(visited):
    row = next(row for row in visited.schools.rows() if row.uid == "oakfield")
    assert (row.last_visit, row.next_visit, row.open_tasks) == ("2026-09-20", "2026-12-01", 3)


def test_the_page_gathers_the_brief_and_one_line_of_time(visited):
    page = visited.schools.page("oakfield")
    assert page.brief.last_visit.uid == "v1"
    assert page.brief.next_visit.uid == "v2"
    assert [one.uid for one in page.brief.agreed] == ["t1", "t3"]
    assert [one.uid for one in page.brief.promised] == ["t2"]
    assert page.brief.look_fors == "Reading in Year 3"
    assert [(one.on, one.kind) for one in page.chronology] == [
        ("2026-09-22", "document"),
        ("2026-09-20", "visit"),
    ]
    assert page.documents[0].version == 2
    assert "1 overdue of what was agreed" in page.alerts


def test_a_page_takes_the_same_number_of_statements_however_much_there_is(visited):
    engine, counted = visited.context.store.engine, []

    def count(_conn, _cursor, statement, *_rest):
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        visited.schools.page("oakfield")
        first = len(counted)
        with visited.context.store.action("More") as act:
            for number in range(40):
                act.create(task, "oakfield", provider_uid="oakfield", what=f"T{number}",
                           state="open")  # fmt: skip
        counted.clear()
        visited.schools.page("oakfield")
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len(counted) == first <= 21


def test_a_setting_is_entered_by_hand_and_tidied(services):
    added = services.schools.add(
        {"name": " Little  Acorns ", "postcode": "le156aa", "telephone": "01572 000000"}
    )
    entry = services.schools.entry(added.uid)
    assert entry.values["name"] == "Little Acorns"
    assert entry.values["postcode"] == "LE15 6AA"
    assert not entry.from_register


def test_everything_wrong_with_an_entry_is_said_at_once(services):
    with pytest.raises(EntryFaults) as caught:
        services.schools.add({
            "name": "", "urn": "90001", "kind": "castle", "status": "Shut", "postcode": "XX",
            "email": "nobody", "telephone": "x", "low_age": "11", "high_age": "four",
            "open_date": "2026-09-01", "close_date": "2020-08-31",
        })  # fmt: skip
    assert set(caught.value.faults) == {
        "name", "urn", "kind", "status", "postcode", "email", "telephone", "high_age",
        "close_date",
    }  # fmt: skip


def test_a_urn_is_taken_once(services):
    with pytest.raises(EntryFaults, match="Oakfield Primary School already has the URN 900001"):
        services.schools.add({"name": "Another", "urn": "900001"})
    services.schools.edit("oakfield", {"urn": "900001", "town": "Oakham"})


def test_a_school_deleted_and_undone_comes_back_whole(visited):
    before = visited.schools.page("oakfield")
    visited.schools.delete("oakfield")
    with pytest.raises(Problem, match="deleted"):
        visited.schools.page("oakfield")
    visited.undo.undo()
    assert visited.schools.page("oakfield") == before


def test_a_deleted_school_can_be_entered_again_under_its_urn(services):
    added = services.schools.add({"name": "Once", "urn": "900009", "town": "Here"})
    services.schools.delete(added.uid)
    again = services.schools.add({"name": "Twice", "urn": "900009"})
    assert again.uid == added.uid
    assert services.schools.entry(again.uid).values["town"] == ""


def test_who_held_a_role_stays_on_record(services):
    first = services.schools.add_person("oakfield", ASH)
    next_head = PersonFields("headteacher", "Sam Birch", from_date="2026-09-01")
    services.schools.replace_person(first.uid, next_head)
    page = services.schools.page("oakfield")
    assert page.head.name == "Sam Birch"
    assert [(one.name, one.from_date, one.to_date) for one in page.people] == [
        ("Sam Birch", "2026-09-01", ""),
        ("Robin Ash", "2024-09-01", "2026-09-01"),
    ]
    services.undo.undo()
    assert services.schools.page("oakfield").head.name == "Robin Ash"


def test_nobody_leaves_before_they_came(services):
    first = services.schools.add_person("oakfield", ASH)
    with pytest.raises(EntryFaults, match="before the first day"):
        services.schools.end_person(first.uid, date(2024, 8, 31))


def test_a_person_needs_a_name_and_a_role_of_the_rulebook(services):
    with pytest.raises(EntryFaults) as caught:
        services.schools.add_person("oakfield", PersonFields("wizard", " ", email="x"))
    assert set(caught.value.faults) == {"name", "role", "email"}


def test_a_category_ends_the_one_before_and_is_dated(services):
    services.settings.change_rulebook("rutland-2015")
    codes = list(services.schools.categories())
    services.schools.set_category("oakfield", codes[0], date(2025, 9, 1))
    services.schools.set_category("oakfield", codes[1], date(2026, 9, 1), "Results fell")
    page = services.schools.page("oakfield")
    assert page.category == services.schools.categories()[codes[1]]
    assert page.category_since == "2026-09-01"
    ended = [one for one in page.statuses if one.to_date]
    assert [(one.from_date, one.to_date) for one in ended] == [("2025-09-01", "2026-09-01")]
    with pytest.raises(EntryFaults):
        services.schools.set_category("oakfield", codes[0], date(2026, 1, 1))


def test_the_attached_officer_is_a_history_too(services):
    services.schools.set_officer("oakfield", "Kim Rowe", date(2025, 1, 6))
    services.schools.set_officer("oakfield", "Lee Fen", date(2026, 1, 5))
    page = services.schools.page("oakfield")
    assert (page.officer, page.officer_since) == ("Lee Fen", "2026-01-05")
    assert len([one for one in page.statuses if one.what == "attached_officer"]) == 2


def test_a_view_is_saved_replaced_and_deleted(services):
    services.views.save("schools", "Mine", "oak", {"hidden": ["urn"]})
    services.views.save("schools", "mine ", "hill", {"hidden": []})
    (view,) = services.views.of("schools")
    assert (view.name, view.filter_text, view.columns) == ("mine", "hill", {"hidden": []})
    services.views.delete(view.uid)
    assert services.views.of("schools") == []


def test_concerns_cases_and_findings_stand_on_the_line_of_time(services):
    services.schools.edit("oakfield", {"kind": "maintained_school"})
    told = {"told_school_on": "2026-11-02"}
    concern = services.concerns.add(
        "oakfield", ConcernFields("Attendance falls", "data", "2026-11-02", **told)
    ).uid
    secret = ConcernFields("Allegation", "staff", "2026-11-03", restricted=True)
    services.concerns.add("oakfield", secret)
    given = CaseFields("Causing concern", "Results", "Kim Rowe", opened_on="2026-11-09")
    case = services.cases.open("oakfield", given).uid
    step = services.cases.page(case).steps[0]
    services.cases.take(case, StepFields(step.code, "2026-11-10", outcome="They agree"))
    services.concerns.close(concern, "Rising again", date(2026, 11, 20))
    first, second = [
        one for one in services.categories.view("oakfield").criteria if not one.options
    ][:2]
    for criterion, value in ((first, "met"), (second, "not_met")):
        services.categories.find("oakfield", criterion.id, value)
    events = services.schools.page("oakfield").chronology
    told = {(one.on, one.kind, one.text, one.detail): (one.table, one.uid) for one in events}
    (judged,) = [key for key in told if key[1] == "finding"]
    assert judged[2] == "2 criteria judged" and f"{first.text}: met" in judged[3]
    del told[judged]
    assert told == {
        ("2026-11-20", "concern", "Concern closed: Attendance falls", "Rising again"): (
            "concern", concern,
        ),
        ("2026-11-10", "case", step.title, "They agree"): ("case", case),
        ("2026-11-09", "case", "Case opened: Causing concern", "Results"): ("case", case),
        ("2026-11-02", "concern", "Concern: Attendance falls", ""): ("concern", concern),
    }  # fmt: skip
