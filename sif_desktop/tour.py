"""A walk through every page of the program on a practice caseload made for it.

Screenshots, the self-check of a bundle and the demonstration all take the same walk.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sif_desktop import paths
from sif_desktop.app import Desk
from sif_desktop.frameworks.registry import Registry
from sif_desktop.settings import Settings
from sif_desktop.ui import theme
from sif_desktop.ui.gate.window import GateWindow
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.main_window import MainWindow

SIZE = (1366, 768)
_MEETING_LISTS = ("series", "meetings", "decisions", "recommendations", "bodies", "reports")
_CALM_S = 0.25
_PATIENCE_S = 180.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to look at: a name for files, and what shows it."""

    name: str
    show: Callable[[], QWidget]


class Tour:
    """Opens the practice caseload in `folder` and can show each page."""

    def __init__(self, app: QApplication, folder: Path, today: date) -> None:
        self._app = app
        self._folder = folder
        self._today = today
        self._registry = Registry(paths.frameworks())
        settings = Settings(folder / "settings.json")
        self.desk = Desk(app, settings, self._registry, lambda: today, folder)
        self._behind: GateWindow | None = None

    def begin(self) -> MainWindow:
        """Open the practice caseload; returns the window once it has everything loaded."""
        self.desk.open_practice(self._folder / "Practice.sif")
        self.wait(lambda: self.desk.window is not None)
        window = self.desk.window
        assert window is not None
        window.resize(*SIZE)
        self.calm()
        return window

    def stops(self) -> Iterator[Stop]:
        """Every page, then what stands before a caseload is open."""
        window, context = self.desk.window, self.desk.context
        assert window is not None and context is not None
        visits = {row.state: row for row in context.services.visits.rows().rows}
        documents = context.services.documents.documents()
        draft = next(row for row in documents if row.state == "drafting")
        issued = next(row for row in documents if row.versions)
        letter = next(row for row in documents if row.kind == "warning_notice" and not row.versions)
        school = visits["in_school"].provider_uid
        records: dict[str, list[tuple[str, dict[str, Any]]]] = {
            "school": [
                ("school", {"uid": school}),
                ("school-monitoring", {"uid": school, "part": "monitoring"}),
            ],
            "category": [("category", {"uid": _decided(context.services)})],
            "visit": [("visit", {"uid": visits["in_school"].uid})],
            "case": [("case", {"uid": context.services.cases.register()[0].uid})],
            "plan": [("plan", {"uid": _running(context.services)})],
            "series": [("series", {"uid": _most_held(context.services)})],
            "meeting": _meeting_stops(context.services),
            "body": [("body", {"uid": context.services.bodies.rows()[-1].uid})],
            "meetings": [(f"meetings-{name}", {"list": name}) for name in _MEETING_LISTS],
            "cases": [
                (f"cases-{name}", {"list": name})
                for name in (
                    *("register", "proposed", "concerns", "contacts", "support"),
                    *("impact", "risk", "officers"),
                )
            ],
            "composer": [
                ("note-draft", {"uid": draft.uid}),
                ("note-table", {"uid": draft.uid, "sentence": f"own:{draft.uid}:table"}),
                ("note-issued", {"uid": issued.uid}),
                ("letter-draft", {"uid": letter.uid}),
            ],
        }
        for spec in context.pages:
            for name, params in records.get(spec.key, [(spec.key, {})]):
                yield Stop(name, partial(self._go, spec.key, params))
        yield Stop("backups-made", self._backed_up)
        yield Stop("backups-restore", self._restoring)
        yield Stop("note-find", partial(self._find, draft.uid))
        yield Stop("due-month", self._month)
        for number, name in enumerate(("timeline", "review", "coverage", "agreement"), start=1):
            yield Stop(f"plan-{name}", partial(self._lens, _running(context.services), number))
        yield Stop("due-kept", self._kept)
        yield Stop("exchange-people", partial(self._go, "exchange", {"list": "people"}))
        yield Stop("exchange-send", self._send)
        yield Stop("series-begin", partial(self._meetings, "desk", "begin", school))
        yield Stop("report-begin", partial(self._meetings, "upward", "write_report"))
        yield Stop("meeting-shared", partial(self._shared, _meeting_stops(context.services)[1][1]))
        yield Stop("pack-editor-duties", self._duties)
        for tab, name in enumerate(("officers", "charges", "records"), 1):
            yield Stop(f"days-{name}", partial(self._days, tab))
        yield from self._dialogs(
            next(row.uid for row in documents if row.state == "with_school"),
            next(v.uid for row in documents for v in row.versions if _redacted(v)),
        )
        for desk, name in (
            *(("inspections", "record"), ("inspections", "predict")),
            *(("blocks", "record"), ("facts", "add")),
        ):
            yield Stop(f"{desk}-{name}", partial(self._desk, school, desk, name))
        yield from self._before_opening()

    def _backed_up(self) -> QWidget:
        page = self._page("backups", {})
        page.make()
        self.calm()
        page.rehearse()
        self.calm()
        assert self.desk.window is not None
        return self.desk.window

    def _restoring(self) -> QWidget:
        page = self._page("backups", {})
        page.ask_restore(page.standing.rows[0])
        self.calm()
        dialog: QWidget = page.dialog
        return dialog

    def _find(self, uid: str) -> QWidget:
        page = self._page("composer", {"uid": uid})
        page.finding.open(replacing=True)
        page.composer.find_bar.words.setText("task cards")
        self.calm()
        assert self.desk.window is not None
        return self.desk.window

    def _lens(self, plan: str, number: int) -> QWidget:
        page = self._page("plan", {"uid": plan})
        page.tabs.setCurrentIndex(number)
        self.calm()
        assert self.desk.window is not None
        return self.desk.window

    def _month(self) -> QWidget:
        page = self._page("due", {})
        page.tabs.setCurrentIndex(1)
        page.month.grid.turn(1)
        self.calm()
        assert self.desk.window is not None
        return self.desk.window

    def _kept(self) -> QWidget:
        page = self._page("due", {})
        page.tabs.setCurrentIndex(3)
        self.calm()
        assert self.desk.window is not None
        return self.desk.window

    def _send(self) -> QWidget:
        page = self._page("exchange", {})
        page.send()
        self.calm()
        page.dialog.by_words.setChecked(True)
        self.calm()
        dialog: QWidget = page.dialog
        return dialog

    def _duties(self) -> QWidget:
        page = self._page("pack_editor", {})
        page.index.setCurrentRow(2)
        self.calm()
        assert self.desk.window is not None
        return self.desk.window

    def _days(self, tab: int) -> QWidget:
        self._page("days", {}).tabs.setCurrentIndex(tab)
        self.calm()
        assert self.desk.window is not None
        return self.desk.window

    def _dialogs(self, draft: str, version: str) -> Iterator[Stop]:
        """What is decided about documents: issuing, and what may be done with a version."""
        yield Stop("issue", partial(self._issue, draft))
        for name in ("log", "redact", "batch", "save_log", "disclose"):
            title = f"documents-{name.replace('_', '-')}"
            yield Stop(title, partial(self._copies, version, name))

    def _issue(self, uid: str) -> QWidget:
        life = self._page("composer", {"uid": uid}).life
        life.issue()
        self.calm()
        dialog: QWidget = life.dialog
        return dialog

    def _copies(self, version: str, name: str) -> QWidget:
        copies = self._page("documents", {"version": version}).copies
        getattr(copies, name)()
        self.calm()
        if name == "disclose":
            copies.dialog.since.set_value(self._today - timedelta(days=365))
            copies.dialog.look_up()
            self.calm()
        dialog: QWidget = copies.dialog
        return dialog

    def _desk(self, school: str, desk: str, name: str) -> QWidget:
        """What a part of the school's page asks for."""
        page = self._page("school", {"uid": school})
        getattr(getattr(page, desk), name)()
        self.calm()
        return next(one for one in page.findChildren(QDialog) if one.isVisible())

    def _shared(self, params: dict[str, Any]) -> QWidget:
        """What a meeting shows on a shared screen."""
        page = self._page("meeting", params)
        page.present()
        self.calm()
        sheet: QWidget = page.sheet
        page.sheet = None  # it goes once it has been looked at
        return sheet

    def _meetings(self, desk: str, name: str, *about: str) -> QWidget:
        """What the page of meetings asks for."""
        page = self._page("meetings", {})
        getattr(getattr(page, desk), name)(*about)
        self.calm()
        return next(one for one in page.findChildren(QDialog) if one.isVisible())

    def _page(self, key: str, params: dict[str, Any]) -> Any:
        self._go(key, params)
        assert self.desk.window is not None
        return self.desk.window.page(key)

    def _go(self, key: str, params: dict[str, Any]) -> QWidget:
        window = self.desk.window
        assert window is not None
        window.go(key, params or None)
        self.calm()
        return window

    def _before_opening(self) -> Iterator[Stop]:
        for step in range(3):
            yield Stop(f"first-run-{step + 1}", partial(self._first_run, step))
        yield Stop("unlock", self._unlock)
        yield Stop("damaged", self._damaged)

    def _gate(self, path: Path | None) -> GateWindow:
        jobs = self.desk.jobs
        gate = GateWindow(jobs, self._registry, lambda: self._today, self._folder, path)
        gate.resize(*SIZE)
        gate.show()
        return gate

    def _first_run(self, step: int) -> GateWindow:
        gate = self._gate(None)
        page = gate.first_run
        page.name.setText("Robin Practice")
        page.choose_first()
        page.authority.setText("Hill and Vale Council")
        for _ in range(step):
            page.next_button.click()
        page.passphrase.setText("four unrelated words here")
        self.calm()
        return gate

    def _unlock(self) -> GateWindow:
        gate = self._gate(self._folder / "Hill and Vale.sif")
        self.calm()
        return gate

    def _damaged(self) -> QWidget:
        """What the gate offers for a caseload that cannot be read."""
        context = self.desk.context
        assert context is not None
        gate = self._behind = self._gate(context.opened.path)  # the dialog would go with it
        gate.offer_backups(
            context.opened.path, context.opened.key, f"{context.opened.path.name} cannot be read."
        )
        self.calm()
        return gate.dialog

    # Waiting -----------------------------------------------------------------------------------

    def calm(self) -> None:
        """Let the program work until no job is under way and nothing moves."""
        still_since = time.monotonic()
        began = still_since
        while time.monotonic() - still_since < _CALM_S:
            self._turn()
            if self.desk.jobs.findChildren(Job):
                still_since = time.monotonic()
            if time.monotonic() - began > _PATIENCE_S:
                raise TimeoutError("the program did not come to rest")

    def wait(self, until: Callable[[], bool]) -> None:
        began = time.monotonic()
        while not until():
            self._turn()
            if time.monotonic() - began > _PATIENCE_S:
                raise TimeoutError("what was waited for did not happen")

    def _turn(self) -> None:
        self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)

    def end(self) -> None:
        if self._behind is not None:
            self._behind.close()
            self._behind.deleteLater()
        self.desk.close()


def _running(services: Any) -> str:
    """The plan that is worked to."""
    return str(next(row.uid for row in services.plans.rows() if row.state == "running"))


def _meeting_stops(services: Any) -> list[tuple[str, dict[str, Any]]]:
    """An agenda being drawn up; a meeting at an item much was said under, who came, its minutes."""
    rows = services.meetings.rows()
    planned = next(row.uid for row in rows if row.state == "planned")
    pages = [services.meetings.page(row.uid) for row in rows if row.state == "held"]
    held = max(pages, key=lambda page: (bool(page.plans), len(page.lines)))
    item = Counter(line.item_uid for line in held.lines).most_common(1)[0][0]
    uid = held.row.uid
    return [
        ("meeting-agenda", {"uid": planned}),
        ("meeting", {"uid": uid, "item": item}),
        ("meeting-minutes", {"uid": uid, "lens": "minutes"}),
    ]


def _most_held(services: Any) -> str:
    """The series with most meetings behind it."""
    return str(max(services.meeting_series.rows(), key=lambda row: row.held).uid)


def _decided(services: Any) -> str:
    """A school that sees its category otherwise than it was decided on."""
    return next(row.uid for row in services.rounds.round().rows if row.school_view)


def _redacted(version: Any) -> bool:
    return any(made.copy == "redacted" for made in version.copies)


@contextmanager
def tour(today: date, look: str = "light", scale: float = 1.0) -> Iterator[Tour]:
    """A tour on a practice caseload in a temporary folder, closed and removed afterwards."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["sif"])
    theme.apply(app, look, scale)
    with TemporaryDirectory(prefix="sif-tour-", ignore_cleanup_errors=True) as folder:
        made = Tour(app, Path(folder), today)
        try:
            made.begin()
            yield made
        finally:
            with suppress(RuntimeError):  # a window Qt has already taken down
                made.end()


def take_all(folder: Path, look: str, scale: float, today: date) -> list[Path]:
    """A picture of every page as PNG: `<page>-<look>[-200].png`. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    ending = f"-{look}" + ("" if scale == 1.0 else f"-{scale:.0%}".removesuffix("%"))
    files = []
    with tour(today, look, scale) as made:
        for stop in made.stops():
            shown = stop.show()
            file = folder / f"{stop.name}{ending}.png"
            shown.grab().save(str(file))
            files.append(file)
            if shown is not made.desk.window:
                shown.close()
                shown.deleteLater()
    return files
