"""Issuing a document: who receives which copy how, what each leaves out; then what to do next.

The one step that cannot be undone, so everything is shown before, and the button says it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.copies import ON_FILE, copy_label, route_label
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.read_pdf import ReadDialog
from sif_desktop.ui.dialogs.sheet import column, flow, set_up, sheet
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.copies_panel import CopiesPanel
from sif_desktop.ui.widgets.recipient_rows import RecipientRows
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet, section

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
    """`issued` is emitted once the version is frozen, `logged` with what was marked as sent."""

    issued = Signal(object)  # services' Issued
    logged = Signal(object)  # Changes

    def __init__(
        self,
        context: AppContext,
        view: Any,
        plan: Any,
        parent: QWidget,
        folder: ChooseFolder = choose_folder,
    ) -> None:
        super().__init__(parent)
        self._context, self._view, self._plan, self._folder = context, view, plan, folder
        self._saved: Path | None = None
        self.reader: ReadDialog | None = None
        title = f"Issue version {plan.number}"
        set_up(self, title, 640, 660)
        self.recipients = RecipientRows(plan.recipients)
        self.copies = CopiesPanel(plan.left_out, plan.file_name)
        self.steps = QStackedWidget()
        self.steps.addWidget(self._before(title))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps)
        self.recipients.changed.connect(self._on_recipients)
        self.copies.asked.connect(self._read)
        self._on_recipients()
        self.confirm.setFocus()

    # Before -----------------------------------------------------------------------------------

    def _before(self, title: str) -> QWidget:
        self.confirm = Button(title, self._issue, look="primary")
        self.confirm.setDefault(True)
        words = (
            "Issuing freezes this version as it stands, in every copy. It cannot be undone: a "
            "correction is another version, and this one stays readable."
        )
        parts: list[QWidget] = [
            Label(title, "title", wrap=True),
            quiet(f"{self._view.provider} · {self._view.title}"),
            Paragraph(words),
            *self._open_points(),
            section("Who receives it"),
            self.recipients
            if self._plan.recipients
            else quiet("The rulebook names nobody for this kind of school."),
            section("The copies, and what each leaves out"),
            self.copies,
            section("What stays out of every copy"),
            Paragraph(self._left_out()),
        ]
        if self._plan.dispose_after:
            parts.append(caption(f"Kept until {long_date(self._plan.dispose_after)}."))
        return sheet(column(parts), [Button("Cancel", self.reject), self.confirm])

    def _left_out(self) -> str:
        lines = withheld_lines(self._plan.withheld)
        if not lines:
            return "Nothing private was recorded."
        return f"{'; '.join(lines)}. These stay in the caseload; people are told by role."

    def _open_points(self) -> list[QWidget]:
        points = self._plan.unanswered
        if not points:
            return []
        count = "1 point is" if len(points) == 1 else f"{len(points)} points are"
        shown = "\n".join(f"• {finding.message}" for finding in points[:6])
        more = f"\n… and {len(points) - 6} more" if len(points) > 6 else ""
        return [section(f"{count} open"), Paragraph(shown + more)]

    def _on_recipients(self) -> None:
        chosen = self.recipients.chosen()
        self.confirm.setEnabled(bool(chosen))
        self.copies.show_received({who.copy for who in chosen})

    def _read(self, copy: str) -> None:
        """Show a copy as it would go to those ticked."""
        uid, chosen = self._view.uid, self.recipients.chosen()
        documents = self._context.services.documents
        self.reader = ReadDialog(
            self._context,
            self,
            copy_label(copy),
            lambda: documents.preview_pdf(uid, copy, chosen),
        )
        self.reader.open()

    def _issue(self) -> None:
        self.confirm.setEnabled(False)
        uid, chosen = self._view.uid, self.recipients.chosen()
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
        self.save = Button("Save the files", lambda: self._save(issued), look="primary")
        self.save.setDefault(True)
        self.open_folder = Button("Open the folder", self._open_folder, icon="folder")
        self.open_folder.setEnabled(False)
        self.sent = Button("Mark as sent today", lambda: self._mark_sent(issued), icon="check")
        self.sent.setVisible(any(who.route != ON_FILE for who in chosen))
        self.said = quiet("")
        self.said.hide()
        parts: list[QWidget] = [
            Label(f"Version {issued.number} is issued", "title", wrap=True),
            quiet(f"{self._view.provider} · {self._view.title}"),
            section("What next"),
            Paragraph(
                "The program sends nothing. Save the files, send them yourself, then mark them as "
                "sent: the issue log keeps who received which copy, how and when."
            ),
            flow(
                Button("Copy the recipient list", lambda: self._copy(chosen), icon="person"),
                self.open_folder,
                Button("Write a mail", lambda: self._mail(chosen), icon="mail"),
                self.sent,
            ),
            self.said,
            section("Recipients"),
            Paragraph(recipient_list(chosen)),
        ]
        return sheet(column(parts), [Button("Close", self.accept), self.save])

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()

    def _save(self, issued: Any) -> None:
        folder = self._folder(self)
        if not folder:
            return
        documents, uid = self._context.services.documents, self._view.uid

        def work() -> tuple[Path, ...]:
            version = next(v for v in documents.versions(uid) if v.uid == issued.version_uid)
            paths: tuple[Path, ...] = documents.export_received(version, Path(folder))
            return paths

        self._context.jobs.run(self, work, self._on_saved)

    def _on_saved(self, paths: tuple[Path, ...]) -> None:
        self._saved = paths[0].parent
        self.open_folder.setEnabled(True)
        self._say(f"Saved in {self._saved}: {', '.join(path.name for path in paths)}.")

    def _mark_sent(self, issued: Any) -> None:
        log, today = self._context.services.issue_log, self._context.today()

        def work() -> Any:
            lines = log.lines(version_uid=issued.version_uid)
            return log.mark_sent([line.uid for line in lines if not line.sent_on], today)

        self._context.jobs.run(self, work, self._on_sent)

    def _on_sent(self, changes: Any) -> None:
        self.logged.emit(changes)
        self.sent.setEnabled(False)
        self._say(f"Marked as sent on {long_date(self._context.today().isoformat())}.")

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
        how = ", ".join(part for part in (copy_label(who.copy), route_label(who.route)) if part)
        lines.append(f"{who.label}{name}: {how}{mail}")
    return "\n".join(lines)


def mail_address(view: Any, chosen: Sequence[Any]) -> str:
    """A mailto address with a subject and a covering line; nothing of the document is in it."""
    to = ",".join(quote(who.email, safe="@") for who in chosen if who.email)
    subject = quote(f"{view.title}, {view.provider}, {long_date(view.day)}")
    body = quote(f"Please find attached: {view.title}.\n")
    return f"mailto:{to}?subject={subject}&body={body}"
