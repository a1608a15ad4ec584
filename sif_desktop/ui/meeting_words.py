"""The rows of a meeting in words: what its lists say of items, lines, people and plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sif_desktop.domain.dates import say, say_long
from sif_desktop.domain.meeting_agenda import length
from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_costs import money
from sif_desktop.domain.plan_movement import which_way
from sif_desktop.domain.plan_status import DEGREES, SAYABLE, STATUSES
from sif_desktop.services.meeting_rows import (
    ABSENT,
    APOLOGIES,
    ATTENDANCE,
    CANCELLED,
    HELD,
    LINE_KINDS,
    MISSED,
    PLANNED,
    PRESENT,
    REPLIES,
    STATE_WORDS,
    SUBSTITUTE,
    UNDER_WAY,
    ActionLine,
    FigureLine,
    FundingLine,
    Item,
    Line,
    MeetingPage,
    MeetingRow,
    Person,
    PlanUnderReview,
    RecommendationLine,
    ReviewRow,
)
from sif_desktop.services.meeting_syntax import SEEN_BY, SHARED
from sif_desktop.ui.item_models.wrapped_rows import WrappedRow

_THERE = {PRESENT: "✓", SUBSTITUTE: "✓", APOLOGIES: "–", ABSENT: "✗", "": "?"}
_NEXT = {
    PLANNED: "Begin the meeting",
    UNDER_WAY: "End the meeting…",
    HELD: "Write the minutes",
    MISSED: "Open the series",
    CANCELLED: "Open the series",
}


# The meeting ------------------------------------------------------------------------------


def told_of(row: MeetingRow) -> str:
    """What it is, when and where, and how it stands."""
    times = "–".join(filter(None, (row.start_time, row.end_time)))
    day = say_long(date.fromisoformat(row.day)) if row.day else ""
    parts = (row.title, day, times, row.place, STATE_WORDS[row.state].lower(), row.why)
    return " · ".join(filter(None, parts))


def next_words(row: MeetingRow) -> str:
    """What the one button says."""
    return "Open the minutes" if row.state == HELD and row.minutes else _NEXT[row.state]


# The agenda --------------------------------------------------------------------------------------


def agenda_rows(page: MeetingPage, *, full: bool = False) -> list[WrappedRow]:
    """The items under their headings, those parked and dropped last; `full` tells more of each."""
    live = [one for one in page.items if one.state not in ("parked", "dropped")]
    rows: list[WrappedRow] = []
    heading = ""
    for item in live:
        if item.heading and item.heading != heading:
            rows.append(WrappedRow("", item.heading, heading=True))
        heading = item.heading
        rows.append(_item_row(item, full))
    for state, words in (("parked", "Parked"), ("dropped", "Taken off")):
        those = [one for one in page.items if one.state == state]
        if those:
            rows.append(WrappedRow("", words, heading=True))
            rows += [_item_row(one, full) for one in those]
    return rows


def _item_row(item: Item, full: bool) -> WrappedRow:
    done = item.state == "discussed"
    out = item.state in ("parked", "dropped")
    spent = item.spent // 60
    time = f"{spent} of {item.minutes} min" if item.minutes and item.spent else ""
    time = time or (f"{item.minutes} min" if item.minutes else f"{spent} min" if spent else "")
    over = item.minutes and item.spent > item.minutes * 60
    right = " ".join(filter(None, (time, "over" if over else "", "✓" if done else "")))
    papers = f"{len(item.papers)} paper{'' if len(item.papers) == 1 else 's'}"
    returned = item.origin == "returned"
    parts = [item.why or "Returned" if returned else "", item.about, item.why_dropped]
    if full:
        parts += ["; ".join(one.title for one in item.papers)]
        parts += ["Standing item"] if item.origin == "standing" else []
    elif item.papers:
        parts.append(papers)
    detail = " · ".join(filter(None, parts))
    return WrappedRow(
        item.uid, item.title, detail, item.number, right, role="warn" if over else "text_quiet",
        quiet=out or done,
    )  # fmt: skip


def time_words(page: MeetingPage) -> str:
    """The minutes planned, and by how much they overrun the time there is."""
    planned, there = page.planned_minutes, length(page.row.start_time, page.row.end_time)
    words = f"{planned} minutes planned" if planned else "No minutes planned"
    if not there:
        return words
    if planned > there:
        return f"{words}, {planned - there} more than the {there} there are"
    return f"{words} of {there}"


def further(page: MeetingPage) -> list[tuple[str, str]]:
    """What else can be done with a meeting in this state: words, and what they ask for."""
    row, state = page.row, page.row.state
    found = [("Change when and where…", "move")]
    if state == PLANNED:
        found += [("Save the invitation…", "invite"), ("Bring in what returns", "renew")]
    found.append(("Agenda as a document", "agenda"))
    found.append(("Show on a shared screen", "present"))
    if row.provider_uid:
        found += [("Propose a change of category", "category"), ("Open the school", "school")]
    found.append(("Open the series", "series"))
    if state == PLANNED:
        found += [("It was not held…", "missed"), ("Cancel the meeting…", "cancel")]
    if state != PLANNED:
        found.append(("Take back to planned" if state != HELD else "Reopen the meeting", "reopen"))
    return [*found, ("Delete the meeting", "delete")]


# What was said -----------------------------------------------------------------------------------


def said_rows(page: MeetingPage, item_uid: str) -> list[WrappedRow]:
    """Everything under an item in hand: lines, actions, money, recommendations."""
    return [
        *(line_row(one, page.row.day) for one in page.lines if one.item_uid == item_uid),
        *(action_row(one, page.today) for one in agreed(page, item_uid)),
        *(funding_row(one) for one in page.funding if one.item_uid == item_uid),
        *(recommended_row(one) for one in page.recommendations if one.item_uid == item_uid),
    ]


def agreed(page: MeetingPage, item_uid: str = "") -> list[ActionLine]:
    """The actions agreed under an item (under all), those dropped since left out."""
    return [
        one for one in page.actions
        if one.state != "dropped" and item_uid in ("", one.item_uid)
    ]  # fmt: skip


def line_row(line: Line, day: str) -> WrappedRow:
    """A note stands by the hour it was noted, if that was at the meeting on `day` itself."""
    detail = "" if line.visibility == SHARED else SEEN_BY[line.visibility]
    roles = {"decision": "accent", "success": "good", "barrier": "bad"}
    role = roles.get(line.kind, "text_quiet")
    there = line.kind == "note" and line.at[:10] == day
    left = clock(line.at) if there else LINE_KINDS[line.kind]
    return WrappedRow(line.uid, line.text, detail, left, role=role, strong=line.kind == "decision")


def clock(at: str) -> str:
    return at[11:16]


def action_row(one: ActionLine, today: date, *, earlier: bool = False) -> WrappedRow:
    missing = [words for words, given in (("nobody named", one.who or one.party),
                                          ("no date", one.due)) if not given]  # fmt: skip
    parts = [
        one.who or PARTIES.get(one.party, ""),
        f"by {say(date.fromisoformat(one.due), today)}" if one.due else "",
        "overdue" if one.overdue else "",
        *missing,
        f"shown by {one.measure}" if one.measure else "",
        f"agreed {say(date.fromisoformat(one.agreed_on), today)}"
        if earlier and one.agreed_on
        else "",
        one.provider if earlier else "",
    ]
    done = one.state == "done"
    right = "✓ done" if done else ""
    role = "bad" if one.overdue else "warn" if missing else "accent"
    return WrappedRow(
        one.uid, one.what, " · ".join(filter(None, parts)), "Action", right, role, quiet=done
    )


def funding_row(one: FundingLine) -> WrappedRow:
    running = f"{one.fund or 'Total'} so far {money(one.running)}"
    detail = " · ".join(filter(None, (one.plan, running)))
    return WrappedRow(one.uid, one.what, detail, "Funding", money(one.amount), "accent")


def recommended_row(one: RecommendationLine) -> WrappedRow:
    parts = (one.kind_label, f"to {one.addressee}" if one.addressee else "", REPLIES[one.state],
             one.reply)  # fmt: skip
    detail = " · ".join(filter(None, parts))
    return WrappedRow(one.uid, one.text, detail, "Proposal", role="accent")


def figure_words(one: FigureLine) -> tuple[str, str]:
    """What a figure is called, and its value with what it is compared with and its source."""
    told = [one.value, f"(before {one.before})" if one.before else ""]
    told += [f"compared with {one.compared}" if one.compared else ""]
    source = ", ".join(
        filter(None, (one.source, str(one.year) if one.year else "",
                      "provisional" if one.provisional else ""))
    )  # fmt: skip
    return one.label, " ".join(filter(None, told)) + (f" · {source}" if source else "")


# People ------------------------------------------------------------------------------------------


def people_rows(people: Sequence[Person], *, asked: bool = False) -> list[WrappedRow]:
    """Who came; where they are only `asked` yet, who they are."""
    rows = [_person_row(one) for one in people]
    return [replace(one, left="", right="", role="text_quiet") for one in rows] if asked else rows


def _person_row(one: Person) -> WrappedRow:
    missing = one.part == "core" and not one.there
    parts = {"core": "core member", "optional": "optional", "invited": "invited"}
    name = one.name or one.role_label
    told = [one.role_label if one.name else "no name yet", parts.get(one.part, "")]
    if one.attendance == SUBSTITUTE and one.stand_in:
        told.append(f"represented by {one.stand_in}")
    wanted = one.name or one.part == "core"
    right = ATTENDANCE.get(one.attendance, "Not said" if wanted else "")
    role = "bad" if missing and one.attendance else "warn" if missing else "text_quiet"
    return WrappedRow(
        one.uid,
        name,
        " · ".join(filter(None, told)),
        _THERE[one.attendance] if wanted or right else "",
        right,
        role,
        quiet=not (wanted or right),
    )


def people_words(page: MeetingPage) -> str:
    """How many came, and which core members are missed."""
    there = sum(one.there for one in page.people)
    missing = page.missing_core
    expected = sum(bool(one.name) or one.part == "core" or one.there for one in page.people)
    words = f"{there} of {expected} here"
    if not missing:
        return words
    named = ", ".join(one.role_label or one.name for one in missing[:4])
    more = f" and {len(missing) - 4} more" if len(missing) > 4 else ""
    return f"{words} · core members missing: {named}{more}"


# Plans -------------------------------------------------------------------------------------------


def review_rows(plans: Sequence[PlanUnderReview], today: date) -> list[WrappedRow]:
    """The rows of all plans under their titles, each with how it moved."""
    rows: list[WrappedRow] = []
    for plan in plans:
        rows.append(WrappedRow("", plan.title, heading=True))
        rows += [_review_row(one, today) for one in plan.rows]
    return rows


def _review_row(one: ReviewRow, today: date) -> WrappedRow:
    due = f"by {say(date.fromisoformat(one.due), today)}" if one.due else ""
    movement, role = movement_of(one)
    detail = " · ".join(filter(None, (movement, due)))
    return WrappedRow(
        f"{one.plan_uid}/{one.row_uid}", one.text, detail, "✓" if one.reviewed else "",
        arrow_of(one), role, strong=one.level == "priority", left_role="text_quiet",
    )  # fmt: skip


def rating_words(level: str) -> Mapping[str, str]:
    """What may be said of a row of this level."""
    return DEGREES if level == "criterion" else {code: STATUSES[code] for code in SAYABLE}


def _way(one: ReviewRow) -> str:
    """better, worse, same, or "" where it was never looked at before."""
    return which_way(one.level, one.before, one.rating) if one.before else ""


def arrow_of(one: ReviewRow) -> str:
    return {"better": "▲", "worse": "▼", "same": "="}.get(_way(one), "")


def movement_of(one: ReviewRow) -> tuple[str, str]:
    """How a row moved since it was last reviewed, in words, and the role of the arrow."""
    words = DEGREES if one.level == "criterion" else STATUSES
    now = words.get(one.rating, "Not judged yet")
    way = _way(one)
    if not way:
        return now, "text_quiet"
    if one.before == one.rating:
        return f"{now}, as before", "text_quiet"
    role = {"better": "good", "worse": "bad"}.get(way, "text_quiet")
    return f"{words.get(one.before, one.before)} → {now}, {way}", role
