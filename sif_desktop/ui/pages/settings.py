"""Settings: who works here, for whom, by which rulebook; passphrase, locking, look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.services import caseload
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.passphrase import PassphraseDialog, RecoveryDialog
from sif_desktop.ui.dialogs.phrases import PhrasesDialog
from sif_desktop.ui.page import Page
from sif_desktop.ui.term_dates import ask_term_dates
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.learned_words import LearnedWords
from sif_desktop.ui.widgets.text import Label, Rule, caption, heading, quiet

_LOCK_AFTER = ((2, "2 minutes"), (5, "5 minutes"), (10, "10 minutes"), (30, "30 minutes"))
_LOOKS = (
    ("system", "As this computer"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
)
_LOGO = "A logo is set. A letterhead that has its own is printed with that one."
_PICTURES = "Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.tif *.tiff *.webp)"


class SettingsPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Settings")
        self._context = context
        self._officer()
        self._authority()
        self._writing()
        self._security()
        self._backups()
        self._look()
        self.content.addStretch(1)
        self.set_primary("Save details", self.save)
        self.refresh(None)

    # What stands on the page -------------------------------------------------------------------

    def _officer(self) -> None:
        self.add(heading("You"))
        self.name = self._field("Name")
        self.job_title = self._field("Job title")
        self.email = self._field("Email")
        self.telephone = self._field("Telephone")

    def _authority(self) -> None:
        self.add(Rule())
        self.add(heading("Your authority"))
        self.authority = self._field("Name as it stands on documents")
        self.service = self._field("Service")
        self.rulebook = QComboBox()
        self.rulebook.setAccessibleName("Rulebook for new work")
        self.add(Label("Rulebook for new work", "strong"))
        self.add(self.rulebook)
        self.add(caption("What was recorded before keeps the rules it was made under."))
        self._logo()

    def _logo(self) -> None:
        self.logo_words = self._field("What the logo shows, in words")
        self.add(caption("Read out to those who cannot see it. The authority's name will do."))
        self._logo_state = quiet("")
        self.add(self._logo_state)
        self.choose_logo = Button("Choose a logo…", self._choose_logo)
        self.remove_logo = Button("Remove the logo", self._remove_logo, look="link")
        self._row(self.choose_logo, self.remove_logo)
        self.add(Label("House style", "strong"))
        self.add(caption("Your authority's own Word template, for every document."))
        self._row(Button("House style…", lambda: self.go("house_style")))
        self.add(Label("Term dates", "strong"))
        self.add(caption("What is owed each term, and working days, are counted by them."))
        self.terms = Button("Term dates…", lambda: ask_term_dates(self._context, self))
        self._row(self.terms)

    def _writing(self) -> None:
        self.add(Rule())
        self.add(heading("Writing"))
        self.add(Label("Words learned", "strong"))
        self.words = LearnedWords()
        self.words.unlearn_wanted.connect(self._unlearn)
        self.add(self.words)
        self._row(Button("Your phrases…", lambda: PhrasesDialog(self._context, (), self).open()))

    def _security(self) -> None:
        self.add(Rule())
        self.add(heading("Passphrase and locking"))
        if self._context.practice:
            self.add(quiet("The practice caseload has no passphrase of its own."))
            return
        if self._context.opened.address:
            self.add(quiet("Your password for the office store is changed by whoever keeps it."))
            self._lock_after()
            return
        self._row(
            Button("Change the passphrase…", self._change_passphrase),
            Button("Make a new recovery code…", self._new_code),
        )
        self._lock_after()

    def _lock_after(self) -> None:
        self.lock_after = self._combo(
            "Lock after this long without a key or click",
            _LOCK_AFTER,
            self._context.settings.get("lock_after_minutes"),
        )
        self.lock_after.activated.connect(
            lambda: self._context.remember("lock_after_minutes", self.lock_after.currentData())
        )

    def _backups(self) -> None:
        self.add(Rule())
        self.add(heading("Backups"))
        if self._context.opened.address:
            self.add(quiet("The office store is backed up where the server is, for everybody."))
            return
        self.add(caption("Made by themselves while you work; here they are seen and restored."))
        self._row(Button("Backups…", lambda: self.go("backups")))

    def _look(self) -> None:
        self.add(Rule())
        self.add(heading("Look"))
        self.look = self._combo("Colours", _LOOKS, theme.choice())
        self.look.activated.connect(lambda: self._set_look(name=self.look.currentData()))
        steps = round((theme.MAX_SCALE - theme.MIN_SCALE) / theme.SCALE_STEP) + 1
        scales = [theme.MIN_SCALE + n * theme.SCALE_STEP for n in range(steps)]
        sizes = tuple((scale, f"{scale:.0%}") for scale in scales)
        self.scale = self._combo("Text size", sizes, theme.current().scale)
        self.scale.activated.connect(lambda: self._set_look(scale=self.scale.currentData()))

    def _field(self, label: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(label)
        line.setMaximumWidth(theme.current().px(560))
        self.add(Label(label, "strong"))
        self.add(line)
        return line

    def _combo(self, label: str, choices: tuple[Any, ...], chosen: Any) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(label)
        box.setMaximumWidth(theme.current().px(320))
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        self.add(Label(label, "strong"))
        self.add(box)
        return box

    def _row(self, *widgets: QWidget) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        self.add(holder)

    # Reading and saving ------------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("learned_word"):

            def learned() -> Any:
                return self._context.services.spelling.learned()

            self._context.jobs.run(self, learned, self.words.show_words)
        if changes is None or changes.touches("officer", "authority"):

            def read() -> Any:
                services = self._context.services
                return services.settings.mine(), services.context.registry.latest()

            self._context.jobs.run(self, read, self._show)

    def _show(self, found: Any) -> None:
        mine, packs = found
        for line, text in (
            (self.name, mine.officer.name),
            (self.job_title, mine.officer.job_title),
            (self.email, mine.officer.email),
            (self.telephone, mine.officer.telephone),
            (self.authority, mine.authority.name),
            (self.service, mine.authority.service),
        ):
            _fill(line, text)
        self.rulebook.clear()
        for info in packs:
            self.rulebook.addItem(f"{info.title} ({info.version})", info.id)
        self.rulebook.setCurrentIndex(max(self.rulebook.findData(mine.authority.pack), 0))
        self._show_logo(mine.authority)

    def _show_logo(self, authority: Any) -> None:
        has_logo = bool(authority.logo)
        self._logo_state.setText(_LOGO if has_logo else "No logo yet.")
        self.remove_logo.setVisible(has_logo)
        offered = f"{authority.name} logo" if authority.name else ""
        _fill(self.logo_words, authority.logo_alt or offered)

    def save(self) -> None:
        """Keep what the fields say, as up to four changes, each of which can be undone."""
        fields = [f.text() for f in (self.name, self.job_title, self.email, self.telephone)]
        names = self.authority.text(), self.service.text()
        pack, logo_words = self.rulebook.currentData(), self.logo_words.text()

        def work() -> list[Any]:
            settings = self._context.services.settings
            changes = [settings.change_officer(*fields), settings.change_authority(*names)]
            authority = settings.mine().authority
            if authority.logo and logo_words.strip() != authority.logo_alt:
                changes.append(settings.describe_logo(logo_words))
            if pack and pack != authority.pack:
                changes.append(settings.change_rulebook(pack))
            return changes

        self._context.jobs.run(self, work, self._saved)

    def _saved(self, changes: list[Any]) -> None:
        for line in self.findChildren(QLineEdit):
            line.setModified(False)
        for change in changes:
            self._context.announce(change, "Details saved.")

    def _choose_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Choose the authority's logo", "", _PICTURES)
        if name:
            self.set_logo(Path(name))

    def set_logo(self, path: Path) -> None:
        """Keep the picture, with the words that stand beside it on the page."""
        words = self.logo_words.text()

        def work() -> Any:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise Problem(f"{path.name} cannot be read.", "Choose another file.") from error
            return self._context.services.settings.set_logo(content, words)

        self._context.jobs.run(
            self, work, lambda changes: self._context.announce(changes, "Logo set.")
        )

    def _remove_logo(self) -> None:
        self._context.jobs.run(
            self,
            lambda: self._context.services.settings.remove_logo(),
            lambda changes: self._context.announce(changes, "Logo removed."),
        )

    def _unlearn(self, uid: str) -> None:
        self._context.jobs.run(
            self,
            lambda: self._context.services.spelling.unlearn(uid),
            lambda changes: self._context.announce(changes, "Word unlearned."),
        )

    def _change_passphrase(self) -> None:
        opened = self._context.opened
        assert isinstance(opened, caseload.Opened)
        dialog = PassphraseDialog(
            self, self._context.jobs, lambda old, new: caseload.change_passphrase(opened, old, new)
        )
        dialog.changed.connect(lambda: messages.say(self, "The passphrase has been changed."))
        dialog.open()

    def _new_code(self) -> None:
        question = "Make a new recovery code? The one printed before will no longer work."
        if messages.confirm(self, question, "Make a new code"):
            opened = self._context.opened
            assert isinstance(opened, caseload.Opened)
            self._context.jobs.run(
                self,
                lambda: caseload.new_recovery_code(opened),
                lambda code: RecoveryDialog(self, code).open(),
            )

    def _set_look(self, **look: Any) -> None:
        if self._context.window is not None:
            self._context.window.set_look(**look)


def _fill(line: QLineEdit, text: str) -> None:
    """Show what is kept, unless the officer is typing something else there."""
    if not line.isModified():
        line.setText(text)
