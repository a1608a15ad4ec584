"""What a person must never be shown of a record: codes, ISO dates, uids, JSON, names of columns."""

from __future__ import annotations

import re

from sqlalchemy import select

from sif_desktop.models.base import logged_columns, metadata
from sif_desktop.services.values.kinds import Kind, kind_of
from sif_desktop.services.values.names import name_of
from sif_desktop.services.values.saying import Saying

RAW = re.compile(r'\d{4}-\d\d-\d\d|\b[0-9a-f]{32}\b|[a-z]_[a-z]|^[{[]"|"[]}]$')
CODE = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*([_.-][a-z0-9]+)*")
OWN_WORDS = {  # files are called as they are
    "attachment.title",
    "document_version.file_name",
    "house_style.name",
    "provider.register_source",
    "role.source",
}
CODED = (Kind.CHOICE, Kind.CODE, Kind.PACK, Kind.TERM)


def unsaid(services, rows) -> list[str]:
    """Of these rows ({table: uids}): each field and name that is shown as it is stored."""
    context, found = services.context, []
    with context.store.read() as connection:
        saying = Saying(context, connection)
        for name, uids in rows.items():
            table = metadata.tables[name]
            query = select(table).where(table.c.uid.in_(list(uids)))
            for row in connection.execute(query).mappings():
                named = name_of(saying, name, row)
                if name != "attachment" and RAW.search(named):
                    found.append(f"a {name} is called {named}")
                found += [
                    f"{name}.{column.name}: {said}"
                    for column in logged_columns(table)
                    if column.info["kind"] != "owner"
                    for said in [saying.say(name, column.name, row[column.name], row)]
                    if raw(name, column.name, row[column.name], said)
                ]
    return found


def raw(table, column, value, said) -> bool:
    if f"{table}.{column}" in OWN_WORDS:
        return False
    coded = kind_of(table, column) in CODED and CODE.fullmatch(str(value)) and said == value
    return bool(coded or RAW.search(said))
