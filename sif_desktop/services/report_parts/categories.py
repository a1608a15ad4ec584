"""Parts of a report from categories and figures: counts, changes, schools beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.terms import academic_year
from sif_desktop.domain.upward_report import Lack, Line, PartFacts, Shown
from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.models.tables.monitoring import risk_assessment
from sif_desktop.models.tables.providers import provider_status
from sif_desktop.services.report_parts.asked import Asked, Row

NONE = "No category"


def counts(asked: Asked, part: ReportPart) -> PartFacts:
    """How many schools were in each category on the last day, and the day before the first."""
    held = _held(asked)
    now = Counter(on_day(held.get(uid, ()), asked.until) for uid in asked.schools)
    before = Counter(_before(held.get(uid, ()), asked.since) for uid in asked.schools)
    known = [one.code for one in asked.pack.categories]
    codes = [*known, *sorted({*now, *before} - {*known, ""})]
    lines = [_counted(asked.pack.category_label(code), now[code], before[code]) for code in codes]
    if now[""] or before[""]:
        lines.append(_counted(NONE, now[""], before[""]))
    now_on, before_on = f"On {long_date(asked.until)}", f"Before {long_date(asked.since)}"
    columns = ("Category", now_on, before_on, "Change")
    return PartFacts(part, shown=(Shown("counts", columns=columns, lines=tuple(lines)),))


def _counted(label: str, now: int, before: int) -> Line:
    moved = f"{now - before:+d}".replace("-", "−") if now != before else "None"
    return Line(label, (label, str(now), str(before), moved))


def changes(asked: Asked, part: ReportPart) -> PartFacts:
    """Each change of category in the period, with the reasons it was decided for, then those
    proposed and not decided yet."""
    judged = asked.rows(judgement, order="decided_on")
    reasons = {
        (row["provider_uid"], row["category"], row["decided_on"]): row["reasons"] or ""
        for row in judged
        if row["state"] == "decided"
    }
    held = _held(asked)
    lines, lacks = [], []
    for uid in sorted(held, key=lambda one: asked.schools[one]):
        for row in held[uid]:
            day, code = row["from_date"] or "", row["value"] or ""
            was = _before(held[uid], day)
            if not (asked.since <= day <= asked.until) or was == code:
                continue
            why = reasons.get((uid, code, day), "")
            if not why:
                message = f"No reasons are recorded for the new category of {asked.schools[uid]}."
                lacks.append(Lack(row["uid"], message))
            said = (_label(asked, was), _label(asked, code), long_date(day))
            lines.append(Line(row["uid"], asked.cells(uid, *said, why or "None recorded")))
    lines += [line for row in asked.by_school(judged) for line in _proposed(asked, row, held)]
    columns = asked.columns("From", "To", "On", "Reasons")
    shown = Shown("changes", columns=columns, lines=tuple(lines), empty="No category changed.")
    return PartFacts(part, shown=(shown,), lacks=tuple(lacks))


def _proposed(asked: Asked, row: Row, held: Mapping[str, list[Row]]) -> Iterator[Line]:
    uid, wanted = row["provider_uid"], row["category"] or row["proposed"] or ""
    now = on_day(held.get(uid, ()), asked.until)
    if row["state"] == "open" and wanted and wanted != now:
        said = (_label(asked, now), _label(asked, wanted), "Proposed, not decided")
        yield Line(row["uid"], asked.cells(uid, *said, row["reasons"] or "None recorded yet"))


def comparison(asked: Asked, part: ReportPart) -> PartFacts:
    """Every school with its category, its risk where the rulebook knows levels, and the latest
    value of each measure asked for."""
    held, risks = _held(asked), _risks(asked)
    codes = part.figures or tuple(asked.pack.indicators)
    figures = latest_figures(asked, codes)
    levels = {one.code: one for one in asked.pack.monitoring.risk_levels}
    lines = []
    for uid in sorted(asked.schools, key=lambda uid: (-_severity(levels, risks.get(uid, "")),
                                                      asked.schools[uid])):  # fmt: skip
        level = levels.get(risks.get(uid, ""))
        risk = (level.label if level else "Not assessed",) if levels else ()
        values = (figures.get((uid, code), "No figure") for code in codes)
        now = _label(asked, on_day(held.get(uid, ()), asked.until))
        lines.append(Line(uid, (asked.schools[uid], now, *risk, *values)))
    labels = (asked.pack.indicators.get(code, code) for code in codes)
    columns = ("School", "Category", *(("Risk",) if levels else ()), *labels)
    shown = Shown("schools", columns=columns, lines=tuple(lines), empty="No school is open.")
    return PartFacts(part, shown=(shown,))


def _severity(levels: Mapping[str, object], code: str) -> int:
    level = levels.get(code)
    return getattr(level, "severity", -1)


def _risks(asked: Asked) -> dict[str, str]:
    year = academic_year(asked.today)
    rows = asked.rows(risk_assessment, risk_assessment.c.school_year == year)
    return {row["provider_uid"]: row["level"] or "" for row in rows}


def latest_figures(asked: Asked, codes: Iterable[str]) -> dict[tuple[str, str], str]:
    """{(school, measure): its latest value in words} of whole schools."""
    table = indicator_value
    query = select(table).where(table.c.code.in_(list(codes)), table.c.x_gone == 0)
    if asked.provider_uid:
        query = query.where(table.c.provider_uid == asked.provider_uid)
    found = {}
    for row in asked.connection.execute(query.order_by(table.c.year, table.c.uid)).mappings():
        if row["value"] and not row["group_name"]:
            beside = f" against {row['comparator']}" if row["comparator"] else ""
            first = ", provisional" if row["state"] == "provisional" else ""
            words = f"{row['value']}{beside} ({row['year']}{first})"
            found[row["provider_uid"], row["code"]] = words
    return found


def _held(asked: Asked) -> dict[str, list[Row]]:
    """The categories of each school in the order of time."""
    found: dict[str, list[Row]] = {}
    for row in asked.rows(provider_status, provider_status.c.what == "category", order="from_date"):
        if row["to_date"] != row["from_date"]:  # else it was replaced the day it began
            found.setdefault(row["provider_uid"], []).append(row)
    return found


def on_day(held: Iterable[Row], day: str) -> str:
    """The category on a day; "" for none."""
    codes = [
        row["value"]
        for row in held
        if (row["from_date"] or "") <= day and not (row["to_date"] and row["to_date"] <= day)
    ]
    return codes[-1] or "" if codes else ""


def _before(held: Iterable[Row], day: str) -> str:
    """The category until that day."""
    codes = [row["value"] for row in held if (row["from_date"] or "") < day]
    return codes[-1] or "" if codes else ""


def _label(asked: Asked, code: str) -> str:
    return asked.pack.category_label(code) if code else NONE
