"""Promises with a date: added, done, put off, dropped, reopened."""

from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.tasks import DONE, DROPPED, OPEN, TaskFields


@pytest.fixture
def task(services):
    given = TaskFields("Send the plan", "school", "Head", "2026-11-20", "Plan received")
    return services.tasks.add("oakfield", given).uid


def only(services, *states):
    (row,) = services.tasks.rows(states or (OPEN,))
    return row


def test_a_task_past_its_date_is_overdue_until_it_is_put_off(services, task):
    assert only(services).overdue
    services.tasks.snooze(task, date(2026, 12, 1), "head away")
    row = only(services)
    assert (row.overdue, row.snoozed, row.snooze_reason) == (False, True, "head away")


@pytest.mark.parametrize(("until", "reason"), [("2026-11-23", "x"), ("2026-12-01", " ")])
def test_putting_off_needs_a_later_day_and_a_reason(services, task, until, reason):
    with pytest.raises(Problem, match="put off"):
        services.tasks.snooze(task, date.fromisoformat(until), reason)


def test_done_keeps_the_day_and_the_note_and_reopening_the_note(services, task):
    services.tasks.done(task, "seen by email")
    row = only(services, DONE)
    assert (row.done_on, row.done_note) == ("2026-11-23", "seen by email")
    services.tasks.reopen(task)
    assert (only(services).done_on, only(services).done_note) == ("", "seen by email")


def test_rows_come_by_date_with_undated_last_and_are_found_by_words(services, task):
    services.tasks.add("hill-top", TaskFields("Ring the chair"))
    services.tasks.add("hill-top", TaskFields("Governor training", due="2026-11-10"))
    assert [row.what for row in services.tasks.rows()] == [
        "Governor training",
        "Send the plan",
        "Ring the chair",
    ]
    assert [row.what for row in services.tasks.rows(words="hill gov")] == ["Governor training"]


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (TaskFields(" "), "what is to be done"),
        (TaskFields("a", due="soon"), "date"),
        (TaskFields("a", party="nobody"), "nobody"),
    ],
)
def test_a_task_that_says_too_little_is_refused(services, given, word):
    with pytest.raises(Problem, match=word):
        services.tasks.add("oakfield", given)


WRITES = {
    "edit": lambda s, t: s.edit(t, TaskFields("Send both plans", due="2026-12-01")),
    "done": lambda s, t: s.done(t, "seen"),
    "drop": lambda s, t: s.drop(t, "not needed"),
    "snooze": lambda s, t: s.snooze(t, date(2026, 12, 1), "head away"),
    "delete": lambda s, t: s.delete(t),
    "add": lambda s, _t: s.add("oakfield", TaskFields("One more")),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_write_of_a_task_is_undone_and_redone(services, task, name):
    every = (OPEN, DONE, DROPPED)
    before = services.tasks.rows(every)
    WRITES[name](services.tasks, task)
    after = services.tasks.rows(every)
    assert after != before
    services.undo.undo()
    assert services.tasks.rows(every) == before
    services.undo.redo()
    assert services.tasks.rows(every) == after
