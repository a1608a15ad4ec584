"""Two officers' windows on two caseloads of the same school, and files that go between them."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import caseload
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.jobs import Job, Jobs
from sif_desktop.ui.main_window import MainWindow
from tests.ui.office import PACKS, TODAY, Choices, Office

LOCAL = ("x_rev",)


class Desk(Office):
    """One of the two windows; only the first made has the school to begin with."""

    def __init__(self, qtbot, folder: Path, name: str, *, school: bool) -> None:
        new = caseload.NewCaseload(folder / f"{name}.sif", name, "england-2026", "four plain words")
        self.opened = caseload.create(
            new, Registry([PACKS]), lambda: TODAY, cost=keyfile.Cost(2**10)
        )
        self.services = self.opened.services
        self.name = name
        if school:
            with self.services.context.store.action("A school") as act:
                act.create(
                    provider, TEAM, "oakfield", urn="900001", name="Oakfield Primary School",
                    status="Open", phase="Primary", attached_officer="Alex Dale",
                )  # fmt: skip
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
        page = other.exchange()
        page.people.form = None
        page.people.save_card_to(card)
        other.soon(lambda: page.people.form is not None)
        words = page.people.form.fields["told"].text()
        page.people.form.verb.click()
        other.idle()
        mine = self.exchange()
        mine.people.form = None
        mine.take(card)
        self.soon(lambda: mine.people.form is not None)
        assert mine.people.form.fields["told"].text() == words
        mine.people.form.verb.click()
        self.idle()

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


def _reported(dialog) -> bool:
    return dialog.windowTitle().startswith("Received")


def differences(one: Office, other: Office) -> list[str]:
    """Where the two caseloads do not hold the same, field by field."""
    first, second = state(one), state(other)
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
