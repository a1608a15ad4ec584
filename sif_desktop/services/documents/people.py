"""Who holds which role at a school, and who receives a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.models.tables.providers import role
from sif_desktop.services.documents.source import RecipientChoice

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.papers import LetterTo, Paper


def people_at(connection: Connection, provider_uid: str) -> list[Any]:
    """Everybody who holds or held a role there, the latest first: role, name, email, to_date."""
    columns = (role.c.role, role.c.name, role.c.email, role.c.to_date)
    query = select(*columns).where(role.c.provider_uid == provider_uid, role.c.x_gone == 0)
    return list(connection.execute(query.order_by(role.c.from_date.desc(), role.c.uid)))


def holder(people: Iterable[Any], code: str, label: str) -> tuple[str, str]:
    """Name and email of who holds a role now; empty where nobody is known to."""
    names = (code.casefold(), label.casefold(), code.replace("_", " ").casefold())
    for person in people:
        if not person.to_date and (person.role or "").casefold() in names:
            return person.name or "", person.email or ""
    return "", ""


def receivers(
    pack: Pack,
    paper: Paper,
    conditions: Mapping[str, str],
    people: Sequence[Any],
    to: LetterTo | None = None,
) -> tuple[RecipientChoice, ...]:
    """Who receives a document by the rulebook; whom a letter is for comes first."""
    emails = {office.code: office.email for office in pack.offices}
    chosen = []
    for who in pack.recipients(paper, conditions, to):
        name, email = holder(people, who.role, who.label)
        rule = "the app’s own" if who.app_default else who.source
        email = email or emails.get(who.role, "")
        chosen.append(RecipientChoice(who.role, who.label, who.copy, who.route, name, email, rule))
    return tuple(chosen)
