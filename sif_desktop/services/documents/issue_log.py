"""The issue log: who received which copy of which version, by which route, and when.

The program sends nothing, so a line says "sent" only once the officer has said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.copies import copy_label, route_label
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.sentences import clean_line
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.documents.issue import Frozen, Printed, freeze, read_versions
from sif_desktop.services.files import save_new

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context

KIND = "issue_log"
HEADINGS = (
    *("School", "Document", "Version", "Issued on", "Issued by", "Received by", "Name"),
    *("Copy", "Route", "Sent on", "Note"),
)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One recipient of one version; days ISO, `sent_on` "" until marked as sent."""

    uid: str
    version_uid: str
    document_uid: str
    provider_uid: str
    provider: str
    title: str
    number: int
    issued_on: str
    issued_by: str
    role: str
    name: str
    copy: str
    route: str
    sent_on: str
    note: str

    def cells(self) -> tuple[str | int, ...]:
        """In the order of HEADINGS, in words."""
        return (
            *(self.provider, self.title, self.number, self.issued_on, self.issued_by),
            *(self.role, self.name, copy_label(self.copy), route_label(self.route)),
            *(self.sent_on, self.note),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who received a version and is in no rule; `sent_on` ISO or ""."""

    role: str
    name: str = ""
    copy: str = "school"
    route: str = ""
    sent_on: str = ""
    note: str = ""


class IssueLog:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def lines(
        self,
        provider_uid: str = "",
        since: date | None = None,
        until: date | None = None,
        version_uid: str = "",
    ) -> tuple[LogLine, ...]:
        """Of a school or of all, issued between two days (both included), newest first."""
        with self._context.store.read() as connection:
            found = _lines(connection, provider_uid)
        return tuple(
            line
            for line in found
            if (not version_uid or line.version_uid == version_uid)
            and (since is None or line.issued_on >= since.isoformat())
            and (until is None or line.issued_on <= until.isoformat())
        )

    # -- writing -----------------------------------------------------------------------------

    def mark_sent(self, uids: Sequence[str], day: date) -> Changes:
        """These lines were sent on `day`. Raises Problem for a day that is still to come."""
        self._refuse_later(day.isoformat())
        return self._write(uids, "Marked as sent", sent_on=day.isoformat())

    def change(self, uid: str, *, route: str, sent_on: str, note: str = "") -> Changes:
        """Put right by which route and when somebody received it; `sent_on` ISO or ""."""
        self._refuse_later(sent_on)
        fields = {"route": route, "sent_on": sent_on, "note": clean_line(note)}
        return self._write([uid], "Changed the issue log", **fields)

    def add(self, version_uid: str, told: Told) -> Changes:
        """Somebody received it who stands in no rule. Raises Problem without a role."""
        if not told.role.strip():
            raise Problem("It does not say who received it.", "Give a role, such as “Diocese”.")
        self._refuse_later(told.sent_on)
        label = f"Added to the issue log: {clean_line(told.role)}"
        with self._context.store.action(label) as act:
            row = act.rows({version_uid: "document_version"})[version_uid]
            act.create(
                tables.recipient,
                row["x_part"],
                version_uid=version_uid,
                role=clean_line(told.role),
                name=clean_line(told.name),
                copy=told.copy,
                route=told.route,
                sent_on=told.sent_on,
                note=clean_line(told.note),
            )
        return act.changes

    def _write(self, uids: Sequence[str], label: str, **fields: Any) -> Changes:
        with self._context.store.action(label) as act:
            for uid in uids:
                act.update(tables.recipient, uid, **fields)
        return act.changes

    def _refuse_later(self, day: str) -> None:
        if day and day > self._context.today().isoformat():
            raise Problem("This day is still to come.", "Mark it as sent once it has been sent.")

    # -- handing on --------------------------------------------------------------------------

    def export(self, path: Path, lines: Sequence[LogLine], *, replace: bool = False) -> int:
        """The lines as CSV or Excel; returns how many. Raises as `export_table` does."""
        from sif_desktop.services.table_export import export_table

        rows = [line.cells() for line in lines]
        return export_table(path, HEADINGS, rows, title="Issue log", replace=replace)

    def document(self, lines: Sequence[LogLine], about: str) -> Frozen:
        """The lines as an accessible document in Word and PDF; `about` says of what and when.

        Raises Problem where there are none.
        """
        from sif_desktop.reports.builders.issue_log import IssueLogFacts, LoggedLine

        if not lines:
            raise Problem("Nothing was issued then, so there is no log to make.")
        facts = IssueLogFacts(
            about=about,
            organisation=self._context.authority().name,
            author=self._context.me().name,
            day=self._context.today(),
            lines=tuple(
                LoggedLine(
                    line.provider,
                    line.title,
                    line.number,
                    line.issued_on,
                    line.role,
                    line.name,
                    copy_label(line.copy),
                    route_label(line.route),
                    line.sent_on,
                    line.note,
                )
                for line in lines
            ),
        )
        return freeze(Printed(KIND, facts, self._context.look()))

    def save_document(
        self, lines: Sequence[LogLine], about: str, folder: Path
    ) -> tuple[Path, Path]:
        """Save it in Word and PDF; never over a file that says otherwise."""
        from sif_desktop.services.documents.issue import safe_name

        made = self.document(lines, about)
        name = safe_name("{date} Issue log {about}", {"date": self._day(), "about": about})
        return save_new(folder, name, ".docx", made.docx), save_new(folder, name, ".pdf", made.pdf)

    def _day(self) -> str:
        return self._context.today().isoformat()


def _lines(connection: Connection, provider_uid: str) -> list[LogLine]:
    table = tables.document
    joined = table.outerjoin(provider, provider.c.uid == table.c.provider_uid)
    query = (
        select(table.c.uid, table.c.title, table.c.provider_uid, provider.c.name)
        .select_from(joined)
        .where(table.c.x_gone == 0)
    )
    if provider_uid:
        query = query.where(table.c.provider_uid == provider_uid)
    documents = {row.uid: row for row in connection.execute(query)}
    found = []
    for uid, versions in read_versions(connection, list(documents)).items():
        about = documents[uid]
        for version in versions:
            for who in version.recipients:
                found.append(
                    LogLine(
                        *(who.uid, version.uid, uid, about.provider_uid or "", about.name or ""),
                        *(about.title, version.number, version.issued_on, version.issued_by),
                        *(who.role, who.name, who.copy, who.route, who.sent_on, who.note),
                    )
                )
    return sorted(found, key=lambda line: (line.issued_on, line.title, line.number), reverse=True)
