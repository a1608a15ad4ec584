"""Parts of a report from concerns and cases: what is open, what was done, what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Table, select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.upward_report import Lack, Line, PartFacts, Shown
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.cases import case_exit, case_file, concern, step, support
from sif_desktop.services.report_parts.asked import Asked, Row
from sif_desktop.services.support import IMPACTS


def concerns(asked: Asked, part: ReportPart) -> PartFacts:
    """Every open concern raised by the end of the period that is not restricted."""
    found = asked.rows(concern, concern.c.state == "open", order="raised_on")
    rows = asked.by_school([row for row in found if (row["raised_on"] or "") <= asked.until])
    sources = asked.pack.concerns.sources
    lines = tuple(
        Line(
            row["uid"],
            asked.cells(
                row["provider_uid"],
                long_date(row["raised_on"] or ""),
                sources.get(row["source"], row["source"] or ""),
                row["what"] or "",
                long_date(row["told_school_on"] or "") or "Not yet",
            ),
        )
        for row in rows
    )
    columns = asked.columns("Raised", "Source", "Concern", "Discussed with the school")
    empty = "No concern is open."
    return PartFacts(part, shown=(Shown("concerns", columns=columns, lines=lines, empty=empty),))


def cases(asked: Asked, part: ReportPart) -> PartFacts:
    """Schools causing concern in the period, in three columns: the concern, what was done about
    it in the period, what came of it."""
    rows = [row for row in asked.rows(case_file, order="opened_on") if _stood(asked, row)]
    steps, exits = (_by_case(asked, table, rows) for table in (step, case_exit))
    given: defaultdict[str, list[Row]] = defaultdict(list)
    for one in asked.rows(support, order="from_date"):
        given[one["provider_uid"]].append(one)
    lines, lacks = [], []
    for row in asked.by_school(rows):
        school = asked.schools[row["provider_uid"]]
        helped = [one for one in given[row["provider_uid"]] if one["case_uid"] == row["uid"]]
        impact = _impact(row, exits[row["uid"]], helped)
        if not impact:
            lacks.append(Lack(row["uid"], f"No impact is recorded for {school}."))
        why = row["why"] or row["title"] or ""
        done = _done(asked, steps[row["uid"]], helped) or "None recorded in this period"
        said = (f"{school}: {why}".rstrip(": "), done, impact or "None recorded yet")
        lines.append(Line(row["uid"], said))
    columns = ("School and concern", "Action taken", "Impact on outcomes")
    shown = Shown("cases", columns=columns, lines=tuple(lines), empty="No school causes concern.")
    return PartFacts(part, shown=(shown,), lacks=tuple(lacks))


def _stood(asked: Asked, row: Row) -> bool:
    """Whether the case was open at some time of the period."""
    begun, over = row["opened_on"] or "", row["closed_on"] or ""
    return begun <= asked.until and not (over and over < asked.since)


def _by_case(asked: Asked, table: Table, rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    uids = [row["uid"] for row in rows]
    mine = table.c.case_uid.in_(uids) & (table.c.x_gone == 0) & unrestricted(table)
    for row in asked.connection.execute(select(table).where(mine).order_by(table.c.uid)).mappings():
        found[row["case_uid"]].append(dict(row))
    return found


def _done(asked: Asked, steps: Iterable[Row], helped: Iterable[Row]) -> str:
    kinds = asked.pack.event_kinds()
    taken = [
        (row["day"], kinds.get(row["code"], (row["code"] or "").replace("_", " ").capitalize()))
        for row in steps
        if asked.since <= (row["day"] or "") <= asked.until
    ]
    taken += [
        (row["from_date"], f"Support: {row['title']}")
        for row in helped
        if row["title"] and row["from_date"]
        and row["from_date"] <= asked.until and (row["to_date"] or "9") >= asked.since
    ]  # fmt: skip
    return "; ".join(f"{what} ({long_date(day)})" for day, what in sorted(taken))


def _impact(row: Row, exits: Iterable[Row], helped: Iterable[Row]) -> str:
    met = (one["evidence"] for one in exits if one["met_on"] and one["evidence"])
    judged = (_judged(one) for one in helped if one["impact"])
    return " ".join(text.rstrip(".") + "." for text in (row["outcome"], *judged, *met) if text)


def _judged(one: Row) -> str:
    """How strong the impact of support was judged, and what shows it."""
    code, shown = one["impact"], (one["note"] or "").strip()
    if code not in IMPACTS:
        return str(code)
    strong = "no" if code == "none" else IMPACTS[code].lower()
    return ": ".join(filter(None, (f"{one['title']}, {strong} impact", shown)))
