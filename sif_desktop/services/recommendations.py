"""Recommendations of every body, with what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import body, meeting, meeting_series, recommendation
from sif_desktop.services.meeting_rows import REPLIES, RecommendationLine

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

HEADINGS = ("Made on", "By", "Kind", "To", "Recommendation", "Reply", "Replied on", "In words")


class Recommendations:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(
        self, words: str = "", body_uid: str = "", *, waiting: bool = False
    ) -> tuple[RecommendationLine, ...]:
        """The newest first; only those nobody has replied to with `waiting`. One statement."""
        joined = (
            recommendation.join(meeting, meeting.c.uid == recommendation.c.meeting_uid)
            .join(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
            .outerjoin(body, body.c.uid == meeting_series.c.body_uid)
        )
        tables = (recommendation, meeting, meeting_series)
        where: list[Any] = [table.c.x_gone == 0 for table in tables]
        where += [unrestricted(table) for table in tables]
        if body_uid:
            where.append(meeting_series.c.body_uid == body_uid)
        if waiting:
            where.append(recommendation.c.state == "made")
        for word in words.split():
            texts = (recommendation.c.text, recommendation.c.addressee)
            where.append(texts[0].icontains(word, autoescape=True)
                         | texts[1].icontains(word, autoescape=True))  # fmt: skip
        about = (body.c.title.label("body"), body.c.code.label("body_code"))
        query = select(recommendation, *about).select_from(joined).where(*where)
        latest = (recommendation.c.made_on.desc(), recommendation.c.uid)
        with self._context.store.read() as connection:
            found = connection.execute(query.order_by(*latest)).mappings().all()
        kinds = {one.code: one.recommends for one in self._context.pack().bodies}
        return tuple(_line(row, kinds.get(row["body_code"] or "", {})) for row in found)

    def export(
        self, path: Path, rows: Iterable[RecommendationLine], *, replace: bool = False
    ) -> int:
        """The rows as CSV or Excel; returns how many. Raises as `export_table` does."""
        from sif_desktop.services.table_export import export_table

        lines = [
            (r.made_on, r.body, r.kind_label, r.addressee, r.text, REPLIES.get(r.state, r.state),
             r.replied_on, r.reply)
            for r in rows
        ]  # fmt: skip
        return export_table(path, HEADINGS, lines, title="Recommendations", replace=replace)


def _line(row: Any, kinds: Any) -> RecommendationLine:
    names = ("uid", "meeting_uid", "item_uid", "body", "kind", "addressee", "text", "made_on",
             "reply", "replied_on")  # fmt: skip
    kind = row["kind"] or ""
    return RecommendationLine(
        **{name: row[name] or "" for name in names},
        kind_label=kinds.get(kind, kind.replace("_", " ").capitalize()),
        state=row["state"] or "made",
    )
