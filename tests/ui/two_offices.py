"""Two officers' windows on two caseloads of the same school, and files that go between them."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from sif_desktop.app import Desk as Program
from sif_desktop.models import keyfile
from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import caseload
from sif_desktop.settings import Settings
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.jobs import Job, Jobs
from sif_desktop.ui.main_window import MainWindow
from tests.caseloads import shipped_packs
from tests.ui.office import TODAY, Choices, Office

LOCAL = ("x_rev",)
PASSPHRASE = "four plain words"


def a_caseload(folder: Path, name: str, *, school: bool) -> caseload.Opened:
    """A new caseload of this officer; with the school or with none."""
    new = caseload.NewCaseload(folder / f"{name}.sif", name, "england-2026", PASSPHRASE)
    opened = caseload.create(new, shipped_packs(), lambda: TODAY, cost=keyfile.Cost(2**10))
    if school:
        with opened.services.context.store.action("A school") as act:
            act.create(
                provider, TEAM, "oakfield", urn="900001", name="Oakfield Primary School",
                status="Open", phase="Primary", attached_officer="Alex Dale",
                kind="maintained_school",
            )  # fmt: skip
    return opened


class Desk(Office):
    """One of the two windows; only the first made has the school to begin with."""

    def __init__(self, qtbot, folder: Path, name: str, *, school: bool) -> None:
        self.opened = a_caseload(folder, name, school=school)
        self.services = self.opened.services
        self.name = name
        self.bot, self.jobs = qtbot, Jobs(messages.report_failure)
        self.context = AppContext(self.opened, self.jobs, Choices(), lambda: TODAY)
        self.window = self.context.window = MainWindow(self.context)
        qtbot.addWidget(self.window)
        self.window.show()
        self.to_front()

    def to_front(self) -> None:
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    def idle(self) -> None:
        self.soon(lambda: not self.jobs.findChildren(Job))

    def exchange(self):
        self.to_front()
        self.window.go("exchange")
        self.idle()
        return self.window.page("exchange")

    def add_card_of(self, other: Desk, folder: Path) -> None:
        """The other's card saved by their window and added by this one's, the words compared."""
        card = folder / f"{other.name}.sifcard"
        assert self.add_card(card, other.save_card(card))

    def save_card(self, card: Path) -> str:
        """The words to read out."""
        page = self.exchange()
        page.people.form = None
        page.people.save_card_to(card)
        self.soon(lambda: page.people.form is not None)
        words = page.people.form.fields["told"].text()
        page.people.form.verb.click()
        self.idle()
        return words

    def add_card(self, card: Path, words: str) -> bool:
        """Whether these words are shown for it; it is added if so."""
        page = self.exchange()
        page.people.form = None
        page.take(card)
        self.soon(lambda: page.people.form is not None)
        if page.people.form.fields["told"].text() != words:
            return False
        page.people.form.verb.click()
        self.idle()
        return True

    def send(self, folder: Path, *, jottings: bool = False) -> Path:
        """To everybody whose card is here; gives the file."""
        page, before = self.exchange(), set(folder.glob("*.sifx"))
        page.dialog = None
        page.primary.click()
        self.soon(lambda: page.dialog is not None and page.dialog.offer_shown is not None)
        dialog = page.dialog
        dialog.people[0].setChecked(True)
        self.idle()
        if jottings:
            for uid in [one.uid for one in dialog.offer_shown.jottings]:
                dialog.jottings.tick(uid)
        dialog.place.setCurrentText(str(folder))
        dialog.verb.click()
        self.soon(lambda: bool(set(folder.glob("*.sifx")) - before))
        self.idle()
        return (set(folder.glob("*.sifx")) - before).pop()

    def receive(self, file: Path):
        """Looked at, then taken in; gives what the report says."""
        page = self.exchange()
        page.receiving.dialog = None
        page.take(file)
        return self.taken_in(page)

    def taken_in(self, page):
        """The file that is being looked at is taken in; gives what the report says."""
        self.soon(lambda: page.receiving.dialog is not None)
        page.receiving.dialog.take.click()
        self.soon(lambda: page.receiving.dialog is not None and _reported(page.receiving.dialog))
        report = page.receiving.dialog.row
        page.receiving.dialog.accept()
        self.idle()
        return report

    def conflicts(self):
        self.to_front()
        self.window.go("conflicts")
        self.idle()
        return self.window.page("conflicts")


class StartedDesk(Desk):
    """The same, begun as the program begins: asked for the passphrase, then the whole window."""

    def __init__(self, bot, folder: Path, name: str, *, school: bool) -> None:
        made = a_caseload(folder, name, school=school)
        made.close()
        self.bot, self.name = bot, name
        settings = Settings(folder / "settings.json")
        self.program = Program(
            QApplication.instance(), settings, shipped_packs(), lambda: TODAY, folder
        )
        self.program.begin(made.path)
        gate = self.program.gate
        gate.activateWindow()
        self.bot.waitUntil(gate.isActiveWindow)
        gate.unlock.secret.setFocus()
        self.type(PASSPHRASE, enter=True)
        self.at_work()

    def at_work(self) -> None:
        """The caseload is open, and nothing of the program is still being loaded."""

        def ready() -> bool:
            return bool(self.program.window and self.window.here() and self.opened.loaded)

        self.bot.waitUntil(ready)
        self.bot.waitUntil(lambda: not self.jobs.findChildren(Job))
        self.to_front()

    # Another window is opened when what was received is undone.
    window = property(lambda self: self.program.window)
    context = property(lambda self: self.program.context)
    opened = property(lambda self: self.program.context.opened)
    services = property(lambda self: self.program.context.opened.services)
    jobs = property(lambda self: self.program.jobs)

    def focused(self):
        return QApplication.focusWidget() or self.program.front()

    def drop(self, file: Path):
        """Let a file go over the window, whatever is on it; gives what the report says."""
        page = self.window.page("exchange")
        page.receiving.dialog = None
        let_go_over(self.window, file)
        return self.taken_in(page)

    def close(self) -> None:
        app = QApplication.instance()
        app.focusWindowChanged.disconnect(self.program._watch)
        app.aboutToQuit.disconnect(self.program.close)
        self.program.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.program.deleteLater()


def let_go_over(window, file: Path) -> None:
    """As the system says that a file was brought over the middle of the window and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at, handle = window.rect().center(), window.windowHandle()
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(at, *how), QDropEvent(QPointF(at), *how)):
        QCoreApplication.sendEvent(handle, event)


def _reported(dialog) -> bool:
    return dialog.windowTitle().startswith("Received")


def differences(one: Office, other: Office) -> list[str]:
    """Where the two caseloads do not hold the same, field by field."""
    return unlike(state(one), state(other))


def unlike(first: dict[str, list], second: dict[str, list]) -> list[str]:
    """Where two states differ."""
    found = []
    for table in first:
        mine = {row["uid"]: row for row in first[table]}
        theirs = {row["uid"]: row for row in second[table]}
        found += [f"{table}: only one has {uid}" for uid in mine.keys() ^ theirs.keys()]
        for uid in mine.keys() & theirs.keys():
            for name, value in mine[uid].items():
                if value != theirs[uid][name]:
                    found.append(f"{table}.{name}: {value!r} and {theirs[uid][name]!r}")
    return found


def state(desk: Office) -> dict[str, list]:
    """Everything that is shared, as the caseload holds it."""
    from sif_desktop.models import drafts
    from sif_desktop.models.changes import PRIVATE

    drafts.settle_all(desk.services.context.store)
    found = {}
    with desk.services.context.store.read() as connection:
        for table in metadata.sorted_tables:
            if is_synced(table):
                where = table.c.x_part != PRIVATE
                rows = connection.execute(select(table).where(where)).mappings()
                plain = [
                    {k: v for k, v in row.items() if k not in LOCAL}
                    | {"x_heads": json.loads(row["x_heads"])}
                    for row in rows
                ]
                found[table.name] = sorted(plain, key=lambda row: row["uid"])
    return found
