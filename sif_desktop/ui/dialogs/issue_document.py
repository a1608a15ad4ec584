"""Issuing a document: who receives it, what stays out of it, which files; then what to do next.

The one step that cannot be undone, so everything is shown before, and the button says it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.compose import COPY_LABELS
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet, section

ROUTES = {
    "email": "by email",
    "secure_email": "by secure email",
    "letter": "by letter",
    "portal": "through the portal",
    "by_hand": "by hand",
    "file": "kept on file",
}
ChooseFolder = Callable[[QWidget], str]


def choose_folder(parent: QWidget) -> str:
    """The folder the officer picks, or ""."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return QFileDialog.getExistingDirectory(parent, "Where to save the files", start)


def withheld_lines(withheld: Any) -> list[str]:
    """What is left out for every audience, in words."""
    counted = (
        (withheld.jottings_filed + withheld.jottings_unfiled, "jotting", "jottings"),
        (withheld.names, "name of a person met", "names of people met"),
        (withheld.restricted, "restricted record", "restricted records"),
        (withheld.attachments, "attachment", "attachments"),
    )
    return [f"{n} {one if n == 1 else many}" for n, one, many in counted if n]


class IssueDialog(QDialog):
    """`issued` is emitted once the version is frozen."""

    issued = Signal(object)  # services' Issued

    def __init__(
        self,
        context: AppContext,
        view: Any,
        plan: Any,
        parent: QWidget,
        folder: ChooseFolder = choose_folder,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._view, self._plan, self._folder = context, view, plan, folder
        self._saved: Path | None = None
        self._boxes: list[tuple[QCheckBox, Any]] = []
        title = f"Issue version {plan.number}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.steps = QStackedWidget()
        self.steps.addWidget(self._before(title))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps)
        look = theme.current()
        room = self.screen().availableGeometry()
        self.resize(
            min(look.px(600), room.width() - 80), min(look.px(620), round(room.height() * 0.9))
        )
        self.confirm.setFocus()

    # Before -----------------------------------------------------------------------------------

    def _before(self, title: str) -> QWidget:
        self.confirm = Button("Issue note", self._issue, look="primary")
        self.confirm.setDefault(True)
        words = (
            "Issuing freezes this version as it stands. It cannot be undone: a correction is "
            "another version, and this one stays readable."
        )
        parts: list[QWidget] = [
            Label(title, "title", wrap=True),
            quiet(f"{self._view.provider} · {self._view.title}"),
            Paragraph(words),
            *self._open_points(),
            section("Who receives it"),
            *self._recipients(),
            section("What stays out of every copy"),
            Paragraph(self._left_out()),
            section("Files"),
            Paragraph(f"{self._plan.file_name}.docx\n{self._plan.file_name}.pdf"),
        ]
        if self._plan.dispose_after:
            parts.append(caption(f"Kept until {long_date(self._plan.dispose_after)}."))
        return _sheet(parts, [Button("Cancel", self.reject), self.confirm])

    def _recipients(self) -> list[QWidget]:
        made: list[QWidget] = []
        for who in self._plan.recipients:
            name = f", {who.name}" if who.name else ""
            box = QCheckBox(f"{who.label}{name}")
            box.setChecked(True)
            box.toggled.connect(self._enable)
            how = ROUTES.get(who.route, "")
            words = ", ".join(part for part in (COPY_LABELS.get(who.copy, who.copy), how) if part)
            rule = f" · Rule: {who.rule}" if who.rule else ""
            box.setAccessibleDescription(words + rule)
            self._boxes.append((box, who))
            made += [box, _indented(caption(words + rule))]
        return made or [quiet("The rulebook names nobody for this kind of school.")]

    def _left_out(self) -> str:
        lines = withheld_lines(self._plan.withheld)
        if not lines:
            return "Nothing private was recorded on this visit."
        return (
            f"{'; '.join(lines)}. These stay in the caseload. School, governors’ and file copies "
            "hold the same words; people are told by role."
        )

    def _open_points(self) -> list[QWidget]:
        points = self._plan.unanswered
        if not points:
            return []
        count = "1 point is" if len(points) == 1 else f"{len(points)} points are"
        shown = "\n".join(f"• {finding.message}" for finding in points[:6])
        more = f"\n… and {len(points) - 6} more" if len(points) > 6 else ""
        return [section(f"{count} open"), Paragraph(shown + more)]

    def _chosen(self) -> list[Any]:
        return [who for box, who in self._boxes if box.isChecked()]

    def _enable(self) -> None:
        self.confirm.setEnabled(bool(self._chosen()))

    def _issue(self) -> None:
        self.confirm.setEnabled(False)
        uid, chosen = self._view.uid, self._chosen()
        self._context.jobs.run(
            self,
            lambda: self._context.services.documents.issue(uid, chosen),
            lambda issued: self._on_issued(issued, chosen),
            self._on_failed,
        )

    def _on_failed(self, error: BaseException) -> None:
        from sif_desktop.ui import messages

        self.confirm.setEnabled(True)
        messages.report_failure(self, error)

    def _on_issued(self, issued: Any, chosen: Sequence[Any]) -> None:
        self.issued.emit(issued)
        self.steps.addWidget(self._after(issued, chosen))
        self.steps.setCurrentIndex(1)
        self.setAccessibleName(f"Version {issued.number} is issued")
        self.save.setFocus()

    # After ------------------------------------------------------------------------------------

    def _after(self, issued: Any, chosen: Sequence[Any]) -> QWidget:
        self.save = Button("Save both files", lambda: self._save(issued), look="primary")
        self.save.setDefault(True)
        self.open_folder = Button("Open the folder", self._open_folder, icon="folder")
        self.open_folder.setEnabled(False)
        self.said = quiet("")
        self.said.hide()
        parts: list[QWidget] = [
            Label(f"Version {issued.number} is issued", "title", wrap=True),
            quiet(f"{self._view.provider} · {self._view.title}"),
            section("What next"),
            Paragraph("The program sends nothing. Save the files and send them yourself."),
            _row(
                Button("Copy the recipient list", lambda: self._copy(chosen), icon="person"),
                self.open_folder,
                Button("Write a mail", lambda: self._mail(chosen), icon="mail"),
            ),
            self.said,
            section("Recipients"),
            Paragraph(recipient_list(chosen)),
        ]
        return _sheet(parts, [Button("Close", self.accept), self.save])

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()

    def _save(self, issued: Any) -> None:
        folder = self._folder(self)
        if not folder:
            return
        documents, uid = self._context.services.documents, self._view.uid

        def work() -> tuple[Path, Path]:
            version = next(v for v in documents.versions(uid) if v.uid == issued.version_uid)
            return documents.export_version(version, "school", Path(folder))

        self._context.jobs.run(self, work, self._on_saved)

    def _on_saved(self, paths: tuple[Path, Path]) -> None:
        self._saved = paths[0].parent
        self.open_folder.setEnabled(True)
        self._say(f"Saved {paths[0].name} and {paths[1].name} in {paths[0].parent}.")

    def _copy(self, chosen: Sequence[Any]) -> None:
        QGuiApplication.clipboard().setText(recipient_list(chosen))
        self._say("The recipient list is on the clipboard.")

    def _open_folder(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    def _mail(self, chosen: Sequence[Any]) -> None:
        QDesktopServices.openUrl(QUrl(mail_address(self._view, chosen)))
        self._say("A mail was opened in your mail program. Attach the saved files to it.")


def recipient_list(chosen: Sequence[Any]) -> str:
    """One line each: role, name if known, copy and route."""
    lines = []
    for who in chosen:
        name = f" ({who.name})" if who.name else ""
        mail = f", {who.email}" if who.email else ""
        copy, route = COPY_LABELS.get(who.copy, who.copy), ROUTES.get(who.route, "")
        lines.append(f"{who.label}{name}: {', '.join(p for p in (copy, route) if p)}{mail}")
    return "\n".join(lines)


def mail_address(view: Any, chosen: Sequence[Any]) -> str:
    """A mailto address with a subject and a covering line; nothing of the note is in it."""
    to = ",".join(quote(who.email, safe="@") for who in chosen if who.email)
    subject = quote(f"{view.title}, {view.provider}, {long_date(view.day)}")
    body = quote("Please find attached the note of the visit named above.\n")
    return f"mailto:{to}?subject={subject}&body={body}"


def _sheet(parts: Sequence[QWidget], buttons: Sequence[Button]) -> QWidget:
    """Parts under each other that scroll, and buttons that always show."""
    column = QWidget()
    column.setProperty("look", "column")
    inside = QVBoxLayout(column)
    inside.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
    inside.setSpacing(theme.GAP)
    for part in parts:
        if isinstance(part, Label) and part.property("look") == "section":
            inside.addSpacing(theme.GAP)
        inside.addWidget(part)
    inside.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(column)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    line = QHBoxLayout()
    line.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GROUP)
    line.setSpacing(theme.GAP)
    line.addStretch(1)
    for button in buttons:
        line.addWidget(button)
    sheet = QWidget()
    whole = QVBoxLayout(sheet)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(area, 1)
    whole.addLayout(line)
    return sheet


def _row(*widgets: QWidget) -> QWidget:
    from sif_desktop.ui.widgets.flow_layout import FlowLayout

    holder = QWidget()
    line = FlowLayout(holder)
    for widget in widgets:
        line.addWidget(widget)
    return holder


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(theme.MARGIN + theme.HALF, 0, 0, theme.HALF)
    line.addWidget(widget)
    return holder
