"""What conditions are asked about holds the rulebook's own dated facts too."""

from datetime import date, timedelta

import pytest

from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.services.visit_facts import facts_today, school_row
from tests.services.conftest import TODAY

SCHOOL = "oakfield"


@pytest.fixture
def pack(registry):
    return registry.get("kent-2009")


def became(services, what: str, value: str, since: date, until: date | None = None) -> None:
    fields = {"what": what, "value": value, "from_date": since.isoformat()}
    with services.context.store.action("Recorded") as act:
        to = until.isoformat() if until else None
        act.create(provider_status, SCHOOL, provider_uid=SCHOOL, **fields, to_date=to)


def facts(services, pack) -> dict[str, str]:
    with services.context.store.read() as connection:
        return facts_today(connection, pack, school_row(connection, SCHOOL), TODAY)


def test_a_fact_holds_from_its_day_until_it_ends(services, pack):
    week = timedelta(days=7)
    became(services, "progress", "insufficient", TODAY - week, TODAY)
    became(services, "ownership", "pvi", TODAY - week)
    became(services, "setting_type", "sessional", TODAY + week)
    found = facts(services, pack)
    assert (found["provider.ownership"], found["provider.progress"]) == ("pvi", "")
    assert found["provider.setting_type"] == ""
    assert found["provider.phase"] == "primary"


@pytest.mark.req("K09-58")
def test_a_note_of_insufficient_progress_goes_to_adviser_and_area(services, pack):
    with services.context.store.action("A school") as act:
        act.update(provider, SCHOOL, kind="school")
    became(services, "progress", "insufficient", TODAY)
    layout = pack.layout("note_of_visit", "sip_visit")
    told = [who.role for who in pack.recipients(layout, facts(services, pack))]
    assert {"senior_phase_adviser", "acso", "lcsp_manager"} <= set(told)


def test_letters_are_offered_by_the_rulebooks_own_facts(services, pack):
    with services.context.store.action("A setting") as act:
        act.update(provider, SCHOOL, kind="setting")
    services.settings.change_rulebook(pack.id)

    def offered() -> set[str]:
        return {one.letter for one in services.letters.offers(SCHOOL)}

    assert "directory-removal" not in offered()
    became(services, "ownership", "pvi", TODAY)
    assert "directory-removal" in offered()
