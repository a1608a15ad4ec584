"""Today by urgency; the officer's and the authority's details; the rulebook to read."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from sif_desktop.domain import today as rules
from sif_desktop.domain.errors import Problem
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.services.tasks import TaskFields


def add_task(services, what, party, due):
    return services.tasks.add("oakfield", TaskFields(what, party, "Somebody", due)).uid


def column(services, name):
    return [line.what for line in services.today.view().column(name)]


def test_what_is_overdue_or_due_today_is_now_and_the_rest_of_the_week_follows(services):
    add_task(services, "late", "school", "2026-11-20")
    add_task(services, "today", "authority", "2026-11-23")
    add_task(services, "sunday", "authority", "2026-11-29")
    add_task(services, "theirs", "school", "2026-11-26")
    add_task(services, "later", "authority", "2026-12-20")
    assert column(services, rules.NOW) == ["late", "today"]
    assert column(services, rules.THIS_WEEK) == ["sunday"]
    assert column(services, rules.WAITING) == ["theirs"]
    assert services.today.view().waiting_for_me == 2


def test_a_task_put_off_is_away_until_then(services):
    task = add_task(services, "late", "school", "2026-11-20")
    services.tasks.snooze(task, date(2026, 11, 30), "Head away")
    assert column(services, rules.NOW) == []


def test_todays_visit_stands_apart(services):
    plan = services.visits.defaults("core_visit", "oakfield")
    services.visits.plan(plan)
    services.visits.plan(replace(plan, visit_date="2026-11-27"))
    view = services.today.view()
    assert [line.due for line in view.visits_today] == ["2026-11-23"]
    assert [line.kind for line in view.column(rules.THIS_WEEK)] == ["visit"]


def test_the_authoritys_name_may_not_be_empty(services):
    with pytest.raises(Problem, match="empty"):
        services.settings.change_authority("  ", "")
    with pytest.raises(Problem, match="empty"):
        services.settings.change_officer("", "", "", "")


def test_a_logo_needs_words_and_must_be_a_picture(services):
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(out, "PNG")
    with pytest.raises(Problem, match="no words"):
        services.settings.set_logo(out.getvalue(), " ")
    with pytest.raises(Problem, match="not a picture"):
        services.settings.set_logo(b"not a picture", "Vale Council")
    services.settings.set_logo(out.getvalue(), "Vale Council")
    assert services.settings.mine().authority.logo_alt == "Vale Council"


def test_changing_the_rulebook_leaves_earlier_visits_under_theirs(services):
    planned = services.visits.plan(services.visits.defaults("core_visit", "oakfield")).uid
    services.settings.change_rulebook("rutland-2015")
    assert services.visits.read(planned).pack == "england-2026"
    assert services.context.pack().id == "rutland-2015"


@pytest.mark.parametrize("pack", ["england-2026", "rutland-2015"])
def test_the_rulebook_shows_every_visit_form_and_recipient(services, pack):
    services.settings.change_rulebook(pack)
    view = services.rulebook.view()
    held = services.context.registry.get(pack)
    parts = {part.id: part for part in view.parts}
    assert {f"form:{form}" for form in held.forms} <= set(parts)
    [(_, lines)] = parts["visits"].groups
    assert [line.text for line in lines] == [v.title for v in held.offered_visit_types()]
    for form in held.forms.values():
        shown = [line for _, lines in parts[f"form:{form.id}"].groups for line in lines]
        assert len(shown) == len(list(form.items()))


def test_what_a_body_agreed_on_is_due_today_without_a_school(services):
    services.settings.change_rulebook("rutland-2014")
    body = services.bodies.add("sacre").uid
    series = services.meeting_series.open(SeriesFields("sacre_meeting", body_uid=body)).uid
    meeting = services.meetings.plan(series, MeetingFields("2026-11-23")).uid
    given = TaskFields("Send the report", "authority", "Kim Rowe", "2026-11-23")
    uid = services.meeting_notes.action(meeting, "", given).uid
    (line,) = services.today.view().column(rules.NOW)
    assert (line.uid, line.provider_uid, line.school) == (uid, "", "Of no school")
