"""Every write about reports upward and evidence by aspect, for the walk over all."""

from typing import Any

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.meetings import body, meeting, meeting_series
from tests.services.meetings.upward_world import category, issue


def a_report(w: Any) -> str:
    category(w.s, "targeted", "2026-09-01")
    return str(w.s.upward.begin("progress-report", w.school).uid)


def _board(w: Any) -> str:
    """A meeting of the board, and one at the school that goes to it."""
    with w.s.context.store.action("Meetings") as act:
        about = act.create(body, TEAM, code="improvement_board", title="Board")
        ours = act.create(meeting_series, TEAM, body_uid=about, kind="improvement_board")
        series = act.create(
            meeting_series, w.school, provider_uid=w.school, kind="support_board", state="open"
        )
        act.create(
            meeting, w.school, "held", series_uid=series, provider_uid=w.school, state="held",
            kind="support_board", day="2026-11-02",
        )  # fmt: skip
        kind = next(m.code for m in w.s.context.pack().meetings if m.body == "improvement_board")
        return act.create(meeting, TEAM, series_uid=ours, kind=kind, day="2026-12-01",
                          state="planned")  # fmt: skip


def followed(w: Any) -> Any:
    """An issued report of a colleague's: what follows was not written with it."""
    uid = w.s.upward.begin("board-pack", meeting_uid=_board(w)).uid
    issue(w.s, uid)
    with w.s.context.store.action("As it came in") as act:
        act.update(meeting, "held", reported_at="")
    return w.s.upward.follow(uid)


def _under_aspects(w: Any) -> Any:
    w.s.settings.change_rulebook("rutland-2014")
    return w.s.aspects.mark("visit", w.visit, w.school, w.s.aspects.aspects()[0].code, note="Seen")


REPORT_WRITES = {
    "upward.begin": lambda w: w.s.upward.begin("board-pack"),
    "upward.answer": lambda w: w.s.upward.answer(a_report(w), "improving", "no"),
    "upward.follow": followed,
    "aspects.mark": _under_aspects,
    "aspects.unmark": lambda w: w.s.aspects.unmark(_under_aspects(w).uid),
}
