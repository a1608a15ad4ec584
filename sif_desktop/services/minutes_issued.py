"""Which meetings' minutes have been issued: their first issue, whatever was corrected since."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from sif_desktop.models.tables.documents import document, version

MINUTES, MEETING = "minutes", "_meeting"  # kind of document; the field that names its meeting


def issued_minutes(connection: Connection, meetings: Collection[str]) -> dict[str, str]:
    """{meeting uid: ISO day on which its minutes were first issued}; one statement."""
    joined = document.join(version, version.c.document_uid == document.c.uid)
    where = (
        document.c.kind == MINUTES, document.c.x_gone == 0,
        version.c.x_gone == 0, version.c.number == 1,
    )  # fmt: skip
    query = select(document.c.fields, version.c.issued_at).select_from(joined).where(*where)
    wanted, found = set(meetings), {}
    for row in connection.execute(query):
        uid = json.loads(row.fields or "{}").get(MEETING, "")
        if uid in wanted and row.issued_at:
            found[uid] = datetime.fromisoformat(row.issued_at).astimezone().date().isoformat()
    return found
