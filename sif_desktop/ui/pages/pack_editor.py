"""The rulebook's editor: areas at the left, their entries at the right, all kept until saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QWidget

from sif_desktop.frameworks.edit_shape import Adding, Entry, edits_of
from sif_desktop.frameworks.edits import Edit
from sif_desktop.ui import theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.dialogs.pack_entry import PackEntryDialog
from sif_desktop.ui.dialogs.save_pack import SavePackDialog
from sif_desktop.ui.pack_forms import PackForms
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.pack_parts import area_part, versions_part
from sif_desktop.ui.widgets.parts_index import PartsIndex
from sif_desktop.ui.widgets.text import Label

INDEX_WIDTH = 240  # px at 100 %


class PackEditorPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Edit the rulebook", wide=True)
        self._context = context
        self.view: Any = None
        self.edits: tuple[Edit, ...] = ()
        self._left_out: tuple[str, ...] = ()
        self.forms = PackForms(context, self)
        self.index = PartsIndex("Areas of the rulebook")
        self.index.setWordWrap(True)
        self.index.setMinimumWidth(theme.current().px(160))
        self.index.currentRowChanged.connect(self._show_area)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName("The chosen area")
        self.add(self._pending_line())
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.index)
        both.addWidget(self.area)
        both.setStretchFactor(1, 1)
        both.setSizes([theme.current().px(INDEX_WIDTH), theme.current().px(700)])
        self.add(both, 1)
        self.add_button = Button("Add…", self.add_entry, icon="add")
        self.add_action(self.add_button)
        self.add_action(self.forms.button())
        self.save_button = self.set_primary("Save a new version", self.save)
        self._mark()
        self.refresh(None)

    def _pending_line(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self.pending = Label("", "quiet", wrap=True)
        self.drop = Button("Take these changes back", self.forget, look="link")
        line.addWidget(self.pending, 1)
        line.addWidget(self.drop)
        return holder

    # What the window asks ------------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("authority"):
            edits = self.edits
            editor = lambda: self._context.services.pack_editor  # noqa: E731
            self._context.jobs.run(self, lambda: editor().view(edits), self._show)

    def commands(self) -> Sequence[Command]:
        group = "Editing the rulebook"
        return (
            Command("pack-add", "Add to this area", self.add_entry, "Ctrl+N", group),
            Command("pack-save", "Save a new version", self.save, "Ctrl+S", group),
            Command(
                "pack-import", "Take a checklist from a workbook", self.forms.choose, "", group
            ),
            Command("pack-copy", "Copy a checklist", self.forms.copy, "", group),
        )

    def state(self) -> dict[str, Any]:
        place = self.area.verticalScrollBar().value()
        return {"row": self.index.currentRow(), "place": place}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.index.setCurrentRow(state.get("row", 0))
        self.area.verticalScrollBar().setValue(state.get("place", 0))

    # What it shows -------------------------------------------------------------------------------

    def _show(self, view: Any) -> None:
        self.view = view
        self.set_title("Edit the rulebook", f"{view.title} · version {view.version}")
        row = max(self.index.currentRow(), 0)
        place = self.area.verticalScrollBar().value()
        self.index.blockSignals(True)
        self.index.clear()
        self.index.addItems(["Changes and versions", *(area.title for area in view.areas)])
        self.index.setCurrentRow(min(row, self.index.count() - 1))
        self.index.blockSignals(False)
        self._show_area(self.index.currentRow())
        self.area.verticalScrollBar().setValue(place)
        self._mark()

    def _show_area(self, row: int) -> None:
        if self.view is None or row < 0:
            return
        shown = self.current()
        self.area.setWidget(
            versions_part(self.view, self._context.today(), self.go_back)
            if shown is None
            else area_part(shown, self.open_entry)
        )
        self._mark()

    def current(self) -> Any:
        """The area shown; None while changes and versions are."""
        row = self.index.currentRow() - 1
        return self.view.areas[row] if self.view is not None and row >= 0 else None

    def _mark(self) -> None:
        """What can be done now."""
        count = len(self.view.pending) if self.view is not None else 0
        many = f"{count} changes are not saved yet." if count != 1 else "1 change is not saved yet."
        self.pending.setText(many if count else "")
        self.pending.setVisible(bool(count))
        self.drop.setVisible(bool(count))
        self.save_button.setEnabled(bool(count))
        if self.view is not None:
            self.save_button.setText(f"Save version {self.view.next_version}")
        shown = self.current()
        addings = shown.addings if shown is not None else ()
        self.add_button.setVisible(bool(addings))
        if addings:
            self.add_button.setText(addings[0].verb)
            self.add_button.setAccessibleName(addings[0].verb)
        form = shown.form if shown is not None else ""
        saved = self.view is not None and form not in self.view.unsaved_forms
        self.forms.mark(form, saved=saved)

    # Changing ------------------------------------------------------------------------------------

    def open_entry(self, entry: Entry) -> None:
        source = f"Where it comes from: {entry.source}" if entry.source else ""
        dialog = PackEntryDialog(self, entry.title, "Change", entry.fields, source)

        def confirmed() -> None:
            edits = edits_of(entry, dialog.values())
            self.try_out(dialog, edits, lambda faults: dialog.refuse_faults(faults, entry.fields))

        dialog.confirmed.connect(confirmed)
        dialog.open()

    def add_entry(self) -> None:
        shown = self.current()
        if shown is None or not shown.addings:
            return
        adding: Adding = shown.addings[0]
        dialog = PackEntryDialog(self, adding.verb.rstrip("…"), "Add", adding.fields)

        def confirmed() -> None:
            values, edits = dialog.named(), self.edits
            self._context.jobs.run(
                self,
                lambda: self._context.services.pack_editor.add(edits, adding, values),
                made,
                dialog.refuse,
            )

        def made(edit: Edit) -> None:
            fields = [_at(edit, field) for field in adding.fields]
            self.try_out(dialog, (edit,), lambda faults: dialog.refuse_faults(faults, fields))

        dialog.confirmed.connect(confirmed)
        dialog.open()

    def try_out(self, dialog: Any, edits: Sequence[Edit], refuse: Any) -> None:
        """Keep the edits among the unsaved ones if the checker finds nothing wrong."""
        wanted = (*self.edits, *edits)

        def told(trial: Any) -> None:
            if trial.faults:
                refuse(trial.faults)
                return
            self._left_out = trial.left_out
            self.edits = wanted
            dialog.accept()
            self.refresh(None)

        if not edits:
            dialog.accept()
            return
        work = lambda: self._context.services.pack_editor.check(wanted)  # noqa: E731
        self._context.jobs.run(self, work, told, dialog.refuse)

    def forget(self) -> None:
        """Take back everything that is not saved."""
        self.edits, self._left_out = (), ()
        self.refresh(None)

    # Saving --------------------------------------------------------------------------------------

    def save(self) -> None:
        if self.view is None or not self.view.pending:
            return
        version, edits = self.view.next_version, self.edits
        dialog = SavePackDialog(self, version, self.view.pending, self._left_out)

        def confirmed() -> None:
            because = dialog.because.text()
            work = lambda: self._context.services.pack_editor.save(edits, because)  # noqa: E731
            self._context.jobs.run(self, work, done, dialog.refuse)

        def done(changes: Any) -> None:
            dialog.accept()
            self._saved(changes, version)

        dialog.confirmed.connect(confirmed)
        dialog.open()

    def _saved(self, changes: Any, version: str) -> None:
        self.edits, self._left_out = (), ()
        self._context.announce(changes, f"Rulebook version {version} saved.")

    def go_back(self, version: str) -> None:
        """Another new version, which says what `version` said."""
        new = self.view.next_version
        about = (
            f"Version {new} will say what version {version} said. Questions added since are no "
            "longer asked; changes that are not saved yet are dropped."
        )
        dialog = ReasonDialog(
            f"Work by version {version} again?", about, f"Save version {new}", self, needed=False
        )

        def given(because: str) -> None:
            work = lambda: self._context.services.pack_editor.go_back(version, because)  # noqa: E731
            self._context.jobs.run(self, work, lambda changes: self._saved(changes, new))

        dialog.given.connect(given)
        dialog.open()

    def line(self, entry_id: str) -> LineRow | None:
        """The line of an entry of the area shown."""
        return self.area.findChild(LineRow, entry_id)


def _at(edit: Edit, field: Any) -> Any:
    """A field of something added, at the place it has in the file."""
    key = field.places[0][1]
    paths = [(*edit.path, *key), (*edit.path, "when", *key)]
    return replace(field, places=tuple((edit.file, path) for path in paths))
