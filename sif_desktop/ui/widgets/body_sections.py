"""The parts of the page of one body: members by constituency, its meetings, what it recommended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.domain.dates import say, stored_day
from sif_desktop.services.bodies import BodyPage, MemberRow
from sif_desktop.services.meeting_rows import REPLIES, RecommendationLine, SeriesRow
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.indexed_scroll import IndexedScroll
from sif_desktop.ui.widgets.lists import KeyValues, LineRow
from sif_desktop.ui.widgets.series_lists import standing
from sif_desktop.ui.widgets.text import caption, quiet

PARTS = (
    ("members", "Members"),
    ("series", "Meetings"),
    ("recommendations", "Recommended"),
    ("remit", "Remit"),
    ("earlier", "Earlier members"),
)
Asks = list[tuple[str, Callable[[], object]]]
_MANY = 40
_REPLIED = {"accepted": Status.MET, "partly": Status.MET, "made": Status.WAITING}


class BodySections(IndexedScroll):
    """Shows a `BodyPage`; every line says by a signal what should open."""

    member_opened = Signal(object)
    member_asked = Signal(str, object)  # E ends the term, Delete takes out
    series_opened = Signal(str)
    recommendation_opened = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(PARTS, "About this body", parent)
        self._today = today

    def show_body(self, page: BodyPage, asks: Mapping[str, Asks]) -> None:
        """Build every part anew; `asks` are what can be done, by part."""
        self.clear()
        self.begin("members", asks.get("members", []))
        self._add_members(page.members, "Nobody is a member yet.")
        self.begin("series", asks.get("series", []))
        self._rows(page.series, self._series, "It has no series of meetings yet.")
        self.begin("recommendations")
        none = "It has recommended nothing yet. A recommendation is made in one of its meetings."
        self._rows(page.recommendations, self._recommendation, none)
        self.begin("remit")
        self._add_remit(page)
        self.begin("earlier")
        self._add_members(page.earlier, "No term has ended.")
        self.lines.addStretch(1)

    def _rows(self, items: Sequence[Any], make: Callable[[Any], QWidget], none: str) -> None:
        self.add(FewRows(make, items, few=_MANY) if items else quiet(none))

    def _add_members(self, members: Sequence[MemberRow], none: str) -> None:
        if not members:
            self.add(quiet(none))
        for label, group in groupby(members, key=lambda one: one.constituency_label):
            if label:
                self.add(caption(label))
            self.add(FewRows(self._member, list(group), few=_MANY))

    def _member(self, one: MemberRow) -> QWidget:
        substitute = f"stands in for {one.substitutes}" if one.substitutes else ""
        detail = " · ".join(filter(None, (one.role, one.provider, substitute, one.email)))
        keys = {"E": "ends the term"} if one.now else {}
        row = LineRow(one.name, detail, self._term(one), keys=keys | {"D": "deletes"})
        row.activated.connect(lambda: self.member_opened.emit(one))
        row.asked.connect(lambda key: self.member_asked.emit(key, one))
        return row

    def _term(self, one: MemberRow) -> str:
        start, end = _past(one.from_date), _past(one.to_date)
        if start and end:
            return f"{start} – {end}"
        return f"until {end}" if end else f"since {start}" if start else ""

    def _series(self, one: SeriesRow) -> QWidget:
        held = "1 held" if one.held == 1 else f"{one.held} held"
        coming = f"next {self._day(one.next_day)}" if one.next_day else ""
        last = f"last {self._day(one.last_day)}" if one.last_day else ""
        status = Status.OVERDUE if one.overdue else Status.NONE
        detail = " · ".join(filter(None, (coming, last, held)))
        row = LineRow(
            one.title or one.kind_title,
            detail,
            standing(one, self._today).lstrip("▲●◆ "),
            status=status,
        )
        row.activated.connect(lambda: self.series_opened.emit(one.uid))
        return row

    def _recommendation(self, one: RecommendationLine) -> QWidget:
        to = f"to {one.addressee}" if one.addressee else ""
        detail = " · ".join(filter(None, (one.kind_label, to, self._day(one.made_on), one.reply)))
        status = _REPLIED.get(one.state, Status.NONE)
        row = LineRow(one.text, detail, REPLIES.get(one.state, one.state), status=status)
        row.activated.connect(lambda: self.recommendation_opened.emit(one))
        return row

    def _add_remit(self, page: BodyPage) -> None:
        kind = page.kind
        facts = [("Own words", page.row.remit)]
        if kind is not None:
            facts = [
                ("In the rulebook", kind.title),
                ("Remit", page.row.remit or "\n".join(kind.remit)),
                ("Represented", "\n".join(kind.constituencies.values())),
                ("May recommend", "\n".join(kind.recommends.values())),
                ("To", kind.recommends_to),
                ("Paragraph", kind.paragraph),
            ]
        if not any(value for _name, value in facts):
            self.add(quiet("Nothing is written about what it is for."))
            return
        self.add(KeyValues(facts))

    def _day(self, iso: str) -> str:
        day = stored_day(iso)
        return say(day, self._today) if day else ""


def _past(iso: str) -> str:
    """A day of a term, where the day of the week says nothing."""
    day = stored_day(iso)
    return f"{day.day} {day:%B %Y}" if day else ""
