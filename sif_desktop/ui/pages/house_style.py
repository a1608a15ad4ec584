"""House style: the authority's own template chosen, checked, seen on a sample page, and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QScrollArea, QSplitter, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fault_list import FaultList, summary
from sif_desktop.ui.widgets.pdf_view import PdfView
from sif_desktop.ui.widgets.picture_words import PictureWords, SmallPicture
from sif_desktop.ui.widgets.text import Label, quiet, section

_TEMPLATES = "Word templates and documents (*.dotx *.docx *.dotm *.docm *.dot *.doc);;All files (*)"
_CHOOSE, _KEEP = "Choose a template…", "Keep this style"
_ABOUT = (
    "Choose your authority's letterhead, a Word template (.dotx) or document (.docx). Its header, "
    "footer, margins, fonts and colours then stand on every document, in Word and in PDF. What "
    "would keep a document from being read by everybody is put right and told here."
)


class HouseStylePage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("House style", wide=True)
        self._context = context
        self._seen: Any = None  # a StylePreview, while it is not kept
        self._path = Path()
        self._fonts: list[Path] = []
        self.pages = PdfView(context.jobs, "Sample page in this style")
        self.verb = self.set_primary(_CHOOSE, self._press)
        self.add_action(self._make_cancel())
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self._panel())
        both.addWidget(self.pages)
        both.setStretchFactor(1, 1)
        both.setSizes([theme.current().px(460), theme.current().px(640)])
        self.add(both, 1)
        self._style: Any = None
        self._show_parts(looking=False)
        self.refresh(None)

    # How it is laid out --------------------------------------------------------------------------

    def _make_cancel(self) -> Button:
        self.cancel = Button("Cancel", self._drop)
        return self.cancel

    def _panel(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("look", "column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GROUP, 0)
        column.setSpacing(theme.GAP)
        self.state_words = Label("", "strong", wrap=True)
        self.about = quiet("")
        self.fault = Label("", "bad", wrap=True)
        self.fault.hide()
        self.words = PictureWords()
        self.words.hide()
        self.faults_title = section("What was found")
        self.faults = FaultList("What was found in the template")
        self.font_button = Button("Add a font's file…", self._choose_font, look="link")
        self.sample = Button("Save a sample in Word…", self._choose_sample, look="link")
        self.remove = Button("Remove the house style", self._remove, look="link")
        for widget in (self.state_words, self.about, self.fault, self.words, self.faults_title):
            column.addWidget(widget)
        column.addWidget(self.faults, 1)
        for button in (self.font_button, self.sample, self.remove):
            column.addWidget(button)
        column.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setMinimumWidth(theme.current().px(240))
        area.viewport().setAutoFillBackground(False)
        return area

    # What is in force ----------------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("house_style", "authority"):

            def read() -> Any:
                service = self._context.services.house_style
                return service.current(), service.sample_pdf()

            self._context.jobs.run(self, read, self._on_read)

    def _on_read(self, found: Any) -> None:
        style, pdf = found
        self._style = style
        if self._seen is None:
            self._show_style(style)
            self.pages.show_pdf(pdf)

    def _show_style(self, style: Any) -> None:
        """What is in force, and nothing looked at."""
        self._style = style
        if style is None:
            self.state_words.setText("Documents are printed as the program sets them.")
            self.about.setText(_ABOUT)
        else:
            self.state_words.setText(f"In force: {style.name}")
            by = f"Set by {style.set_by} on {long_date(style.set_on)}."
            left = (f"Left as it is: {reason}" for reason in style.accepted)
            self.about.setText("\n".join((by, *left)))
        self._show_parts(looking=False)

    def _show_parts(self, *, looking: bool) -> None:
        self.verb.setText(_KEEP if looking else _CHOOSE)
        self.verb.setAccessibleName(self.verb.text())
        self.cancel.setVisible(looking)
        for widget in (self.faults_title, self.faults, self.font_button):
            widget.setVisible(looking)
        self.words.setVisible(looking and bool(self.words.words()))
        self.remove.setVisible(not looking and self._style is not None)
        self.fault.hide()

    # Looking at a template -----------------------------------------------------------------------

    def _press(self) -> None:
        if self._seen is None:
            self._choose()
        else:
            self.keep()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Choose the template", "", _TEMPLATES)
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path, fonts: tuple[Path, ...] = ()) -> None:
        """Read the template and show the sample on it; nothing is kept."""
        self.fault.hide()
        words = dict(self.words.words()) if fonts else {}

        def work(_progress: Any, cancelled: Any) -> Any:
            service = self._context.services.house_style
            seen = service.preview(path, words, fonts, cancelled)
            asked = [SmallPicture.of(p.id, p.data, p.alt, p.where) for p in seen.pictures]
            return seen, asked

        self._context.jobs.run_long(
            self, f"Reading {path.name}", work, lambda found: self._on_seen(path, fonts, *found)
        )

    def _on_seen(self, path: Path, fonts: tuple[Path, ...], seen: Any, asked: Any) -> None:
        self._seen, self._path, self._fonts = seen, path, list(fonts)
        self.state_words.setText(f"Not kept yet: {seen.name}")
        self.about.setText(summary(seen.faults))
        self.words.show_pictures(asked)
        self.faults.show_faults(seen.faults)
        self._show_parts(looking=True)
        self.pages.show_pdf(seen.pdf)
        line = self.words.first_empty()
        (line or self.verb).setFocus()

    def _drop(self) -> None:
        """Back to what is in force."""
        self._seen = None
        self.words.show_pictures(())
        self._show_style(self._style)
        self.refresh(None)

    def _choose_font(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Choose the font", "", "Fonts (*.ttf *.otf)")
        if name:
            self.look_at(self._path, (*self._fonts, Path(name)))

    def _choose_sample(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the sample", "House style sample.docx", "Word document (*.docx)"
        )
        if name:
            self.save_sample(Path(name), replace=True)  # the system's dialog has asked

    def save_sample(self, path: Path, *, replace: bool = False) -> None:
        seen = self._seen
        self._context.jobs.run(
            self,
            lambda: self._context.services.house_style.save_sample(path, seen, replace=replace),
            lambda saved: messages.say(self, f"Sample saved as {saved.name}."),
        )

    # Keeping -------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is looked at; where something is better mended, ask for a reason first."""
        empty = self.words.first_empty()
        if empty is not None:
            self.fault.setText("Say what the picture shows first.")
            self.fault.show()
            empty.setFocus()
        elif self._seen.to_mend:
            points = "\n".join(fault.what for fault in self._seen.to_mend)
            dialog = ReasonDialog("Keep it as it is?", points, "Keep with this reason", self)
            dialog.given.connect(self._keep)
            dialog.open()
        else:
            self._keep("")

    def _keep(self, reason: str) -> None:
        seen, words = self._seen, dict(self.words.words())

        def work() -> Any:
            return self._context.services.house_style.keep(seen, words, reason)

        self._context.jobs.run(self, work, self._on_kept)

    def _on_kept(self, changes: Any) -> None:
        self._seen = None
        self.words.show_pictures(())
        self._context.announce(changes, "House style kept.")

    def _remove(self) -> None:
        self._context.jobs.run(
            self,
            lambda: self._context.services.house_style.remove(),
            lambda changes: self._context.announce(changes, "House style removed."),
        )
