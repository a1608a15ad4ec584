"""Evidence for the inspection of the authority itself: records marked with the rulebook's aspects.

A restricted record cannot be marked, and a mark on a record that was restricted or deleted since
is not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Table, select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.sentences import clean_line
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM, Changes, batched
from sif_desktop.models.restricted import is_restricted, unrestricted
from sif_desktop.models.tables.meetings import aspect_mark
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_text import day_of
from sif_desktop.services.files import save_new
from sif_desktop.services.report_parts.meetings import kind_title
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.domain.monitoring import Aspect
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context
    from sif_desktop.services.documents.issue import Frozen

HEADINGS = ("Aspect", "Date", "School", "Kind of record", "Record", "Note", "Paragraph")
KIND = "evidence_by_aspect"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record that may be marked: its word, the columns of its name and day, its page."""

    words: str
    title: str
    day: str
    page: str


_KINDS: Mapping[str, _Kind] = {
    "visit": _Kind("Visit", "visit_type", "visit_date", "visit"),
    "document": _Kind("Document", "title", "", "composer"),
    "case_file": _Kind("Case", "title", "opened_on", "case"),
    "plan": _Kind("Plan", "title", "from_date", "plan"),
    "meeting": _Kind("Meeting", "kind", "day", "meeting"),
    "support": _Kind("Support", "title", "from_date", "cases"),
    "step": _Kind("Step", "code", "day", "case"),
}


@dataclass(frozen=True, slots=True)
class AspectRow:
    """A mark with the record it is on; `day` ISO. `page` and `params` open the record."""

    uid: str
    aspect: str
    label: str
    paragraph: str
    table: str
    kind: str
    row_uid: str
    provider_uid: str
    provider: str
    title: str
    day: str
    note: str
    page: str
    params: Mapping[str, str]


class AspectService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def aspects(self) -> tuple[Aspect, ...]:
        """The rulebook's, in its order; none where it names none."""
        return self._context.pack().monitoring.aspects

    # -- writing -----------------------------------------------------------------------------

    def mark(
        self,
        tbl: str,
        row_uid: str,
        provider_uid: str,
        aspect: str,
        day: str = "",
        note: str = "",
    ) -> Added:
        """The record is evidence for this aspect, of `day` or the record's own; marking it again
        changes day and note. Raises Problem for a restricted record or an unknown aspect."""
        known = {one.code: one.label for one in self.aspects()}
        if aspect not in known:
            raise Problem("The rulebook has no such aspect.", "Choose one from the list.")
        if tbl not in _KINDS:
            raise Problem("A record of this kind is no evidence by aspect.", "Mark another.")
        given = day_of(day)
        with self._context.store.action(f"Marked as evidence: {known[aspect]}") as act:
            record = act.rows({row_uid: tbl}).get(row_uid)
            if record is None or record["x_gone"]:
                raise Problem("This record has been deleted.", "Undo brings it back.")
            if _hidden(act.connection, tbl, record):
                raise Problem(
                    "This record is restricted and cannot be evidence that others read.",
                    "Mark a record that may be shown.",
                )
            own = str(record[_KINDS[tbl].day] or "")[:10] if _KINDS[tbl].day else ""
            uid = act.put(
                aspect_mark, provider_uid or TEAM, (tbl, row_uid, aspect),
                provider_uid=provider_uid or None, tbl=tbl, row_uid=row_uid, aspect=aspect,
                day=given or own or self._context.today().isoformat(), note=clean_line(note),
            )  # fmt: skip
        return Added(uid, act.changes)

    def unmark(self, uid: str) -> Changes:
        with self._context.store.action("Took a mark as evidence off") as act:
            act.delete(aspect_mark, uid)
        return act.changes

    # -- reading -----------------------------------------------------------------------------

    def rows(
        self, aspect: str = "", since: str = "", until: str = "", row_uid: str = ""
    ) -> tuple[AspectRow, ...]:
        """Marks by aspect in the rulebook's order, then by day; of one aspect, between two days
        (both included), or of one record. As many statements as there are kinds of record."""
        where: list[Any] = [aspect_mark.c.x_gone == 0]
        for column, value in ((aspect_mark.c.aspect, aspect), (aspect_mark.c.row_uid, row_uid)):
            if value:
                where.append(column == value)
        if since:
            where.append(aspect_mark.c.day >= since)
        if until:
            where.append(aspect_mark.c.day <= until)
        joined = aspect_mark.outerjoin(provider, provider.c.uid == aspect_mark.c.provider_uid)
        query = select(aspect_mark, provider.c.name.label("provider")).select_from(joined)
        query = query.where(*where).order_by(aspect_mark.c.day, aspect_mark.c.uid)
        pack = self._context.pack()
        with self._context.store.read() as connection:
            marks = connection.execute(query).mappings().all()
            records = _records(connection, marks)
        order = {one.code: place for place, one in enumerate(pack.monitoring.aspects)}
        found = [
            _row(pack, one, records[one["row_uid"]]) for one in marks if one["row_uid"] in records
        ]
        return tuple(sorted(found, key=lambda row: (order.get(row.aspect, 99), row.day)))

    # -- handing on --------------------------------------------------------------------------

    def export(self, path: Path, rows: Iterable[AspectRow], *, replace: bool = False) -> int:
        """The rows as a workbook or CSV; returns how many. Raises as `export_table` does."""
        from sif_desktop.services.table_export import export_table

        lines = [(r.label, r.day, r.provider, r.kind, r.title, r.note, r.paragraph) for r in rows]
        return export_table(path, HEADINGS, lines, title="Evidence by aspect", replace=replace)

    def document(self, rows: Sequence[AspectRow], period: str) -> Frozen:
        """The rows as an accessible list in Word and PDF; `period` in words. Raises Problem where
        there are none."""
        from sif_desktop.reports.builders.evidence_by_aspect import AspectFacts, AspectLine
        from sif_desktop.services.documents.issue import Printed, freeze

        if not rows:
            raise Problem("Nothing is marked as evidence then, so there is no list to make.")
        facts = AspectFacts(
            period=period,
            organisation=self._context.authority().name,
            author=self._context.me().name,
            day=self._context.today(),
            lines=tuple(
                AspectLine(r.label, r.day, r.provider or "All schools", r.kind, r.title, r.note)
                for r in rows
            ),
        )
        return freeze(Printed(KIND, facts, self._context.look()))

    def save_document(
        self, rows: Sequence[AspectRow], period: str, folder: Path
    ) -> tuple[Path, Path]:
        """Save it in Word and PDF; never over a file that says otherwise."""
        from sif_desktop.services.documents.issue import safe_name

        made, day = self.document(rows, period), self._context.today().isoformat()
        name = safe_name("{date} Evidence by aspect {period}", {"date": day, "period": period})
        return save_new(folder, name, ".docx", made.docx), save_new(folder, name, ".pdf", made.pdf)


def _hidden(connection: Connection, tbl: str, record: Mapping[str, Any]) -> bool:
    """Whether the record, or what it belongs to, is for the officer alone."""
    if is_restricted(record["x_part"]):
        return True
    owned = {"document": ("visit", "visit_uid"), "meeting": ("meeting_series", "series_uid")}
    if tbl not in owned:
        return False
    name, column = owned[tbl]
    above = metadata.tables[name]
    query = select(above.c.x_part).where(above.c.uid == (record[column] or ""))
    part = connection.execute(query).scalar()
    return part is not None and is_restricted(part)


def _records(connection: Connection, marks: Sequence[RowMapping]) -> dict[str, RowMapping]:
    """The marked records that are there and may be shown, by uid."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for one in marks:
        wanted[one["tbl"]].append(one["row_uid"])
    found: dict[str, RowMapping] = {}
    for name, uids in wanted.items():
        table: Table = metadata.tables[name]
        for some in batched(uids, 500):
            live = (table.c.uid.in_(some), table.c.x_gone == 0, unrestricted(table))
            for row in connection.execute(select(table).where(*live)).mappings():
                found[row["uid"]] = row
    return found


def _row(pack: Pack, mark: RowMapping, record: RowMapping) -> AspectRow:
    kind = _KINDS[mark["tbl"]]
    aspect = next((one for one in pack.monitoring.aspects if one.code == mark["aspect"]), None)
    params = {"uid": record["case_uid"] if mark["tbl"] == "step" else record["uid"]}
    if mark["tbl"] == "support":
        params["list"] = "support"
    names = ("uid", "aspect", "row_uid", "provider_uid", "provider", "day", "note")
    return AspectRow(
        **{name: mark[name] or "" for name in names},
        label=aspect.label if aspect else mark["aspect"].replace("_", " ").capitalize(),
        paragraph=aspect.paragraph if aspect else "",
        table=mark["tbl"],
        kind=kind.words,
        title=_title(pack, mark["tbl"], str(record[kind.title] or ""), mark["day"] or ""),
        page=kind.page,
        params=params,
    )


def _title(pack: Pack, tbl: str, said: str, day: str) -> str:
    if tbl == "meeting":
        return f"{kind_title(pack, said)}, {long_date(day)}"
    if tbl in ("visit", "step"):
        words = pack.event_kinds().get(said, said.replace("_", " ").capitalize())
        return f"{words}, {long_date(day)}"
    return said or "Without a title"
