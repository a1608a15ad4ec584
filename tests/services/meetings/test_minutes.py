"""Minutes and agendas on a real store: begun, checked, issued, corrected, agreed; and read back."""

import sys
from pathlib import Path

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import restricted_part
from sif_desktop.models.tables import meetings as tables
from sif_desktop.models.tables.cases import concern
from sif_desktop.models.tables.meetings import meeting as meeting_table
from sif_desktop.models.tables.meetings import meeting_line, meeting_person
from sif_desktop.models.tables.tasks import task
from tests.services.meetings import minuted
from tests.services.meetings.minuted import AFTER, DAY, MARKER, SCHOOL
from tests.services.office import every_file, issue
from tests.services.reading import everything, words_of

sys.path.append(str(Path(__file__).parents[3] / "tools"))

import gate

HEADINGS = (
    "1. Human Resources", "2. Finance", "3. School Developments",
    "3.1 Raising Achievement Plan update", "3.2 Evidence and judgements from monitoring",
    "3.3 Pupil progress data", "3.4 Attendance", "3.5 Exclusions",
    "3.6 Leadership and management concerns", "3.7 Exit Strategy",
)  # fmt: skip


@pytest.fixture
def held(services) -> str:
    return minuted.review_team(services)


@pytest.fixture
def minutes(services, held) -> str:
    return services.minutes.start(held).uid


def update(services, table, uid, **fields):
    with services.context.store.action("Put right") as act:
        act.update(table, uid, **fields)


def found(services, uid, severity="must"):
    return [
        one.finding.message
        for one in services.documents.check(uid)
        if one.finding.severity == severity
    ]


def files(services, uid):
    version = issue(services, uid).version_uid
    return every_file(services, version)


def test_minutes_say_who_came_and_who_was_represented(services, minutes):
    for data in files(services, minutes).values():
        words = words_of(data)
        for said in (
            "Review Team meeting", "Oakfield Primary School", "20 November 2026",
            "09:30 to 11:00", "Oakfield library", "Pat Quill", "Asha Verma",
            "Tomasz Lew, Chair", "represented by Ines Roe", "Apologies", "Kim Rowe",
            "The next meeting is on 18 January 2027.",
        ):  # fmt: skip
            assert said in words


@pytest.mark.req("TW14-51")
@pytest.mark.req("TW14-35")
def test_every_heading_of_the_agenda_prints_in_order_even_when_empty(services, minutes):
    for data in files(services, minutes).values():
        words = words_of(data)
        places = [words.index(heading) for heading in HEADINGS]
        assert places == sorted(places)
        assert words.count("Nothing recorded.") >= 6


def test_decisions_stand_out_and_actions_are_listed_once(services, minutes):
    words = words_of(files(services, minutes)["school", "docx"])
    assert "Decision. Category Three is to go on." in words
    assert words.count("Send the budget plan") == 1 and "Head teacher (school)" in words
    assert "11 December 2026" in words and "To be shown by: A plan." in words
    assert "Action 1 below." in words
    assert "Advertise both posts" in words and "Overdue; agreed on 12 October 2026" in words
    assert "Two posts are vacant." in words


def test_words_for_the_authority_stand_in_the_file_copy_alone(services, minutes):
    made = files(services, minutes)
    for (copy, _), data in made.items():
        assert ("The deficit is growing." in words_of(data)) is (copy == "file"), copy


def test_nothing_restricted_reaches_any_file(services, held):
    minuted.plant_everywhere(services)
    for start in (services.minutes.start_agenda, services.minutes.start):
        uid = start(held).uid
        assert "£10" in str(services.documents.open(uid).draft) or start != services.minutes.start
        for name, data in files(services, uid).items():
            assert MARKER not in everything(data), name
            assert MARKER not in words_of(data), name


def test_a_line_restricted_after_it_was_edited_keeps_the_minutes_back(services, minutes):
    services.drafts.edit_sentence(minutes, "line:l1", "Two posts are empty.")
    update(services, meeting_line, "l1", visibility="restricted")
    assert any("restricted now" in message for message in found(services, minutes))


def test_a_line_kept_to_the_authority_later_leaves_the_school_copy(services, minutes):
    services.drafts.edit_sentence(minutes, "line:l1", "Two posts are empty.")
    update(services, meeting_line, "l1", visibility="la")
    for (copy, _), data in files(services, minutes).items():
        assert ("Two posts are empty." in words_of(data)) is (copy == "file")


def test_words_of_the_officer_stay_when_the_record_grows(services, minutes):
    services.drafts.edit_sentence(minutes, "line:l1", "Two posts are empty.")
    minuted.line(services, "second", "l9", "second-human_resources", "An advert is out")
    draft = services.documents.open(minutes).draft
    said = [sentence.text for _, _, sentence in draft.sentences()]
    assert "Two posts are empty." in said and "An advert is out." in said
    assert "Two posts stand vacant." not in said


@pytest.mark.parametrize(
    ("table", "row", "fields", "message"),
    [
        (task, "t1", {"due": ""}, "has no date to be done by"),
        (task, "t1", {"who": "", "party": ""}, "Nobody is named to do"),
        (meeting_person, "second-headteacher", {"attendance": ""}, "whether Asha Verma"),
        (meeting_line, "l2", {"text": ""}, "A decision has no words"),
        (meeting_table, "second", {"state": "under_way"}, "has not ended"),
    ],
)
def test_what_keeps_minutes_back_is_said(services, minutes, table, row, fields, message):
    assert found(services, minutes) == []
    update(services, table, row, **fields)
    assert any(message in said for said in found(services, minutes))
    with pytest.raises(Problem, match="not ready"):
        issue(services, minutes)


def test_items_left_open_and_a_missing_day_are_pointed_at(services, minutes):
    update(services, meeting_table, "second", next_day="")
    said = " ".join(found(services, minutes, "should"))
    assert "items were neither discussed nor left for another meeting" in said
    assert "No day is set for the next meeting." in said


def test_a_stranger_named_is_pointed_at_and_who_came_is_not(services, minutes):
    minuted.line(services, "second", "l8", "second-exit", "Miss Petra Holloway spoke for the class")
    said = " ".join(found(services, minutes, "should"))
    assert "Holloway" in said and "Verma" not in said and "Quill" not in said


def test_who_receives_minutes_follows_the_rulebook_and_who_was_asked(services, minutes):
    receive = {(who.label, who.copy): who for who in services.documents.recipients(minutes)}
    head = next(who for who in receive.values() if who.role == "headteacher")
    assert (head.name, head.email, head.copy) == ("Asha Verma", "av@oak.example", "school")
    assert receive["Uma Day", "school"].email == "ud@oak.example"
    assert receive["Pat Quill", "file"].email == "pq@hv.example"
    assert len([who for who in receive.values() if who.name == "Asha Verma"]) == 1


def test_a_correction_is_the_next_version_with_its_reason(services, minutes):
    issue(services, minutes)
    services.documents.correct(minutes, "The day was wrong")
    second = issue(services, minutes)
    assert second.number == 2
    assert "The day was wrong" in words_of(services.documents.pdf_of(second.version_uid))


def test_minutes_are_agreed_at_the_next_meeting_and_its_own_say_so(services, minutes, held):
    assert services.minutes.waiting_to_be_agreed("series") == ()
    minuted.meeting(services, "third", AFTER)
    with pytest.raises(Problem, match="not been issued"):
        services.minutes.agree(held, "third", AFTER)
    issue(services, minutes)
    waiting = services.minutes.waiting_to_be_agreed("series")
    assert [(one.meeting_uid, one.document_uid) for one in waiting] == [(held, minutes)]
    for at, on in (("first", DAY), (held, DAY), ("third", "2026-11-01")):
        with pytest.raises(Problem):
            services.minutes.agree(held, at, on)
    third = services.minutes.start("third").uid
    assert any("have not been agreed" in said for said in found(services, third, "should"))
    services.minutes.agree(held, "third", AFTER)
    assert services.minutes.waiting_to_be_agreed("series") == ()
    draft = services.documents.open(third).draft
    said = [sentence.text for _, _, sentence in draft.sentences()]
    assert "The minutes of the meeting of 20 November 2026 were agreed." in said


def test_agreeing_minutes_is_what_their_item_was_for(services, minutes, held):
    minuted.meeting(services, "third", AFTER)
    item = minuted.item(services, "third", "agreeing", "a00", "Minutes", kind="minutes")
    issue(services, minutes)
    services.minutes.agree(held, "third", AFTER)
    assert services.meetings.page("third").item(item).state == "discussed"


def test_minutes_begin_once_and_not_before_the_meeting(services, held):
    first = services.minutes.start(held)
    again = services.minutes.start(held)
    assert (again.uid, again.changes) == (first.uid, None) and first.changes.touches("document")
    minuted.meeting(services, "planned", AFTER, "planned")
    with pytest.raises(Problem, match="nothing to minute"):
        services.minutes.start("planned")


def test_no_paper_is_made_of_a_restricted_series(services, held):
    hidden = restricted_part("quiet")
    with services.context.store.action("A quiet series") as act:
        pack = services.context.pack()
        act.create(
            tables.meeting_series, hidden, "quiet", provider_uid=SCHOOL, pack=pack.id,
            pack_version=pack.version, kind="review_team", state="open",
        )  # fmt: skip
        act.create(
            tables.meeting, hidden, "hush", series_uid="quiet", provider_uid=SCHOOL, day=DAY,
            state="held",
        )  # fmt: skip
    for start in (services.minutes.start, services.minutes.start_agenda):
        with pytest.raises(Problem, match="restricted"):
            start("hush")


def test_no_school_checks_minutes_first(services, minutes):
    view = services.documents.open(minutes)
    assert (view.kind, view.meeting_uid, view.day) == ("minutes", "second", DAY)
    assert not view.school_checks and not view.is_letter
    with pytest.raises(Problem, match="No school checks minutes"):
        services.documents.send_to_school(minutes)


def test_the_agenda_says_who_is_asked_what_for_and_how_long(services, held):
    update(services, tables.meeting_item, "second-finance", minutes=60, why="Not discussed before")
    update(services, tables.meeting_item, "second-exit", minutes=45)
    uid = services.minutes.start_agenda(held).uid
    assert any("15 minutes longer" in said for said in found(services, uid, "should"))
    for data in files(services, uid).values():
        words = words_of(data)
        for said in (
            "Asha Verma", "Remove the causes of concern", "Finance", "Not discussed before",
            "School Developments: Attendance", "Planned in all: 105 minutes, from 09:30 to 11:15.",
        ):  # fmt: skip
            assert said in words


def test_both_files_of_both_papers_pass_the_gate(services, held, minutes):
    agenda = services.minutes.start_agenda(held).uid
    for uid in (minutes, agenda):
        for data in files(services, uid).values():
            said = gate.said_by_pdf(data) if data.startswith(b"%PDF") else gate.said_by_word(data)
            assert said.words


def test_the_minutes_cost_the_same_statements_however_long(services, minutes, count_statements):
    with count_statements() as few:
        services.documents.open(minutes)
    for number in range(20):
        minuted.line(services, "second", f"m{number}", "second-exit", f"Point {number} was made")
        minuted.action(services, "second", f"n{number}", "second-exit", f"Do {number}")
    with count_statements() as many:
        services.documents.open(minutes)
    assert len(many) == len(few)


def test_a_body_minutes_what_was_reported_to_it_and_belongs_to_no_school(services):
    uid = services.minutes.start(minuted.scc_meeting(services)).uid
    view = services.documents.open(uid)
    assert (view.provider, view.provider_uid) == ("Monitoring group", "")
    assert found(services, uid) == []
    for (copy, _), data in files(services, uid).items():
        words = words_of(data)
        for said in (
            "Monitoring group", "Hill Top Academy Attendance fell 1 October 2026",
            "Oakfield Primary School Strategy Meeting 12 October 2026 Fund a coach", "Nia Ford",
        ):  # fmt: skip
            assert said in words
        assert MARKER not in everything(data) and "Inner words" not in words
        assert copy == "file" or "School copy" not in words
    assert uid in [row.uid for row in services.documents.documents()]
    assert services.documents.open(uid).day == DAY


def test_minutes_written_later_list_what_was_open_on_the_day(services):
    board = minuted.scc_meeting(services)
    with services.context.store.action("A concern") as act:
        act.create(
            concern, SCHOOL, provider_uid=SCHOOL, what="Came up afterwards", state="open",
            raised_on=AFTER,
        )  # fmt: skip
    said = str(services.documents.open(services.minutes.start(board).uid).draft)
    assert "Attendance fell" in said and "Came up afterwards" not in said


def test_what_was_reported_to_another_meeting_is_not_reported_again(services):
    board = minuted.scc_meeting(services)
    update(services, meeting_table, "talk", reported_at="elsewhere")
    draft = services.documents.open(services.minutes.start(board).uid).draft
    assert "Fund a coach" not in str(draft)


def test_a_paper_that_nobody_is_sent_is_kept_on_file(services):
    minuted.scc_meeting(services)
    minuted.series(services, "sacre_meeting", "faith", "", body_uid="scc-body")
    minuted.meeting(
        services, "sacre", DAY, in_series="faith", provider_uid="", kind="sacre_meeting"
    )
    uid = services.minutes.start("sacre").uid
    (who,) = services.documents.recipients(uid)
    assert (who.copy, who.route) == ("file", "file")
    assert issue(services, uid).number == 1
