"""Reads one school's category: its criteria, what the rules propose, what was decided before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, literal_column, select

from sif_desktop.domain.categories import EXTENDED, Scheme, clock, propose, shut_gates, watches
from sif_desktop.domain.category_decision import Decision, StagePassed
from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Known
from sif_desktop.frameworks.papers import Letter
from sif_desktop.models.tables.cases import event
from sif_desktop.models.tables.judgements import finding, judgement, stage
from sif_desktop.services.category_lines import (
    HAND,
    PRESUMED,
    CategoryView,
    CriterionLine,
    JudgementLine,
    Line,
    Option,
    StageLine,
    WatchLine,
)
from sif_desktop.services.category_words import (
    PREVAILS,
    finding_label,
    label_of,
    options,
    proposal_view,
    standing,
)
from sif_desktop.services.evidence_links import EvidenceLink, evidence_links

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.registry import Registry

CATEGORY_LETTER = "category_letter"
OPEN, DECIDED = "open", "decided"  # states of a judgement
ENTERED: ColumnElement[int] = literal_column("judgement.rowid")  # two of one day: the later stands
Row = Mapping[str, Any]


def category_view(
    connection: Connection, registry: Registry, pack: Pack, uid: str, name: str, known: Known
) -> CategoryView:
    """All of one school's category on the day of `known`."""
    scheme = pack.scheme_for(known.provider)
    history = tuple(judgements(connection, registry, pack, uid))
    now = known.category
    present = now.category if now else ""
    since = now.since.isoformat() if now else ""
    if scheme is None:
        return CategoryView(
            uid, name, "", "", "", present, label_of(pack, present),
            since, "", exit_passed=False, history=history,
        )  # fmt: skip
    ends = clock(scheme, known)
    evidence = evidence_links(connection, pack, uid)
    linked = {one.uid: one for one in evidence}
    criteria = tuple(_criteria(connection, pack, scheme, uid, known, linked))
    proposal = proposal_view(pack, scheme, propose(scheme, known))
    draft = _draft(connection, uid, scheme)
    return CategoryView(
        uid=uid,
        name=name,
        scheme=scheme.id,
        title=scheme.title,
        paragraph=scheme.paragraph,
        present=present,
        present_label=label_of(pack, present),
        since=ends.since.isoformat() if ends else since,
        exit_by=ends.expected.isoformat() if ends else "",
        exit_passed=ends is not None and ends.expected < known.today,
        criteria=criteria,
        proposal=replace(proposal, counts=_counts(criteria)),
        options=tuple(_options(pack, scheme, known)),
        stages=tuple(
            StageLine(one.code, one.title, one.required, one.paragraph) for one in scheme.stages
        ),
        capacity_title=scheme.capacity.title if scheme.capacity else "",
        capacity=_capacity(pack, scheme),
        prevails=PREVAILS[scheme.prevails],
        history=history,
        letters=tuple(one.id for one in category_letters(pack, known.provider)),
        extension=_extension(scheme, present),
        extended=_why_extended(connection, uid) if ends and ends.extended else "",
        watches=tuple(_watches(pack, scheme, known)),
        draft=draft[0] if draft else None,
        draft_by=draft[1] if draft else "",
        evidence=evidence,
    )


def category_letters(pack: Pack, provider: Mapping[str, str]) -> Iterator[Letter]:
    """The rulebook's letters that tell such a school its category."""
    for letter in pack.letters:
        if letter.kind == CATEGORY_LETTER and not letter.retired and letter.offered_to(provider):
            yield letter


def _extension(scheme: Scheme, present: str) -> str:
    category = scheme.category(present)
    return category.extension if category else ""


def _why_extended(connection: Connection, uid: str) -> str:
    here = event.c
    mine = (here.provider_uid == uid) & (here.kind == EXTENDED) & (here.x_gone == 0)
    query = select(here.note).where(mine).order_by(here.day.desc(), literal_column("rowid").desc())
    return str(connection.execute(query.limit(1)).scalar() or "")


def _watches(pack: Pack, scheme: Scheme, known: Known) -> Iterator[WatchLine]:
    for one in watches(scheme, known):
        label, late = label_of(pack, one.towards), one.day <= known.today
        yield WatchLine(label, one.months, one.day.isoformat(), late, one.paragraph)


# --- a decision kept open -------------------------------------------------------------------------


def open_row(connection: Connection, uid: str, scheme: str) -> Row | None:
    """The decision on a school that was begun and not made yet."""
    here = judgement.c
    mine = (here.provider_uid == uid) & (here.scheme == scheme) & (here.state == OPEN)
    query = select(judgement).where(mine, here.x_gone == 0).order_by(ENTERED.desc())
    found = connection.execute(query).mappings().first()
    return dict(found) if found else None


def _draft(connection: Connection, uid: str, scheme: Scheme) -> tuple[Decision, str] | None:
    """What is kept of it, with who kept it."""
    row = open_row(connection, uid, scheme.id)
    kept = stored_day(row["decided_on"]) if row else None
    if row is None or kept is None:
        return None
    passed = (
        StagePassed(
            one["code"], stored_day(one["passed_on"]), one["who"] or "", one["skipped"] or ""
        )
        for one in _stages(connection, [row["uid"]])[row["uid"]]
    )
    names = ("capacity", "capacity_why", "school_view", "school_evidence", "gate_overruled")
    texts = {name: row[name] or "" for name in names}
    given = Decision(
        row["category"] or "", kept, row["reasons"] or "", stages=tuple(passed), **texts
    )
    return given, row["decided_by"] or ""


def _capacity(pack: Pack, scheme: Scheme) -> tuple[tuple[str, str], ...]:
    steps = pack.scale(scheme.capacity.scale).steps if scheme.capacity else ()
    return tuple((step.value, step.label) for step in steps)


def _counts(criteria: Iterable[CriterionLine]) -> tuple[tuple[str, int], ...]:
    """How many stand how, but for those that are only presumed: they would swell “not met”."""
    return tuple(Counter(one.label for one in criteria if one.by != PRESUMED).items())


def _options(pack: Pack, scheme: Scheme, known: Known) -> Iterator[Option]:
    for one in sorted(scheme.categories, key=lambda each: each.severity):
        shut = shut_gates(scheme, known, one.code)
        yield Option(
            one.code,
            label_of(pack, one.code),
            one.expectation,
            one.paragraph,
            one.exit_months,
            tuple(Line(gate.text, "not on record", gate.paragraph) for gate in shut),
        )


def _criteria(
    connection: Connection,
    pack: Pack,
    scheme: Scheme,
    uid: str,
    known: Known,
    linked: Mapping[str, EvidenceLink],
) -> Iterator[CriterionLine]:
    here = finding.c
    mine = (here.provider_uid == uid) & (here.scheme == scheme.id) & (here.x_gone == 0)
    rows = connection.execute(select(finding).where(mine)).mappings()
    kept: dict[str, Row] = {row["criterion"]: dict(row) for row in rows}
    strands = {one.id: one for one in scheme.strands}
    for criterion, value, by in standing(scheme, known):
        strand, row = strands.get(criterion.strand), kept.get(criterion.id, {})
        yield CriterionLine(
            criterion.id,
            criterion.text,
            strand.title if strand else "",
            strand.baseline if strand else "",
            options(pack, criterion),
            value,
            finding_label(pack, criterion, value),
            by,
            row.get("evidence") or "",
            (row.get("judged_on") or "") if by == HAND else "",
            (row.get("judged_by") or "") if by == HAND else "",
            criterion.paragraph,
            linked.get(row.get("evidence_uid") or ""),
        )


# --- decisions made before ------------------------------------------------------------------------


def judgements(
    connection: Connection, registry: Registry, pack: Pack, uid: str
) -> Iterator[JudgementLine]:
    """The decisions on a school, newest first, each in the words of its own rulebook."""
    here = judgement.c
    mine = (here.provider_uid == uid) & (here.state == DECIDED) & (here.x_gone == 0)
    newest = (judgement.c.decided_on.desc(), ENTERED.desc())
    rows = connection.execute(select(judgement).where(mine).order_by(*newest)).mappings().all()
    passed = _stages(connection, [row["uid"] for row in rows])
    for row in rows:
        yield _judgement(_made_under(registry, pack, dict(row)), dict(row), passed[row["uid"]])


def _stages(connection: Connection, uids: list[str]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    query = select(stage).where(stage.c.judgement_uid.in_(uids), stage.c.x_gone == 0)
    for row in connection.execute(query).mappings():
        found[row["judgement_uid"]].append(dict(row))
    return found


def _made_under(registry: Registry, pack: Pack, row: Row) -> Pack | None:
    """The rulebook of a decision; None where it is not installed (any more)."""
    if (row["pack"], row["pack_version"]) == (pack.id, pack.version):
        return pack
    try:
        return registry.get(row["pack"], row["pack_version"])
    except Problem:
        return None


def _judgement(pack: Pack | None, row: Row, passed: Iterable[Row]) -> JudgementLine:
    schemes = pack.schemes if pack else ()
    scheme = next((one for one in schemes if one.id == row["scheme"]), None)

    def label(code: str | None) -> str:
        return label_of(pack, code) if pack and code else code or ""

    capacity = dict(_capacity(pack, scheme)) if pack and scheme else {}
    return JudgementLine(
        row["uid"],
        label(row["category"]),
        label(row["proposed"]),
        row["decided_on"] or "",
        row["decided_by"] or "",
        row["reasons"] or "",
        capacity.get(row["capacity"], row["capacity"] or ""),
        row["capacity_why"] or "",
        label(row["school_view"]),
        row["school_evidence"] or "",
        row["gate_overruled"] or "",
        row["exit_by"] or "",
        f"{pack.title if pack else row['pack']}, version {row['pack_version']}",
        tuple(_stage_lines(scheme, passed)),
    )


def _stage_lines(scheme: Scheme | None, passed: Iterable[Row]) -> Iterator[StageLine]:
    """The stages in the order of the scheme, those it no longer names after them."""
    kept = {row["code"]: row for row in passed}
    known = {one.code: one for one in scheme.stages} if scheme else {}
    for code in (*known, *(code for code in kept if code not in known)):
        named, row = known.get(code), kept.get(code, {})
        yield StageLine(
            code,
            named.title if named else code,
            named.required if named else False,
            named.paragraph if named else "",
            row.get("passed_on") or "",
            row.get("who") or "",
            row.get("skipped") or "",
        )
