"""Three steps, no account, no network: who you are, which authority, a passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.services import caseload
from sif_desktop.ui import theme
from sif_desktop.ui.gate.recovery import RecoveryCode
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, Rule, caption, quiet

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry

WIDTH = 620  # px at 100 %
_TITLES = ("Who are you?", "Which authority?", "Choose a passphrase")
_FILE_NAME_FORBIDS = '<>:"/\\|?*'


class FirstRun(QWidget):
    finished = Signal(object)  # services.caseload.NewCaseload
    practice_wanted = Signal()
    open_wanted = Signal()
    office_wanted = Signal()

    def __init__(self, registry: Registry, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry, self._folder = registry, folder
        self._step_words = caption("")
        self._title = Label("", "page-title", wrap=True)
        self.fault = Label("", "bad", wrap=True)
        self._step = 0
        self._steps = (self._who(), self._which(), self._passphrase())
        self.back_button = Button("Back", self._back)
        self.next_button = Button("Next", self._next, look="primary")
        self._build()

    # The three steps ---------------------------------------------------------------------------

    def _who(self) -> QWidget:
        self.name = _field("Your name")
        self.job_title = _field("Job title (optional)")
        self.email = _field("Email (optional)")
        for line in (self.name, self.job_title, self.email):
            line.returnPressed.connect(self._next)
        return _column(
            quiet(
                "Your name stands on the notes you issue, beside every change you make, and on the "
                "contact card by which colleagues know a file of yours. You find the card under "
                "Exchange when you want to work with somebody."
            ),
            *_labelled(self.name),
            *_labelled(self.job_title),
            *_labelled(self.email),
        )

    def _which(self) -> QWidget:
        self._packs = QButtonGroup(self)
        self._named_by_pack = ""
        self._pack_column = QVBoxLayout()
        self._pack_column.setSpacing(theme.GAP)
        holder = QWidget()
        holder.setLayout(self._pack_column)
        self.authority = _field("Name of your authority, as it stands on documents")
        self.authority.returnPressed.connect(self._next)
        words = (
            "Each authority works by its own rulebook: its visit types, checklists, scales and "
            "document layouts. You can change to another later; what was recorded keeps the rules "
            "it was made under."
        )
        return _column(quiet(words), holder, *_labelled(self.authority))

    def _passphrase(self) -> QWidget:
        self.passphrase = _secret("Passphrase")
        self.again = _secret("Passphrase again")
        self.again.returnPressed.connect(self._next)
        self.hint = caption("")
        self.passphrase.textChanged.connect(self._on_typed)
        self.file_name = _field("Caseload file")
        self.file_name.setReadOnly(True)
        choose = Button("Choose another place…", self._choose_place, look="link")
        self.recovery = RecoveryCode(caseload.make_recovery_code())
        self.no_code = QCheckBox(
            "I want no recovery code: if I forget the passphrase, everything is lost."
        )
        words = (
            "The caseload is encrypted. Nobody can open it without the passphrase, not even the "
            "makers of this program, and a forgotten passphrase cannot be recovered unless you "
            "print the recovery code now."
        )
        return _column(
            quiet(words),
            *_labelled(self.passphrase),
            self.hint,
            *_labelled(self.again),
            Rule(),
            self.recovery,
            self.no_code,
            Rule(),
            *_labelled(self.file_name),
            choose,
        )

    # Moving on ---------------------------------------------------------------------------------

    def begin(self) -> None:
        self._offer_packs()
        self._go(0)

    def _go(self, step: int) -> None:
        self._step = step
        # Shown and hidden rather than stacked: a stack does not pass on the height of wrapped text.
        for number, widget in enumerate(self._steps):
            widget.setVisible(number == step)
        self._title.setText(_TITLES[step])
        self._step_words.setText(f"Step {step + 1} of {len(_TITLES)}")
        self.back_button.setVisible(step > 0)
        last = step == len(_TITLES) - 1
        self.next_button.setText("Make the caseload" if last else "Next")
        self.next_button.setAccessibleName(self.next_button.text())
        self.fault.setText("")
        if last:
            self.file_name.setText(str(self._path()))
        self._first_field(step).setFocus()

    def _first_field(self, step: int) -> QWidget:
        """Where a step begins: at the rulebooks until one is chosen."""
        buttons = self._packs.buttons()
        if step == 1 and buttons and self._packs.checkedButton() is None:
            return buttons[0]
        return (self.name, self.authority, self.passphrase)[step]

    def _back(self) -> None:
        self._go(max(self._step - 1, 0))

    def _next(self) -> None:
        step = self._step
        fault = (self._who_fault, self._which_fault, self._passphrase_fault)[step]()
        self.fault.setText(fault)
        if fault:
            return
        if step < len(_TITLES) - 1:
            self._go(step + 1)
        else:
            self.finished.emit(self._new())

    def _who_fault(self) -> str:
        return "" if self.name.text().strip() else "Enter your name."

    def _which_fault(self) -> str:
        if self._packs.checkedButton() is None:
            return "Choose a rulebook."
        return "" if self.authority.text().strip() else "Enter the name of your authority."

    def _passphrase_fault(self) -> str:
        weak = caseload.why_weak(self.passphrase.text())
        if weak:
            return f"{weak} Four unrelated words make a good one."
        if self.passphrase.text() != self.again.text():
            return "The two passphrases are not the same. Type them again."
        if not (self.recovery.printed or self.no_code.isChecked()):
            return "Print or save the recovery code, or say below that you want none."
        return ""

    def _new(self) -> caseload.NewCaseload:
        chosen = self._packs.checkedButton()
        assert chosen is not None, "the second step has been answered"
        return caseload.NewCaseload(
            path=Path(self.file_name.text()),
            officer=self.name.text().strip(),
            job_title=self.job_title.text().strip(),
            email=self.email.text().strip(),
            pack=chosen.property("pack"),
            authority=self.authority.text().strip(),
            passphrase=self.passphrase.text(),
            recovery_code=self.recovery.code if self.recovery.printed else "",
        )

    def busy(self, busy: bool) -> None:
        self.next_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)
        if busy:
            self.next_button.setText("Making the caseload…")
        else:
            self._go(self._step)

    def choose_first(self) -> None:
        """Choose the first rulebook where none is chosen."""
        buttons = self._packs.buttons()
        if buttons and self._packs.checkedButton() is None:
            buttons[0].setChecked(True)

    # Details -----------------------------------------------------------------------------------

    def _offer_packs(self) -> None:
        if self._packs.buttons():
            return
        for info in self._registry.latest():
            button = QRadioButton(info.title)
            button.setProperty("pack", info.id)
            button.setProperty("authority", info.authority)
            button.toggled.connect(self._on_pack)
            self._packs.addButton(button)
            self._pack_column.addWidget(button)

    def _on_pack(self, on: bool) -> None:
        """A rulebook brings its authority's name, but never takes away one that was typed."""
        button = self._packs.checkedButton()
        if on and button is not None:
            name = button.property("authority") or ""
            if name or self.authority.text() == self._named_by_pack:
                self.authority.setText(name)
            self._named_by_pack = name

    def _on_typed(self, text: str) -> None:
        steps, word = caseload.strength(text)
        self.hint.setText(f"{'●' * steps}{'○' * (4 - steps)}  {word}" if text else "")

    def _path(self) -> Path:
        name = "".join(c for c in self.authority.text() if c not in _FILE_NAME_FORBIDS).strip()
        path = self._folder / f"{name or 'Caseload'}{caseload.SUFFIX}"
        number = 2
        while path.exists():
            path = self._folder / f"{name or 'Caseload'} {number}{caseload.SUFFIX}"
            number += 1
        return path

    def _choose_place(self) -> None:
        title, kinds = "Where to keep the caseload", f"Caseloads (*{caseload.SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(self, title, self.file_name.text(), kinds)
        if name:
            self.file_name.setText(str(Path(name).with_suffix(caseload.SUFFIX)))

    def _build(self) -> None:
        self.setFixedWidth(theme.current().px(WIDTH))
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addWidget(self._step_words)
        column.addWidget(self._title)
        for step in self._steps:
            column.addWidget(step)
        column.addWidget(self.fault)
        line = QHBoxLayout()
        line.addWidget(self.back_button)
        line.addStretch(1)
        line.addWidget(self.next_button)
        column.addLayout(line)
        column.addSpacing(theme.GROUP)
        column.addWidget(Rule())
        others = QHBoxLayout()
        practice = Button("Look round in the practice caseload", self.practice_wanted.emit)
        others.addWidget(practice)
        others.addWidget(Button("Open a caseload…", self.open_wanted.emit, look="link"))
        others.addWidget(Button("Open the office store…", self.office_wanted.emit, look="link"))
        others.addStretch(1)
        column.addLayout(others)


def _field(label: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(label)
    return line


def _secret(label: str) -> QLineEdit:
    line = _field(label)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _labelled(line: QLineEdit) -> tuple[QWidget, QWidget]:
    label = Label(line.accessibleName(), "section")
    label.setBuddy(line)
    return label, line


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return holder
