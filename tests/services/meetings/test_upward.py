"""Reports upward on a real store: offered, gathered, answered, issued, and what follows."""

from datetime import date

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.meetings import meeting, meeting_review
from sif_desktop.models.tables.plans import plan_criterion
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.provider_rules import PersonFields
from tests.services.conftest import TODAY
from tests.services.meetings.upward_world import (
    MARKER,
    SCHOOL,
    a_body,
    a_case,
    a_concern,
    a_figure,
    a_judgement,
    a_line,
    a_meeting,
    a_plan,
    a_recommendation,
    a_series,
    a_task,
    a_visit,
    an_inspection,
    category,
    issue,
    musts,
    restricted_everywhere,
    under,
)
from tests.services.reading import everything, words_of


def files(services, issued):
    return [
        services.documents.docx_of(issued.version_uid),
        services.documents.pdf_of(issued.version_uid),
    ]


def read_back(services, uid, *wanted):
    """Issue the report; both files say all of `wanted` and nothing that is restricted."""
    issued = issue(services, uid)
    for data in files(services, issued):
        told = words_of(data)
        for words in wanted:
            assert words in told, words
        assert MARKER not in everything(data)
    return issued


def drafted(services, uid):
    """Every word of the draft."""
    draft = services.documents.open(uid).draft
    found = [cell for _, block in draft.blocks() for row in block.rows for cell in row.cells]
    found += [block.text for _, block in draft.blocks()]
    return " | ".join([*found, *(sentence.text for _, _, sentence in draft.sentences())])


def live(services, table, *where):
    with services.context.store.read() as connection:
        query = select(table).where(table.c.x_gone == 0, *where)
        return list(connection.execute(query).mappings())


def minutes_issued(services, uid):
    """The minutes of a meeting, issued as a colleague's came in."""
    from sif_desktop.models.tables.documents import version

    with services.context.store.action("Minutes") as act:
        doc = act.create(
            document, SCHOOL, provider_uid=SCHOOL, kind="minutes", state="issued", body="",
            fields={"_meeting": uid},
        )  # fmt: skip
        act.create(
            version, SCHOOL, document_uid=doc, number=1, issued_at="2026-10-20T10:00:00+00:00"
        )


# --- the quarterly report and the call-in ---------------------------------------------------------


@pytest.fixture
def quarterly(services):
    under(services, "rutland-2015")
    a_plan(services)
    an_inspection(services)
    restricted_everywhere(services)
    return services.upward.begin("quarterly-report", SCHOOL).uid


@pytest.mark.req("R15-18")
def test_the_quarterly_report_is_filled_from_the_progress_of_plans(services, quarterly):
    said = drafted(services, quarterly)
    assert "Raising attainment plan" in said and "Reading in Key Stage 2" in said
    assert "0 of 1 met; 1 overdue" in said and "Better in Year 3 (2 November 2026)" in said
    assert "Teach phonics every day" in said and "New scheme bought" in said
    assert "24 August 2026 to 23 November 2026" in said


def test_a_question_without_an_answer_keeps_a_report_from_going_out(services, quarterly):
    assert musts(services, quarterly) == [
        "“Clear evidence of improvement” is not answered: say yes or no.",
        "“What the answer rests on” says nothing yet.",
    ]
    services.upward.answer(quarterly, "improving", "yes")
    services.upward.answer(quarterly, "why", "Two thirds of lessons were good.")
    assert musts(services, quarterly) == []


def test_the_composer_offers_the_parts_to_fill_in_and_no_other_answer(services, quarterly):
    form = {field.code: field for field in services.documents.open(quarterly).form}
    assert form["improving"].kind == "choice" and form["improving"].required
    assert form["why"].kind == "long_text"
    with pytest.raises(Problem):
        services.upward.answer(quarterly, "improving", "perhaps")
    with pytest.raises(Problem):
        services.upward.answer(quarterly, "progress", "All well")


@pytest.mark.req("R15-19")
def test_no_clear_evidence_of_improvement_makes_the_event_and_the_call_in(services, quarterly):
    services.upward.answer(quarterly, "improving", "no")
    services.upward.answer(quarterly, "why", "Attainment fell again.")
    read_back(
        services, quarterly, "Is there clear evidence of improvement?", "No",
        "Cabinet calls in head teacher", "Attainment fell again.",
    )  # fmt: skip
    [called] = live(services, task, task.c.what.startswith("Cabinet calls in"))
    assert (called["due"], called["party"]) == ("2026-12-21", "authority")
    assert called["provider_uid"] == SCHOOL
    [noted] = live(services, event, event.c.kind == "no_clear_improvement")
    assert (noted["day"], noted["provider_uid"]) == (TODAY.isoformat(), SCHOOL)
    owed = [row.what for row in services.obligations.rows() if row.provider_uid == SCHOOL]
    assert any("call" in what.lower() for what in owed)


def test_what_follows_is_written_once_whatever_is_corrected(services, quarterly):
    services.upward.answer(quarterly, "improving", "no")
    services.upward.answer(quarterly, "why", "Attainment fell again.")
    issue(services, quarterly)
    services.documents.correct(quarterly, "A figure was wrong.")
    issue(services, quarterly)
    services.upward.follow(quarterly)
    assert len(live(services, task, task.c.what.startswith("Cabinet calls in"))) == 1


def test_yes_calls_nobody_in(services, quarterly):
    services.upward.answer(quarterly, "improving", "yes")
    services.upward.answer(quarterly, "why", "Two thirds of lessons were good.")
    issue(services, quarterly)
    assert live(services, event, event.c.kind == "no_clear_improvement") == []


def test_the_next_report_goes_on_where_the_last_one_ended(services, quarterly):
    services.upward.answer(quarterly, "improving", "yes")
    services.upward.answer(quarterly, "why", "Two thirds of lessons were good.")
    issue(services, quarterly)
    following = services.upward.begin("quarterly-report", SCHOOL, until="2027-02-26").uid
    assert "24 November 2026 to 26 February 2027" in drafted(services, following)


# --- the papers for the meeting on schools causing concern ----------------------------------------


@pytest.fixture
def scc(services):
    """Two strategy meetings before the last meeting of the body, one after it."""
    under(services, "rutland-2014")
    series = a_series(services, "strategy_meeting")
    body = a_series(services, "scc_meeting", "", a_body(services, "scc", "Monitoring system"))
    met = {
        "old": a_meeting(services, series, "strategy_meeting", "2026-08-31"),
        "last": a_meeting(services, body, "scc_meeting", "2026-09-28", ""),
        "new": a_meeting(services, series, "strategy_meeting", "2026-10-12",
                         summary="Reading is taught better."),
        "next": a_meeting(services, body, "scc_meeting", "2026-11-30", "", state="planned"),
    }  # fmt: skip
    a_line(services, met["new"], "Phonics lead appointed.")
    a_line(services, met["new"], "Head to be reviewed.", visibility="la")
    a_task(services, "Buy the scheme", "2026-12-01", meeting_uid=met["new"], who="Mrs Verma")
    a_plan(services)
    with services.context.store.action("A review") as act:
        act.create(
            meeting_review, SCHOOL, meeting_uid=met["new"], plan_uid="plan-open",
            rating="on_track", progress="Groups run daily",
        )  # fmt: skip
    minutes_issued(services, met["new"])
    a_concern(services)
    restricted_everywhere(services, met["new"])
    return met


def begin_scc(services, scc):
    return services.upward.begin("scc-pack", meeting_uid=scc["next"]).uid


@pytest.mark.req("R14-48")
def test_the_papers_gather_every_strategy_meeting_and_flag_one_not_reported(services, scc):
    uid = begin_scc(services, scc)
    said = drafted(services, uid)
    assert "Oakfield Primary School: Strategy Meeting, 12 October 2026" in said
    assert (
        "Minutes: issued 20 October 2026." in said and "Decision: Phonics lead appointed." in said
    )
    assert "Progress: Groups run daily (on track)." in said and "Head to be reviewed." in said
    assert "Action: Buy the scheme (Mrs Verma, by 1 December 2026)." in said
    assert "Strategy Meeting, 31 August 2026" in said
    assert "should have come to the meeting of 28 September 2026." in said
    warned = [line.finding.message for line in services.documents.check(uid)]
    assert any("31 August 2026” was not reported a meeting earlier" in words for words in warned)
    assert any("31 August 2026” are not issued yet" in words for words in warned)


@pytest.mark.req("R14-36")
def test_open_concerns_stand_in_the_papers_and_restricted_ones_do_not(services, scc):
    uid = begin_scc(services, scc)
    read_back(services, uid, "Attendance fell in Year 5", "16 October 2026", "Groups run daily")


def test_minutes_count_as_reported_once_the_papers_of_that_meeting_are_issued(services, scc):
    issue(services, begin_scc(services, scc))
    told = {row["uid"]: row["reported_at"] for row in live(services, meeting)}
    assert told[scc["old"]] == told[scc["new"]] == scc["next"]
    later = services.upward.begin("scc-pack", until="2027-01-29").uid
    assert "12 October 2026" not in drafted(services, later)


def test_papers_put_before_no_meeting_report_nothing(services, scc):
    issue(services, services.upward.begin("scc-pack").uid)
    assert not any(row["reported_at"] for row in live(services, meeting))


# --- boards and members ---------------------------------------------------------------------------


@pytest.mark.req("R14-08")
@pytest.mark.req("R14-09")
def test_the_board_pack_shows_risk_and_desktop_results_as_they_are(services):
    under(services, "rutland-2014")
    category(services, "scc", "2026-10-01")
    a_figure(services, "ks2", "61")
    a_case(services)
    restricted_everywhere(services)
    services.risk.assess(SCHOOL, next(iter(services.risk.levels())), "Results fell")
    uid = services.upward.begin("board-pack").uid
    level = next(iter(services.risk.levels().values()))
    read_back(
        services, uid, "Oakfield Primary School", "61 against 74 (2026)", level,
        "Phonics rose to 78 per cent",
    )  # fmt: skip


@pytest.mark.req("R15-26")
def test_the_board_compares_every_school_by_figures_and_category(services):
    under(services, "rutland-2015")
    category(services, "red", "2026-10-01")
    category(services, "green", "2026-10-01", school="hill-top")
    a_figure(services, "expected_progress", "61")
    a_figure(services, "attendance", "95.2", "hill-top")
    uid = services.upward.begin("board-comparison").uid
    read_back(services, uid, "Oakfield Primary School", "Hill Top Academy", "61 against 74 (2026)",
              "95.2 against 74 (2026)", "No figure")  # fmt: skip


@pytest.mark.req("K09-20")
def test_members_read_which_schools_cause_concern_what_was_done_and_its_impact(services):
    under(services, "kent-2009")
    a_case(services)
    restricted_everywhere(services)
    uid = services.upward.begin("poc-report", since="2026-09-01", until="2026-11-20").uid
    draft = services.documents.open(uid).draft
    [table] = [block for _, block in draft.blocks() if block.id == "part:cases:cases"]
    assert table.columns == ("School", "Action taken", "Impact on outcomes")
    read_back(services, uid, "Oakfield Primary School: Standards far below national",
              "Support: Phonics programme (20 September 2026)",
              "Phonics rose to 78 per cent.")  # fmt: skip


@pytest.mark.req("MK10-114")
def test_the_categorisation_report_counts_and_tells_changes_with_their_reasons(services):
    under(services, "milton-keynes-2010")
    category(services, "LA2", "2025-10-01", "2026-10-05")
    category(services, "LA4a", "2026-10-05")
    a_judgement(services, "LA4a", "2026-10-05", "Standards fell for two years.")
    uid = services.upward.begin("categorisation-report", since="2025-11-01").uid
    draft = services.documents.open(uid).draft
    rows = {row.cells[0]: row.cells for _, block in draft.blocks() for row in block.rows}
    label = services.context.pack().category_label
    assert rows[label("LA4a")][1:] == ("1", "0", "+1")
    assert rows[label("LA2")][1:] == ("0", "1", "−1")
    read_back(services, uid, "Standards fell for two years.", "5 October 2026")


# --- one school -----------------------------------------------------------------------------------


@pytest.mark.req("MK10-111")
def test_each_success_criterion_is_judged_and_what_failed_is_designed_anew(services):
    under(services, "milton-keynes-2010")
    category(services, "LA4b", "2026-09-01")
    made = a_plan(services)
    restricted_everywhere(services)
    uid = services.upward.begin("intervention-report", SCHOOL).uid
    services.upward.answer(uid, "successful", "yes")
    lacking = "“Reading at national” was not successful, and no redesign is named."
    assert musts(services, uid) == [lacking]
    with services.context.store.action("Nobody judged it") as act:
        act.update(plan_criterion, made["good"], degree="")
        act.update(plan_criterion, made["poor"], if_not="A new reading leader from Easter")
    assert musts(services, uid) == ["The success criterion “Phonics at national” is not judged."]
    with services.context.store.action("Judged") as act:
        act.update(plan_criterion, made["good"], degree="fully")
    read_back(services, uid, "Phonics at national", "Fully met", "Not met",
              "A new reading leader from Easter")  # fmt: skip


@pytest.mark.req("K09-61")
def test_the_joint_evaluation_has_a_section_for_each_key_issue_by_both_authors(services):
    under(services, "kent-2009", kind="school")
    category(services, "intensive", "2026-09-01")
    services.schools.add_person(
        SCHOOL, PersonFields("headteacher", "Mrs Asha Verma", from_date="2024-09-01")
    )
    first, second = an_inspection(services)
    restricted_everywhere(services)
    offers = {one.report: one for one in services.upward.offers(SCHOOL)}
    periods = dict(offers["joint-evaluation-report"].periods)
    assert {"month", "term"} <= set(periods)
    uid = services.upward.begin("joint-evaluation-report", SCHOOL, period="month").uid
    assert "24 October 2026 to 23 November 2026" in drafted(services, uid)
    assert "(Mrs Asha Verma)" in drafted(services, uid)
    assert musts(services, uid)[:2] == [
        "Nothing is said yet of “Key issue 1: Teach phonics every day”.",
        "Nothing is said yet of “Key issue 2: Widen the curriculum”.",
    ]
    services.filling.fill(
        uid,
        {
            f"key_issues:{first}": "Phonics is taught daily now.",
            f"key_issues:{second}": "History has no scheme yet.",
        },
    )
    read_back(services, uid, "Key issue 1", "Phonics is taught daily now.", "Key issue 2",
              "History has no scheme yet.", "Under way")  # fmt: skip


# --- what all share -------------------------------------------------------------------------------


def test_every_report_of_every_rulebook_is_gathered_without_restricted_words(services):
    for pack in ("rutland-2014", "rutland-2015", "telford-2014", "milton-keynes-2010",
                 "kent-2009", "england-2026"):  # fmt: skip
        under(services, pack)
        if pack == "rutland-2014":
            series = a_series(services, "strategy_meeting")
            met = a_meeting(services, series, "strategy_meeting", "2026-10-12")
            restricted_everywhere(services, met)
            an_inspection(services)
            a_recommendation(services, met, "Fund a reading lead")
            a_visit(services, "2026-10-01")
        for offer in (*services.upward.offers(), *services.upward.offers(SCHOOL)):
            about = SCHOOL if offer.about == "provider" else ""
            uid = services.upward.begin(offer.report, about).uid
            assert MARKER not in drafted(services, uid), (pack, offer.report)
            assert services.documents.preview_pdf(uid).startswith(b"%PDF")


def test_what_the_officer_edits_stays_while_the_record_moves_on(services):
    under(services, "kent-2009")
    a_case(services)
    uid = services.upward.begin("poc-report", since="2026-09-01").uid
    services.upward.answer(uid, "comment", "Two schools left the list.")
    draft = services.documents.open(uid).draft
    [sentence] = [s for _, _, s in draft.sentences() if "Two schools" in s.text]
    services.drafts.edit_sentence(uid, sentence.id, "Two schools left the list this term.")
    a_case(services, "Attendance is 95 per cent")
    said = drafted(services, uid)
    assert "Two schools left the list this term." in said
    assert "Attendance is 95 per cent" in said


def test_as_many_statements_for_two_schools_as_for_twenty(services, count_statements):
    from sif_desktop.models.changes import TEAM
    from sif_desktop.models.tables.providers import provider

    under(services, "rutland-2014")
    for school in (SCHOOL, "hill-top"):
        series = a_series(services, "strategy_meeting", school)
        a_meeting(services, series, "strategy_meeting", "2026-10-12", school)
    uid = services.upward.begin("scc-pack").uid
    with count_statements() as few:
        services.documents.open(uid)
    with services.context.store.action("More schools") as act:
        for number in range(18):
            act.create(provider, TEAM, f"more-{number}", name=f"School {number}", status="Open")
    for number in range(18):
        series = a_series(services, "strategy_meeting", f"more-{number}")
        a_meeting(services, series, "strategy_meeting", "2026-10-12", f"more-{number}")
    with count_statements() as many:
        services.documents.open(uid)
    assert len(many) == len(few)


def test_days_out_of_order_and_reports_not_offered_are_refused(services):
    under(services, "rutland-2014")
    with pytest.raises(Problem):
        services.upward.begin("scc-pack", since="2026-11-30", until="2026-11-01")
    with pytest.raises(Problem):
        services.upward.begin("scc-pack", SCHOOL)
    with pytest.raises(Problem):
        services.upward.begin("scc-pack", period="week")
    assert live(services, document) == []


def test_a_report_on_all_schools_is_due_by_the_body_or_by_its_period(services):
    under(services, "rutland-2014")
    body = a_series(services, "scc_meeting", "", a_body(services, "scc", "Monitoring system"))
    coming = a_meeting(services, body, "scc_meeting", "2026-12-07", "", state="planned")
    due = {row.offer.report: row for row in services.upward.due_rows()}
    assert (due["scc-pack"].due, due["scc-pack"].meeting_uid) == (date(2026, 12, 7), coming)
    under(services, "milton-keynes-2010")
    uid = services.upward.begin("categorisation-report", until="2025-11-03").uid
    issue(services, uid)
    [row] = [r for r in services.upward.due_rows() if r.offer.report == "categorisation-report"]
    assert (row.due, row.overdue) == (date(2026, 11, 3), True)
