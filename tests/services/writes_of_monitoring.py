"""Every write about monitoring and risk, for the walk over all."""

from typing import Any

from sif_desktop.services.monitoring_lines import EntryFields

DAY = "2026-11-20"


def entry(w: Any) -> str:
    return str(w.s.monitoring.judge(w.school, EntryFields(DAY, "Teaching", "Good")).uid)


MONITORING_WRITES = {
    "monitoring.judge": lambda w: w.s.monitoring.judge(
        w.school, EntryFields(DAY, "Teaching", text="Six lessons seen")
    ),
    "monitoring.judge_self_evaluation": lambda w: w.s.monitoring.judge_self_evaluation(
        w.school, EntryFields(DAY, value="partly", said="Good")
    ),
    "monitoring.check": lambda w: w.s.monitoring.check(
        w.school, EntryFields(DAY, "equality", "not_met", "Out of date")
    ),
    "monitoring.delete": lambda w: w.s.monitoring.delete(entry(w)),
    "risk.assess": lambda w: w.s.risk.assess(w.school, "high", "Results fell"),
    "risk.assess: again": lambda w: (
        w.s.risk.assess(w.school, "high", "Results fell")
        and w.s.risk.assess(w.school, "low", "They rose")
    ),
}
