"""What an item of a meeting brings with it: figures, plans, funding, earlier actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sif_desktop.domain.compose import PARTY_LABELS
from sif_desktop.domain.compose_findings import Composed, ended, long_date
from sif_desktop.domain.minutes_facts import Agreed, ItemFact, MeetingFacts, PlanReviewed, Reviewed
from sif_desktop.domain.note import Block, BlockKind, Ref, Row, Sentence
from sif_desktop.domain.plan_movement import which_way
from sif_desktop.domain.plan_status import DEGREES, STATUSES
from sif_desktop.domain.sentences import sentences_of

EARLIER_COLUMNS = ("Action", "Who", "By when", "How it stands")
FIGURE_COLUMNS = ("Measure", "This school", "Compared with", "The year before", "Source")
FUNDING_COLUMNS = ("What for", "Plan", "Amount", "Total so far")
GRID_COLUMNS = ("Milestone", "Plan", "By when", "How it stands", "At the last meeting")
CRITERION_COLUMNS = ("Success criterion", "Plan", "Judged", "At the last meeting")
_SAID = ("progress", "evidence", "successes", "barriers")
_LEVELS = {"priorities": "priority", "milestones": "milestone", "criteria": "criterion"}


def at_item(facts: MeetingFacts, item: ItemFact) -> Iterator[Block]:
    """What the kind of the item asks for, and the figures it names."""
    if facts.figures.get(item.uid):
        rows = (
            Row(f"figure:{item.uid}:{n}",
                (one.label, one.value, one.compared, one.before, one.source))
            for n, one in enumerate(facts.figures[item.uid])
        )  # fmt: skip
        yield table(f"{item.uid}:figures", FIGURE_COLUMNS, rows)
    if item.kind in _LEVELS:
        yield from reviews(facts, item.kind, item.uid)
    elif item.kind == "funding" and _first(facts, item):
        yield from funding(facts, item.uid)
    elif item.kind == "actions" and _first(facts, item):
        yield from earlier(facts, item.uid)
    if listed := facts.listed.get(item.uid):
        rows = (Row(f"{item.uid}:{name}", cells) for name, cells in listed.rows)
        if listed.rows:
            yield table(f"{item.uid}:listed", listed.columns, rows)


def _first(facts: MeetingFacts, item: ItemFact) -> bool:
    """Whether it is the first item of its kind: a table of the meeting stands once."""
    return next(one.uid for one in facts.items if one.kind == item.kind) == item.uid


def table(name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Block:
    return Block(name, BlockKind.TABLE, columns=columns, rows=tuple(rows))


def owner(action: Agreed) -> str:
    """Who is to do it: whoever is named, with the side they are on."""
    party = PARTY_LABELS.get(action.party, "")
    if action.owner and party and party.casefold() not in action.owner.casefold():
        return f"{action.owner} ({party[0].lower()}{party[1:]})"
    return action.owner or party


def earlier(facts: MeetingFacts, place: str) -> Iterator[Block]:
    """The open actions of earlier meetings, if there are any."""
    rows = [
        Row(f"earlier:{one.uid}",
            (one.what, owner(one), long_date(one.due), _stands(one)), (Ref("task", one.uid),))
        for one in facts.earlier
    ]  # fmt: skip
    if rows:
        yield table(f"{place}:earlier", EARLIER_COLUMNS, rows)


def _stands(action: Agreed) -> str:
    said = (
        "Overdue"
        if action.overdue
        else {"done": "Done", "dropped": "No longer to be done"}.get(action.state, "Under way")
    )
    return f"{said}; agreed on {long_date(action.agreed_on)}" if action.agreed_on else said


def funding(facts: MeetingFacts, place: str) -> Iterator[Block]:
    """What money was decided on, each with the total of its fund so far."""
    rows = [
        Row(f"funding:{one.uid}",
            (f"{one.what} (from {one.fund})" if one.fund else one.what, one.plan, one.amount,
             one.running),
            (Ref("funding_decision", one.uid),))
        for one in facts.funding
    ]  # fmt: skip
    if rows:
        yield table(f"{place}:funding", FUNDING_COLUMNS, rows)


# --- plans under review ---------------------------------------------------------------------------


def reviews(
    facts: MeetingFacts, kind: str, place: str, *, said_only: bool = False
) -> Iterator[Block]:
    """The plans' priorities, milestones or success criteria, each with how it stands and moved;
    with `said_only` those of which something was said at this meeting."""
    level = _LEVELS[kind]
    rows = [
        (plan, row)
        for plan in facts.plans
        for row in plan.rows
        if row.level == level and (row.review or not said_only)
    ]
    if not rows:
        return
    if level == "priority":
        for plan, row in rows:
            yield _told(plan, row, place)
        return
    columns, cells = (
        (GRID_COLUMNS, _milestone) if level == "milestone" else (CRITERION_COLUMNS, _criterion)
    )
    yield table(
        f"{place}:{level}",
        columns,
        (Row(f"{place}:{row.row}", cells(plan, row), _refs(row)) for plan, row in rows),
    )
    for plan, row in rows:
        if any(getattr(row, name).strip() for name in _SAID):
            yield _told(plan, row, place)


def _milestone(plan: PlanReviewed, row: Reviewed) -> tuple[str, ...]:
    return row.text, plan.title, long_date(row.due), rating(row), _before(row)


def _criterion(plan: PlanReviewed, row: Reviewed) -> tuple[str, ...]:
    return row.text, plan.title, rating(row), _before(row)


def _refs(row: Reviewed) -> tuple[Ref, ...]:
    own = (Ref("meeting_review", row.review),) if row.review else ()
    return (*own, Ref(f"plan_{row.level}", row.row))


def rating(row: Reviewed, code: str | None = None) -> str:
    """A rating in words; “Not judged” where there is none."""
    said = row.rating if code is None else code
    words = DEGREES if row.level == "criterion" else STATUSES
    return words.get(said, said.replace("_", " ").capitalize() or "Not judged")


def _before(row: Reviewed) -> str:
    if not row.before:
        return "Not reviewed before"
    way = which_way(row.level, row.before, row.rating)
    moved = {"better": "; now better", "worse": "; now worse", "same": "; no change"}[way]
    return f"{rating(row, row.before)}{moved}"


def _told(plan: PlanReviewed, row: Reviewed, place: str) -> Block:
    """One priority in sentences: what it is, how it stands and moved, and what was said of it."""
    refs = _refs(row)
    name = f"review:{row.row}"
    composed = Composed(name, refs)
    title = ended(row.text)
    said = [
        composed.one(title, f"{name}:text", title),
        composed.one(f"Plan: {ended(plan.title)}", f"{name}:plan", "Plan:"),
        composed.one(moved(row), f"{name}:rating", "Rating:"),
    ]
    for field in _SAID:
        said += _field(composed, name, field, getattr(row, field))
    if not row.review:
        said.append(composed.one("It was not reviewed at this meeting.", f"{name}:none"))
    return Block(f"{place}:{name}", BlockKind.PARAGRAPH, sentences=tuple(said))


def _field(composed: Composed, name: str, field: str, text: str) -> Iterator[Sentence]:
    lead = f"{field.capitalize()}:"
    for number, words in enumerate(sentences_of(text)):
        if number == 0:
            yield composed.one(f"{lead} {ended(words)}", f"{name}:{field}", lead)
        else:
            yield composed.one(ended(words), f"{name}:{field}:{number}")


def moved(row: Reviewed) -> str:
    """How it stands and which way it went since it was last looked at, as a sentence."""
    now = rating(row).lower()
    if not row.before:
        return f"Rating: {now}{', reviewed for the first time' if row.review else ''}."
    was, day = rating(row, row.before).lower(), long_date(row.before_on)
    at = f"at the meeting of {day}" if day else "at the last meeting"
    way = which_way(row.level, row.before, row.rating)
    if way == "same":
        return f"Rating: {now}, as {at}."
    return f"Rating: {now}, {way} than {at} ({was})."
