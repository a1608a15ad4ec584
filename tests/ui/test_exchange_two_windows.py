"""Two officers in two windows, each in a process of its own: a file each way, decided on screen."""

import pytest

from tests.ui.officer_process import Officer
from tests.ui.two_offices import unlike

TEACHING, SAFE = "core_areas.teaching", "core_areas.safeguarding"
SAID = "Phonics is taught daily."
PLAIN = (b"Zebrawood", b"Quillwort")  # each typed by one of the two, and sent


@pytest.fixture
def pair(tmp_path):
    alex = Officer(tmp_path / "a", "Alex Dale", school=True)
    robin = Officer(tmp_path / "b", "Robin Gray", school=False)
    yield alex, robin
    alex.end()
    robin.end()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def step(name, **given):
    return name, given


def apart(work):
    """Each does their steps one after the other, both at the same time."""
    for officer, steps in work.items():
        for name, given in steps:
            officer.begin(name, **given)
    for officer, steps in work.items():
        for _ in steps:
            officer.done()


def befriended(one, other, stick):
    for giver, taker in ((one, other), (other, one)):
        card = str(stick / f"{id(giver)}.sifcard")
        assert taker.does("add_card", card=card, words=giver.does("save_card", card=card))


def sent(officer, stick):
    return officer.does("send", stick=str(stick))


def same(one, other):
    """What both hold, and what is asked of both."""
    mine, theirs = one.does("held"), other.does("held")
    assert unlike(mine["state"], theirs["state"]) == []
    assert mine["asked"] == theirs["asked"]
    return mine["state"], mine["asked"]


def nothing_plain(folder):
    """No byte of what was typed lies in a file on the stick, or in any other of either."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len([path for path in files if path.suffix == ".sifx"]) == 5
    for path in files:
        content = path.read_bytes()
        assert not [word for word in PLAIN if word in content], path


def test_two_officers_work_apart_exchange_by_file_decide_on_screen_and_hold_the_same(
    pair, stick, tmp_path
):
    alex, robin = pair
    befriended(alex, robin, stick)
    has = alex.does("begun")
    visit, meeting = {"visit": has["visit"]}, {"meeting": has["meeting"]}
    plan = {"plan_uid": has["plan"], "row": has["priority"]}
    alex.does("minute", **meeting, place=0, lines=[SAID])
    robin.does("receive", file=sent(alex, stick))

    hers = [
        step("grade", **visit, item=TEACHING, digit="2", evidence="Seen in three classes."),
        step("grade", **visit, item=SAFE, digit="1", evidence="Zebrawood register seen."),
        step("jot", **visit, words="TA with four pupils"),
        step("retitle", **plan, words="Reading across the school"),
        step("reword", **meeting, place=0, was=SAID, words="Phonics is taught in two groups."),
        step("minute", **meeting, place=1, lines=[
            "Leaders check books", "a Coach the leaders; Sam Field; 11 Dec"]),
    ]  # fmt: skip
    his = [
        step("grade", **visit, item=TEACHING, digit="3", evidence="Books are uneven."),
        step("retitle", **plan, words="Reading in key stage 1"),
        step("reword", **meeting, place=0, was=SAID, words="Phonics is taught in Year 1 daily."),
        step("minute", **meeting, place=2, lines=[
            "Quillwort pupils were heard", "a Hear them read; Jo Bright; 4 Dec"]),
        step("typing", **visit, item=SAFE, evidence="Robin looked too.", jotting="hall disp"),
    ]  # fmt: skip
    apart({alex: hers, robin: his})

    # The file comes in while the cursor stands in an answer that the other gave too.
    robin.does("drop", file=sent(alex, stick))
    line, evidence, *noted = robin.does("typed", item=SAFE)
    assert (line, evidence) == ("hall disp", "Zebrawood register seen.\nRobin looked too.")
    assert "TA with four pupils" in noted
    robin.does("ended_line", words="lay about rivers")
    assert "Leaders check books" in robin.does("minuted", **meeting)
    alex.does("receive", file=sent(robin, stick))
    _state, asked = same(alex, robin)
    assert asked == ["Answer", "Priority", "Text"]

    # Each decides some of it at their own window; the other hears of it by file.
    answers = {"Answer": "1", "Priority": "Reading, key stage 1 first"}
    apart({alex: [step("decide", answers=answers)], robin: [step("decide", answers={"Text": "2"})]})
    robin.does("receive", file=sent(alex, stick))
    alex.does("receive", file=sent(robin, stick))
    state, asked = same(alex, robin)
    assert asked == []
    assert [row["title"] for row in state["plan_priority"]] == ["Reading, key stage 1 first"]
    lines = {row["text"] for row in state["meeting_line"]}
    assert {"Leaders check books", "Quillwort pupils were heard"} < lines and len(lines) == 3
    assert {row["what"] for row in state["task"]} == {"Coach the leaders", "Hear them read"}
    assert {row["text"] for row in state["jotting"]} == {
        "TA with four pupils", "hall display about rivers",
    }  # fmt: skip
    nothing_plain(tmp_path)
    assert alex.goes() == robin.goes() == ""
