"""What schools may count on in a year by their rulebook, and what went of it."""

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.people import authority
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.day_lines import (
    AllocationFields,
    AnswerFields,
    ChargeFields,
    SplitFields,
    UseFields,
)
from sif_desktop.services.day_paper import amount_words, given_words
from sif_desktop.services.documents.issue import freeze
from sif_desktop.services.provider_facts import FactFields

from .conftest import PACK, RESOURCES, TODAY

YEAR = 2026
DAY = "2026-11-20"


@pytest.fixture
def work_by(services, registry):
    """`work_by(pack, **register)`: the first school's rulebook and what it is."""

    def choose(pack: str, **register: str):
        with services.context.store.read() as connection:
            uid = connection.execute(select(authority.c.uid)).scalar_one()
        with services.context.store.action("Another rulebook") as act:
            act.update(authority, uid, pack=pack, pack_version=registry.get(pack).version)
            act.update(provider, "oakfield", attached_officer="Kim Rowe", **register)
        return services.days

    return choose


def lines(services, year=YEAR):
    return {
        one.account.entitlement.id: one for one in services.days.of_school("oakfield", year).lines
    }


def visit(services, visit_type, *days, made=True, day=DAY, **more):
    plan = services.visits.defaults(visit_type, "oakfield")
    names = ("days_preparation", "days_on_site", "days_reporting")
    given = dict(zip(names, days, strict=True))
    uid = services.visits.plan(replace(plan, visit_date=day, **given, **more)).uid
    if made:
        services.visits.start(uid)
        services.visits.end(uid, days=days)
    return uid


def use(services, entitlement, *days, **more):
    fields = UseFields("Coaching", DAY, entitlement, days=SplitFields(*days), **more)
    return services.days.use("oakfield", fields).uid


@pytest.mark.req("K09-43")
def test_kent_days_follow_the_level_and_count_used_planned_and_left(services, work_by):
    work_by("kent-2009", kind="school", category="substantial")
    visit(services, "sip_visit", "0.5", "1", "0.5")
    visit(services, "sip_visit", "0.5", "1", "0.5", made=False, day="2027-02-02")
    use(services, "partner-substantial", "", "0.5", "")
    (line,) = lines(services).values()
    assert line.account.entitlement.words == "up to 7 days and more by arrangement"
    assert line.account.entitlement.paragraph == "5.3"
    assert (line.account.used.total, line.account.planned.total) == (Decimal("2.5"), 2)
    assert line.account.left == Decimal("2.5")
    services.days.agree(
        "oakfield", AllocationFields("partner-substantial", YEAR, SplitFields(on_site="3"))
    )
    (line,) = lines(services).values()
    assert line.account.left == Decimal("5.5")
    assert given_words(line).endswith("+ 3 agreed")


@pytest.mark.req("K09-43")
def test_a_school_whose_level_changes_keeps_what_its_visits_used(services, work_by):
    work_by("kent-2009", kind="school", category="general")
    visit(services, "sip_visit", "", "1", "")
    use(services, "partner-general", "", "4.5", "")
    assert lines(services)["partner-general"].state == "over by 0.5 days"
    with services.context.store.action("Another level") as act:
        act.update(provider, "oakfield", category="intensive")
    found = lines(services)
    assert found["partner-intensive"].account.used.total == 1  # the visit follows
    assert found["partner-general"].state == "no longer given"


@pytest.mark.req("K09-44", "K09-27")
def test_kent_the_adviser_stands_in_for_the_partner_while_the_programme_runs(services, work_by):
    work_by("kent-2009", kind="school", category="intensive")
    assert list(lines(services)) == ["partner-intensive"]
    services.facts.add("oakfield", "programmes", FactFields("national_challenge", "2026-09-01"))
    visit(services, "sip_visit", "0.5", "1", "0.5")
    found = lines(services)
    assert list(found) == ["adviser-intensive", "plan-support"]
    assert found["adviser-intensive"].account.left == 18
    assert found["plan-support"].state == "nothing agreed yet"


@pytest.mark.req("K09-53")
def test_kent_settings_are_counted_in_visits_with_one_more_if_required(services, work_by):
    work_by("kent-2009", kind="setting", category="substantial")
    services.facts.add("oakfield", "setting_type", FactFields("full_day_care", "2026-09-01"))
    for _ in range(6):
        visit(services, "setting_visit", "", "0.5", "")
    (line,) = lines(services).values()
    assert (line.account.visits_used, line.state) == (6, "0 visits left")
    visit(services, "setting_visit", "", "0.5", "")
    (line,) = lines(services).values()
    assert not line.account.is_over
    visit(services, "setting_visit", "", "0.5", "")
    (line,) = lines(services).values()
    assert line.state == "over by 1 visit"


@pytest.mark.req("MK10-54")
def test_milton_keynes_days_are_split_in_three_from_5_5_and_what_is_agreed(services, work_by):
    work_by("milton-keynes-2010", kind="maintained_school", category="LA2")
    visit(services, "sip_termly", "0.5", "0.75", "0.5")
    use(services, "sip-days", "1", "", "0.25")
    account = lines(services)["sip-days"].account
    assert account.used.words == "1.5 preparation, 0.75 on site, 0.75 reporting"
    assert account.left == Decimal("2.5")
    services.days.agree("oakfield", AllocationFields("sip-days", YEAR, SplitFields("1", "2", "")))
    assert lines(services)["sip-days"].account.left == Decimal("5.5")


@pytest.mark.req("MK10-26", "MK10-87")
def test_milton_keynes_the_programme_has_a_budget_of_20_days_of_its_own(services, work_by):
    work_by("milton-keynes-2010", kind="maintained_school", category="LA4b")
    services.facts.add("oakfield", "programmes", FactFields("national_challenge", "2026-09-01"))
    use(services, "national-challenge-days", "", "20", "")
    found = lines(services)
    assert "sip-days" not in found and "bespoke-primary" in found
    assert found["national-challenge-days"].state == "0 days left"
    use(services, "national-challenge-days", "", "0.5", "")
    assert lines(services)["national-challenge-days"].state == "over by 0.5 days"


@pytest.mark.req("R15-28")
def test_rutland_what_may_be_declined_is_offered_accepted_or_declined_by_whom_and_when(
    services, work_by
):
    work_by("rutland-2015", kind="school", category="green")
    found = lines(services)
    assert found["telephone"].answer.state == "offered"
    assert found["officer"].officer == "Kim Rowe"
    for state, day, who in (
        ("declined", "2026-10-05", "Chair of governors"),
        ("accepted", "2026-11-02", "Headteacher"),
    ):
        services.days.answer("oakfield", AnswerFields("telephone", YEAR, state, day, who))
        answer = lines(services)["telephone"].answer
        assert (answer.state, answer.day, answer.who) == (state, day, who)
    core = AnswerFields("table-top-review", YEAR, "declined", DAY, "Chair")
    with pytest.raises(Problem, match="cannot be declined"):
        services.days.answer("oakfield", core)


@pytest.mark.req("R15-29", "R15-40")
def test_rutland_review_visits_delivered_are_counted_against_the_two(services, work_by):
    work_by("rutland-2015", kind="school", category="green")
    visit(services, "review_visit", "", "0.5", "")
    line = lines(services)["review-visits"]
    assert (line.account.visits_used, line.state) == (1, "1 visit left")
    visit(services, "review_visit", "", "0.5", "", made=False, day="2027-03-02")
    assert lines(services)["review-visits"].account.visits_planned == 1


@pytest.mark.req("R15-34")
def test_rutland_charges_have_basis_rate_and_amount_and_a_summary_by_school(services, work_by):
    work_by("rutland-2015", kind="school", category="green")
    day = SplitFields("0.5", "1.5", "")
    charge = services.days.charge
    charge("oakfield", ChargeFields(DAY, "charged", "officer", rate="£412.35", days=day))
    charge("hill-top", ChargeFields(DAY, "charged", "brokered", rate="99.90"))
    charge("hill-top", ChargeFields(DAY, "charged", title="A course"))
    use(services, "officer", "", "1", "", charge="entitlement")
    book = services.days.book(YEAR)
    told = {(line.provider, line.basis): amount_words(line) for line in book.charges}
    assert told["Oakfield Primary School", "Additional provision, charged"] == "£824.70"
    assert told["Hill Top Academy", "Additional provision, charged"] == "£99.90, 1 without a rate"
    assert told["Oakfield Primary School", "Entitlement, free"] == "no rate set"
    assert told["All schools", "Additional provision, charged"] == "£924.60, 1 without a rate"
    assert book.charges[-1].basis == "Together"


@pytest.mark.req("R14-20")
def test_rutland_2014_time_is_agreed_told_in_a_letter_and_summed_by_officer(services, work_by):
    work_by("rutland-2014", kind="maintained_school")
    assert lines(services)["officer-time"].state == "nothing agreed yet"
    services.days.agree(
        "oakfield", AllocationFields("officer-time", YEAR, SplitFields(on_site="4.5"))
    )
    visit(services, "learning_walk", "", "0.5", "0.25")
    letter = services.day_letters.write("oakfield", YEAR)
    with services.context.store.read() as connection:
        query = select(document.c.fields).where(document.c.uid == letter.uid)
        fields = json.loads(connection.execute(query).scalar_one())
    assert fields["days"] == "4.5" and "Annual visit: 1 visit" in fields["purposes"]
    book = services.days.book(YEAR)
    assert book.of("oakfield")[0].letter == "drafting"
    (officer, *_) = [one for one in book.officers if one.officer == "Kim Rowe"]
    assert (officer.given, officer.used.total, officer.left) == (
        Decimal("4.5"), Decimal("0.75"), Decimal("3.75"),
    )  # fmt: skip


@pytest.mark.req("TW14-56", "TW14-54")
def test_telford_entries_are_free_traded_and_mandatory_by_category(services, work_by):
    work_by("telford-2014", kind="maintained_school")
    services.facts.add("oakfield", "governance_category", FactFields("community", "2020-09-01"))
    seen = {}
    for category in ("1", "2", "3", "4b"):
        with services.context.store.action("Category") as act:
            act.update(provider, "oakfield", category=category)
        seen[category] = [line.charge for line in lines(services).values()]
    assert set(seen["1"]) == {"Without charge"}
    assert "Traded Service" in seen["2"] and "Intervention, without charge" not in seen["2"]
    assert seen["3"].count("Intervention, without charge") == 1
    assert seen["4b"].count("Intervention, without charge") == 2
    review = ChargeFields(DAY, "traded", "review_two", "An outside look at mathematics", "600")
    services.days.charge("oakfield", review)
    (record,) = services.days.of_school("oakfield").records
    assert (record.charge, record.title) == ("Traded Service", "An outside look at mathematics")
    assert record.charged.amount == 600


def test_a_visit_that_no_entitlement_names_counts_for_the_officer_who_led_it(services, work_by):
    work_by("kent-2009", kind="school", category="general")
    visit(services, "governance", "0.25", "0.5", "")
    book = services.days.book(YEAR)
    (record,) = book.records
    assert record.counted == "" and record.who == "Kim Rowe"
    assert lines(services)["partner-general"].account.used.total == 0
    (officer,) = [one for one in book.officers if one.officer == "Kim Rowe"]
    assert officer.used.total == Decimal("0.75")


def test_the_year_before_is_looked_at_as_the_schools_were_then(services, work_by):
    work_by("kent-2009", kind="school", category="")
    services.schools.set_category("oakfield", "general", date(2025, 10, 1))
    services.schools.set_category("oakfield", "intensive", date(2026, 10, 1))
    assert list(lines(services, 2025)) == ["partner-general"]
    assert list(lines(services, 2026)) == ["partner-intensive"]


def test_letters_are_drafted_for_all_shown_once_and_say_for_whom_there_is_none(services, work_by):
    work_by("england-2026", kind="maintained_school")
    uids = ["oakfield", "hill-top"]
    first = services.day_letters.draft(uids, YEAR)
    again = services.day_letters.draft(uids, YEAR)
    assert (first.count, again.count) == (1, 0)
    other = services.day_letters.draft(["oakfield"], YEAR + 1)
    assert other.count == 1
    work_by("telford-2014")
    with pytest.raises(Problem, match="no letter about days"):
        services.day_letters.write("oakfield", YEAR)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (UseFields("Coaching", DAY), "how many days"),
        (UseFields("Coaching", DAY, days=SplitFields("much")), "not a number of days"),
        (UseFields("", DAY, days=SplitFields("1")), "what the days went on"),
        (UseFields("Coaching", "soon", days=SplitFields("1")), "not a date"),
        (UseFields("Coaching", DAY, "core-days", days=SplitFields("1"), rate="3"), "no basis"),
        (UseFields("Coaching", DAY, days=SplitFields("1"), charge="free", rate="x"), "no amount"),
        (UseFields("Coaching", DAY, "unknown", days=SplitFields("1")), "which entitlement"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_kept(services, given, said):
    with pytest.raises(Problem, match=said):
        services.days.use("oakfield", given)
    assert services.days.of_school("oakfield").records == ()


def test_reading_takes_as_many_statements_for_two_schools_as_for_one(
    services, work_by, count_statements
):
    work_by("england-2026", kind="maintained_school")
    with count_statements() as one:
        services.days.of_school("oakfield")
    with count_statements() as every:
        services.days.book()
    assert len(every) == len(one) < 25


def test_the_list_prints_with_its_totals(services, work_by):
    work_by("england-2026", kind="maintained_school")
    use(services, "core-days", "0.5", "3", "", charge="traded", rate="300")
    frozen = freeze(services.day_paper.printed(services.days.book()))
    assert frozen.pdf and frozen.docx
    assert TODAY.year == YEAR


@pytest.fixture
def financial(store, services, tmp_path):
    """Services under a rulebook that is the starter, with days by the financial year at a rate."""
    folder = tmp_path / "vale-2026"
    shutil.copytree(RESOURCES / PACK, folder)
    for name, old, new in (
        ("pack.yaml", f"id: {PACK}", "id: vale-2026"),
        ("entitlements.yaml", "letter: ", "year: financial\nletter: "),
        ("entitlements.yaml", "label: Traded}", "label: Traded, rate: 350}"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    registry = Registry([tmp_path])
    with store.read() as connection:
        uid = connection.execute(select(authority.c.uid)).scalar_one()
    with store.action("Another rulebook") as act:
        version = registry.get("vale-2026").version
        act.update(authority, uid, pack="vale-2026", pack_version=version)
        act.update(provider, "oakfield", kind="maintained_school")
    return Services(store, registry, lambda: TODAY)


def test_days_by_the_financial_year_at_the_rulebooks_own_rate(financial):
    for day, title in (("2026-03-31", "Before"), ("2026-04-01", "After")):
        fields = UseFields(
            title, day, "core-days", days=SplitFields("", "0.5", ""), charge="traded"
        )
        financial.days.use("oakfield", fields)
    book = financial.days.of_school("oakfield")
    assert book.year.label == "Financial year 2026/27"
    assert [record.title for record in book.records] == ["After"]
    assert amount_words(book.charges[0]) == "£175"
    (before,) = financial.days.of_school("oakfield", 2025).records
    assert before.title == "Before"
