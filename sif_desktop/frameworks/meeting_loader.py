"""Bodies, kinds of meeting and reports upward of a pack, as the program uses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sif_desktop.domain.meeting_types import BodyKind, MeetingType, Reason, Rhythm, Seat, Standing
from sif_desktop.domain.report_parts import IfNo, ReportPart
from sif_desktop.frameworks import pack as p
from sif_desktop.frameworks.paper_loader import Labels, Origin, conditions, origin_of, paper
from sif_desktop.frameworks.papers import MeetingPaper, Report

Sides = Mapping[str, str]  # role code -> school, authority or partner


def bodies(file: Any) -> tuple[BodyKind, ...]:
    """From the file as validated, or None where the pack has none."""
    outer = origin_of(file)[0] if file else ""
    return tuple(
        BodyKind(
            row.code,
            row.title,
            tuple(row.remit),
            {one.code: one.label for one in row.constituencies},
            tuple(row.receives),
            {one.code: one.label for one in row.recommends},
            row.recommends_to or "",
            row.refers_to or "",
            row.source or outer,
        )
        for row in (file.bodies if file else ())
    )


def types(file: Any, labels: Labels, sides: Sides) -> tuple[MeetingType, ...]:
    return tuple(
        _type(row, labels, sides, row.source or file.source or "")
        for row in (file.types if file else ())
    )


def _type(row: Any, labels: Labels, sides: Sides, outer: str) -> MeetingType:
    return MeetingType(
        code=row.code,
        title=row.title,
        also=row.also or "",
        about=row.about,
        body=row.body or "",
        of=row.of or "",
        single=row.single,
        when=conditions(row.when),
        rhythms=tuple(_rhythm(one, outer) for one in row.rhythms),
        place=row.place or "",
        chair=row.chair or "",
        seats=tuple(
            Seat(
                one.role,
                labels[one.role],
                sides[one.role],
                one.part,
                conditions(one.when),
                one.source or outer,
            )
            for one in row.seats
        ),
        agenda=tuple(
            Standing(
                one.id,
                one.title,
                one.kind,
                one.heading or "",
                one.prompt or "",
                one.minutes,
                tuple(one.figures),
                one.source or outer,
            )
            for one in row.agenda
        ),
        terms=tuple(row.terms),
        start=_reasons(row.start, outer),
        end=_reasons(row.end, outer),
        events=tuple(row.events),
        begins=tuple(row.begins),
        ends=tuple(row.ends),
        required_in=tuple(row.required_in),
        offered_in=tuple(row.offered_in),
        reports_to=row.reports_to or "",
        fund=row.fund or "",
        contributions=tuple(row.contributions),
        paragraph=outer,
    )


def _rhythm(row: Any, outer: str) -> Rhythm:
    return Rhythm(
        row.every or 0,
        row.unit or "",
        row.at_least or 0,
        row.per or "",
        row.tolerance_days,
        conditions(row.when),
        row.source or outer,
        row.app_default,
    )


def _reasons(rows: Iterable[Any], outer: str) -> tuple[Reason, ...]:
    return tuple(Reason(row.code, row.label, row.source or outer) for row in rows)


# --- paper ----------------------------------------------------------------------------------------


def meeting_papers(file: Any) -> tuple[MeetingPaper, ...]:
    """Agenda and minutes of each kind of meeting."""
    return tuple(
        _paper(kind, getattr(file, kind), row, origin_of(file))
        for row in (file.types if file else ())
        for kind in ("agenda", "minutes")
    )


def _paper(kind: str, row: Any, meeting: Any, outer: Origin) -> MeetingPaper:
    members = bool(meeting.minutes_to and meeting.minutes_to.members)
    return MeetingPaper(
        id=paper_id(meeting.code, kind),
        kind=kind,
        title=row.title,
        file_name=row.file_name,
        marking=row.marking or "",
        retention_years=row.retention_years,
        source=origin_of(row, outer)[0],
        app_default=origin_of(row, outer)[1],
        meeting_type=meeting.code,
        to_members=members,
    )


def paper_id(meeting_type: str, kind: str) -> str:
    """The id of the agenda or minutes of a kind of meeting: “strategy-meeting-minutes”."""
    return f"{meeting_type.replace('_', '-')}-{kind}"


def report(file: Any, labels: Labels) -> Report:
    outer = origin_of(file)[0]
    return Report(
        **paper(file, labels),
        purpose=file.purpose,
        about=file.about,
        body=file.body or "",
        when=conditions(file.when),
        periods=tuple(file.periods),
        authors=tuple(file.authors),
        parts=tuple(_part(row, outer) for row in file.parts),
    )


def _part(row: Any, outer: str) -> ReportPart:
    no = row.if_no
    return ReportPart(
        row.id,
        row.heading,
        row.kind,
        row.prompt or "",
        row.required,
        tuple(row.figures),
        tuple(row.columns),
        no and IfNo(no.task, no.party, no.role or "", no.within_days, no.event or ""),
        row.source or outer,
    )


# --- who receives them ----------------------------------------------------------------------------


def rules(file: Any, reports: Iterable[Any], labels: Labels) -> Iterator[p.DistributionRule]:
    """The distribution of minutes and reports, as rules beside those of distribution.yaml."""
    for row in file.types if file else ():
        if row.minutes_to:
            origin = origin_of(row.minutes_to, origin_of(row, origin_of(file)))
            for kind in ("agenda", "minutes"):
                yield from _rules(kind, paper_id(row.code, kind), row.minutes_to.to, labels, origin)
    for one in reports:
        yield from _rules("report", one.id, one.to, labels, origin_of(one))


def _rules(
    kind: str, layout: str, to: Iterable[Any], labels: Labels, origin: Origin
) -> Iterator[p.DistributionRule]:
    for number, row in enumerate(to, 1):
        name = f"{layout}-{number}"
        who = p.Recipient(row.role, labels[row.role], row.copy_kind, row.route or "", name, *origin)
        yield p.DistributionRule(name, kind, conditions(row.when), (who,), (layout,))
