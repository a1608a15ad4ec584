"""Two lists of the page “Cases” over the whole caseload: risk by school, and what each officer
answers for."""

from __future__ import annotations

from datetime import date

from sif_desktop.domain.dates import say, say_due
from sif_desktop.services.risk import RiskRow
from sif_desktop.services.workload import WorkRow
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.widgets.list_pane import ListSpec

_NOBODY_YET = "not assessed"


def overview_lists(today: date) -> tuple[ListSpec, ...]:
    return (_risk(today), _officers(today))


def _risk(today: date) -> ListSpec:
    def assessed(row: RiskRow) -> str:
        return say(date.fromisoformat(row.assessed_on), today) if row.assessed_on else ""

    return ListSpec(
        "risk",
        "Risk",
        (
            Column("provider", "School", lambda r: r.provider, 28),
            Column("level", "Risk", lambda r: r.level_label or _NOBODY_YET, 13,
                   sort=lambda r: -r.severity),
            Column("reasons", "Reasons", lambda r: r.reasons, 40),
            Column("figures", "Figures", lambda r: r.figure_words, 44),
            Column("on", "Assessed", assessed, 14, sort=lambda r: r.assessed_on),
            Column("by", "By", lambda r: r.assessed_by, 16),
            Column("year", "School year", lambda r: r.year_words, 12),
        ),
        {
            "This school year": lambda s: s.risk.rows() if s.risk.levels() else (),
            "The year before": lambda s: s.risk.last_year() if s.risk.levels() else (),
        },
        lambda row: row.provider_uid,
        "The rulebook knows no levels of risk.",
        "Where it does, every school stands here, the greatest risk first.",
    )  # fmt: skip


def _officers(today: date) -> ListSpec:
    def due(row: WorkRow) -> str:
        words = say_due(date.fromisoformat(row.due), today) if row.due else ""
        return f"▲ {words}" if row.overdue else words

    return ListSpec(
        "officers",
        "By officer",
        (
            Column("officer", "Responsible officer", lambda r: r.officer, 19),
            Column("due", "By when", due, 22, sort=lambda r: r.due,
                   role=lambda r: "bad" if r.overdue else "text"),
            Column("kind", "Kind", lambda r: r.kind, 18),
            Column("what", "What", lambda r: r.what, 42),
            Column("provider", "School", lambda r: r.provider, 28),
        ),
        {
            "Every officer": lambda s: s.workload.rows(),
            "Mine": lambda s: s.workload.mine(),
            "Overdue": lambda s: s.workload.late(),
        },
        lambda row: row.key,
        "No intervention is open.",
        "Cases, support, and what was agreed at schools with a case stand here by officer.",
    )  # fmt: skip
