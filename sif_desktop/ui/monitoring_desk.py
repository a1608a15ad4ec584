"""What is recorded of monitoring a school: judgements, its own view, checks, and its risk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.services.day_text import day_value
from sif_desktop.services.monitoring_lines import CHECKED, CheckLine, EntryFields, EntryLine
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write
from sif_desktop.ui.school_desk import Asks
from sif_desktop.ui.widgets.monitoring_section import MonitoringSection

if TYPE_CHECKING:
    from sif_desktop.services.monitoring_lines import Monitoring, WorkLine
    from sif_desktop.services.risk import RiskRow
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.page import Page


class MonitoringDesk:
    """The part “Monitoring” of the page of one school; its risk is assessed from lists too."""

    tables = ("monitoring_entry", "risk_assessment", "indicator_value", "finding", "visit",
              "support", "event")  # fmt: skip

    def __init__(self, context: AppContext, page: Page) -> None:
        self._context, self._page = context, page
        self._uid = ""
        self._view: Monitoring | None = None
        self._key_task = ""
        self.form: AskedForm | None = None

    def read(self, uid: str) -> Any:
        return self._context.services.monitoring.of_school(uid)

    def show(self, uid: str, view: Any) -> None:
        self._uid, self._view = uid, view

    def asks(self) -> Asks:
        view = self._shown()
        found: list[tuple[str, Callable[[], object]]] = [
            ("Record a judgement…", self.judge),
            ("Judge the self-evaluation…", self.judge_self_evaluation),
        ]
        if view.checks:
            found.append(("Check a requirement…", self.check))
        if view.levels and view.risk is not None:
            found.append(("Assess the risk…", partial(self.assess, view.risk)))
        return found

    def section(self) -> QWidget:
        made = MonitoringSection(self._shown(), self._key_task)
        made.check_opened.connect(self.check)
        made.entry_opened.connect(self.remove)
        made.work_opened.connect(self._open_work)
        made.key_task_chosen.connect(self._keep_key_task)
        return made

    # Recording ----------------------------------------------------------------------------------

    def judge(self) -> None:
        """A judgement in words, or a note."""
        asks = [
            self._day(),
            Ask("about", "About", "line", hint="Teaching in Key Stage 2"),
            Ask("value", "Judgement (if any)", "line"),
            Ask("text", "What it rests on", "text"),
        ]
        service, uid = self._context.services.monitoring, self._uid
        self._ask("Record a judgement", asks, lambda given: service.judge(uid, _entry(given)))

    def judge_self_evaluation(self) -> None:
        """How the school sees itself, and how accurate that is."""
        context, uid = self._context, self._uid

        def ask(accuracy: Mapping[str, str]) -> None:
            asks = [
                self._day(),
                Ask("said", "The school’s own view", "text"),
                Ask("value", "How accurate it is", "choice", "", accuracy),
                Ask("text", "What that rests on", "text"),
            ]
            service = context.services.monitoring
            work = partial(service.judge_self_evaluation, uid)
            self._ask("Judge the self-evaluation", asks, lambda given: work(_entry(given)))

        context.jobs.run(self._page, lambda: context.services.monitoring.accuracy(uid), ask)

    def check(self, line: CheckLine | None = None) -> None:
        """Whether a statutory requirement is met."""
        service, uid = self._context.services.monitoring, self._uid
        asks = [
            self._day(),
            Ask("about", "Requirement", "choice", line.code if line else "", service.checks()),
            Ask("value", "Finding", "choice", "", CHECKED),
            Ask("text", "What it rests on", "text"),
        ]
        self._ask("Check a requirement", asks, lambda given: service.check(uid, _entry(given)))

    def assess(self, row: RiskRow) -> None:
        """The school's risk this school year, with the figures it rests on in sight."""
        service = self._context.services.risk
        asks = [
            Ask("figures", "Figures held", "told", row.figure_words or "none"),
            Ask("level", "Risk", "choice", row.level, service.levels()),
            Ask("reasons", "Reasons", "text", row.reasons),
            Ask("on", "Assessed on", "date", self._context.today().isoformat()),
        ]

        def write(given: dict[str, str]) -> Any:
            day = day_value(given["on"])
            return service.assess(row.provider_uid, given["level"], given["reasons"], day)

        self._ask(f"Assess the risk: {row.provider}", asks, write)

    def remove(self, line: EntryLine) -> None:
        """Show an entry whole; what was entered wrongly is taken off the record."""
        asks = [
            Ask("day", "Day", "told", line.day),
            Ask("said", "The school’s own view", "told", line.said or "not recorded"),
            Ask("value", "Judgement", "told", line.value_words or "none"),
            Ask("text", "What it rests on", "told", line.text or "not recorded"),
            Ask("by", "Recorded by", "told", line.judged_by),
        ]
        work = partial(self._context.services.monitoring.delete, line.uid)
        title = line.about or "Self-evaluation"
        self._ask(title, asks, lambda _given: work(), "Take off the record", "Taken off.")

    # Inside -------------------------------------------------------------------------------------

    def _day(self) -> Ask:
        return Ask("day", "Day", "date", self._context.today().isoformat())

    def _ask(
        self, title: str, asks: list[Ask], write: Callable[[dict[str, str]], Any],
        verb: str = "Record", words: str = "Recorded.",
    ) -> None:  # fmt: skip
        form = AskedForm(self._page, title, verb, asks, self._context.today())
        self.form = ask_and_write(self._context, form, write, words)

    def _keep_key_task(self, code: str) -> None:
        self._key_task = code

    def _open_work(self, line: WorkLine) -> None:
        if line.table == "visit":
            self._page.go("visit", uid=line.uid)
        elif line.table == "support":
            self._page.go("cases", list="support", uid=line.uid)

    def _shown(self) -> Monitoring:
        assert self._view is not None, "shown before it was read"
        return self._view


def _entry(given: Mapping[str, str]) -> EntryFields:
    return EntryFields(**given)
