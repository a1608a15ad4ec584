"""The outline of a plan: the tree by keys, and everything about the chosen row beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_costs import money
from sif_desktop.domain.plan_status import STATUSES
from sif_desktop.services.plan_frozen import FROZEN
from sif_desktop.services.plan_outline import LEVELS
from sif_desktop.services.plan_typing import PlanField, PlanTyping
from sif_desktop.services.plans import PlanPage
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.item_models.columns import folded
from sif_desktop.ui.plan_desk import PlanDesk
from sif_desktop.ui.plan_fields import fields_of
from sif_desktop.ui.plan_lines import LEVEL_WORDS, OutlineLine, outline_lines
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.draft_saver import DraftSaver
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.plan_row_panel import PlanRowPanel, progress_of
from sif_desktop.ui.widgets.plan_tree import PlanTree
from sif_desktop.ui.widgets.side_by_side import SideBySide
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_SIZES = ("priority", "action", "milestone")  # from the larger to the smaller thing
_MAIN = {"priority": "title"}
_ADDING = {
    "priority": "Priority (P)",
    "action": "Action (A)",
    "milestone": "Milestone (M)",
    "criterion": "Criterion (C)",
}


class PlanOutlineView(QWidget):
    """`selected` is told which row the cursor is on; `pasted` asks for a table to be read in."""

    selected = Signal(str)
    pasted = Signal(str, str)  # the text, the priority it is to stand under
    file_wanted = Signal(str)  # a table is to be read from a file, under this priority
    evaluated = Signal(str)  # a priority is to be evaluated

    def __init__(self, context: AppContext, desk: PlanDesk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._page: PlanPage | None = None
        self._improvements: Mapping[str, str] = {}
        self._supports: Mapping[str, str] = {}
        self._remarks: Mapping[str, Sequence[tuple[str, str]]] = {}
        self._wanted, self._then_edit = "", False
        self.filter = SearchField("Filter the plan")
        self.which = QComboBox()
        self.which.setAccessibleName("Which rows")
        self.which.addItem("Every row", "")
        for code, words in STATUSES.items():
            self.which.addItem(words, code)
        self.tree = PlanTree()
        self.panel = PlanRowPanel(context.today())
        self.count = Label("", "caption")
        self._saver = DraftSaver(context.jobs, self._keep, self)
        self._lay_out()
        self._connect()

    # What it shows ------------------------------------------------------------------------------

    def show_plan(
        self,
        page: PlanPage,
        improvements: Mapping[str, str],
        remarks: Mapping[str, Sequence[tuple[str, str]]],
        supports: Mapping[str, str],
    ) -> None:
        """Show the plan as it stands; the cursor stays, or goes to a row just made."""
        self._page, self._improvements, self._remarks = page, improvements, remarks
        self._supports = supports
        wanted, self._wanted = self._wanted, ""
        lines = outline_lines(page.plan, page.today)
        self.tree.show_lines(lines, page.today, _cost, wanted)
        self._narrow()
        if wanted and self._then_edit:
            self._then_edit = False
            self.panel.edit()

    def select(self, uid: str) -> None:
        self.tree.select(uid)

    def take_focus(self) -> None:
        self.tree.setFocus()

    def settle(self) -> None:
        """What is being typed becomes part of the plan: the officer goes elsewhere."""
        self.panel.flush()
        self._saver.flush()

    # How it is laid out -------------------------------------------------------------------------

    def _lay_out(self) -> None:
        adds = [Button(words, self._adder(level)) for level, words in _ADDING.items()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(ToolLine(self.filter, self.which, adds))
        column.addWidget(SideBySide(self.tree, self.panel, (7, 3)), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(Button("From a Word or Excel file…", self.ask_for_file, look="link"))
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _text: self._narrow())
        self.filter.entered.connect(self.tree.setFocus)
        self.which.activated.connect(lambda _n: self._narrow())
        self.tree.chosen.connect(self._on_chosen)
        self.tree.asked.connect(self._on_asked)
        self.panel.typed.connect(self.keep)
        self.panel.left.connect(self.left)
        self.panel.picked.connect(self._pick)
        self.panel.asked.connect(lambda what: self._on_asked(what, self.panel.line))

    def _narrow(self) -> None:
        words, status = folded(self.filter.text()).split(), self.which.currentData()
        shown = self.tree.narrow(
            lambda line: (
                (not status or line.status == status)
                and all(word in folded(f"{line.words} {line.lead} {line.party}") for word in words)
            )
        )
        narrowed = bool(words or status)
        self.count.setText(f"{shown:,} {'row' if shown == 1 else 'rows'}" if narrowed else "")

    def _on_chosen(self, line: OutlineLine | None) -> None:
        if self._page is None:
            return
        plan, today = self._page.plan, self._page.today
        if line is None:
            self.panel.show_row(plan.uid, None, (), (), (), "")
            return
        fields = fields_of(
            plan, self._page.template, line.level, line.uid, self._improvements, self._supports
        )
        costs = [
            " · ".join(filter(None, (money(c.amount), c.what, PARTIES.get(c.payer, ""), c.fund)))
            for c in plan.costs
            if c.action_uid == line.uid
        ]
        row: Any = next((one for one in plan.followed if one.uid == line.uid), None)
        said = row.judged if row is not None else None
        progress = ""
        if said is not None:
            progress = progress_of(STATUSES.get(said.status, ""), said.on, said.evidence, today)
        self.panel.show_row(
            plan.uid, line, fields, costs, self._remarks.get(line.uid, ()), progress,
            fixed=plan.said(FROZEN, FROZEN) is not None,
        )  # fmt: skip
        self.selected.emit(line.uid)

    # What is typed ------------------------------------------------------------------------------

    def _keep(self, texts: Mapping[PlanField, str]) -> None:
        PlanTyping(self._context.services.context).keep(texts)

    def keep(self, field: PlanField, text: str) -> None:
        """Put on disk what is being typed, here or under another lens."""
        self._saver.put(field, text)

    def left(self, field: PlanField) -> None:
        """A field was left: what was typed in it becomes a change."""
        self._saver.flush()
        context = self._context
        context.jobs.run(
            self,
            lambda: context.services.plan_typing.settle(field),
            lambda changes: context.announce(changes, "") if changes is not None else None,
        )

    def _pick(self, name: str, value: str) -> None:
        line = self.panel.line
        if line is not None:
            level, uid, outline = line.level, line.uid, self._context.services.plan_outline
            self._desk.write(lambda: outline.edit(level, uid, {name: value}), "")

    # What is done -------------------------------------------------------------------------------

    def _adder(self, level: str) -> Callable[[], None]:
        return lambda: self.add(level)

    def add(self, level: str) -> None:
        """Add a row after the one under the cursor, and type its words."""
        line = self.tree.current_line()
        priority, index = _place_for(level, line)
        fields = {_MAIN.get(level, "what"): ""}
        if level == "milestone" and line is not None and line.level == "action":
            fields["action_uid"] = line.uid
        self._make(
            lambda plan, outline: outline.add(
                plan, level, fields, priority_uid=priority, index=index
            )
        )

    def paste(self) -> None:
        """Ask for the table on the clipboard to be read in, under the priority of the cursor."""
        self.pasted.emit(QGuiApplication.clipboard().text(), self._priority())

    def ask_for_file(self) -> None:
        """Ask for a table to be read from a file, under the priority of the cursor."""
        self.file_wanted.emit(self._priority())

    def _priority(self) -> str:
        line = self.tree.current_line()
        return _priority_of(line) if line is not None else ""

    def _on_asked(self, what: str, line: OutlineLine | None) -> None:
        if what.startswith("add "):
            self.add(what.removeprefix("add "))
        elif what == "more":
            self.add(line.level if line is not None else "priority")
        elif what == "paste":
            self.paste()
        elif line is not None:
            self._on_row(what, line)

    def _on_row(self, what: str, line: OutlineLine) -> None:
        page, outline = self._page, self._context.services.plan_outline
        level, uid = line.level, line.uid
        if page is None:
            return
        if what == "edit":
            self.panel.edit()
        elif what == "judge" and level == "priority":
            self.evaluated.emit(uid)
        elif what == "judge":
            self._desk.judge(page.plan, line)
        elif what == "date" and level in ("action", "milestone"):
            self._desk.move_date(line)
        elif what == "follow" and level == "action":
            self._desk.follow(page.plan, line)
        elif what == "cost":
            self._desk.set_cost(line, tuple(sorted({c.fund for c in page.plan.costs if c.fund})))
        elif what in ("up", "down"):
            self._move(line, -1 if what == "up" else 1)
        elif what in ("smaller", "larger"):
            self._resize(line, 1 if what == "smaller" else -1)
        elif what == "duplicate":
            self._make(lambda _plan, out: out.duplicate(level, uid), edit=False)
        elif what == "delete":
            name = LEVEL_WORDS[level]
            self._desk.write(lambda: outline.delete(level, uid), f"{name} deleted.")

    def _move(self, line: OutlineLine, by: int) -> None:
        """One place up or down among its like; past the end, under the next priority."""
        assert self._page is not None, "a row is moved in a plan that is shown"
        plan, outline = self._page.plan, self._context.services.plan_outline
        of = {
            "priority": lambda _p: plan.priorities, "action": plan.actions_of,
            "milestone": plan.milestones_of, "criterion": plan.criteria_of,
        }[line.level]  # fmt: skip
        index, under = line.index + by, line.priority_uid
        if line.level != "priority" and not 0 <= index < len(of(under)):
            tops = [one.uid for one in plan.priorities]
            place = tops.index(under) + by if under in tops else 0
            if not 0 <= place < len(tops):
                return
            under = tops[place]
            index = len(of(under)) if by < 0 else 0
        self._wanted = line.uid
        level, uid = line.level, line.uid
        self._desk.write(
            lambda: outline.move(level, uid, index, under if level != "priority" else None), ""
        )

    def _resize(self, line: OutlineLine, by: int) -> None:
        """An action becomes a milestone or a priority, and so on."""
        if line.level not in _SIZES:
            return
        place = _SIZES.index(line.level) + by
        if not 0 <= place < len(_SIZES):
            return
        if line.level == "priority" and self._has_rows(line.uid):
            messages.say(
                self, "A priority with rows under it stays one. Move or delete the rows first."
            )
            return
        target = _SIZES[place]
        self._make(lambda _plan, out: out.turn_into(line.uid, line.level, target), edit=False)

    def _has_rows(self, uid: str) -> bool:
        assert self._page is not None, "asked of a plan that is shown"
        plan = self._page.plan
        return any(row.priority_uid == uid for row in (*plan.followed, *plan.criteria))

    def _make(self, work: Callable[[str, Any], Any], *, edit: bool = True) -> None:
        """Write something that makes a row; the cursor goes to it, the keyboard into its words."""
        if self._page is None:
            return
        plan_uid, context = self._page.plan.uid, self._context

        def done(added: Any) -> None:
            self._wanted, self._then_edit = added.uid, edit
            context.announce(added.changes, "")

        context.jobs.run(self, lambda: work(plan_uid, context.services.plan_outline), done)


def _cost(line: OutlineLine) -> str:
    return money(line.cost) if line.cost is not None else ""


def _priority_of(line: OutlineLine) -> str:
    return line.uid if line.level == "priority" else line.priority_uid


def _place_for(level: str, line: OutlineLine | None) -> tuple[str, int | None]:
    """Under which priority a new row stands and where: after its like, else at the end."""
    assert level in LEVELS, f"a plan has no {level}"
    if line is None:
        return "", None
    if level == "priority":
        return "", line.index + 1 if line.level == "priority" else None
    return _priority_of(line), line.index + 1 if line.level == level else None
