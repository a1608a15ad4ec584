"""The log of contacts: who asked for what, by when it is to be answered, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, or_, select

from sif_desktop.domain.answering import answer_by
from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables.cases import contact
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

ROUTES = ("Telephone", "Email", "In person", "Letter", "Online meeting")


@dataclass(frozen=True, slots=True)
class ContactFields:
    """`at` is ISO; `answer_by` ISO, or empty for what the rulebook says."""

    about: str
    at: str
    route: str = ""
    with_whom: str = ""
    answer_by: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as listed; `overdue` as of today."""

    uid: str
    provider_uid: str
    provider: str
    at: str
    route: str
    with_whom: str
    about: str
    answer_by: str
    answered_on: str
    answered_by: str
    answer: str
    overdue: bool = False

    @property
    def fields(self) -> ContactFields:
        """What a form begins with."""
        return ContactFields(self.about, self.at, self.route, self.with_whom, self.answer_by)


class ContactService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(self, provider_uid: str = "", *, answered: bool = False) -> tuple[ContactRow, ...]:
        """Those that wait for an answer, the most pressing first; with `answered` all of them."""
        joined = contact.join(provider, provider.c.uid == contact.c.provider_uid)
        where: list[Any] = [contact.c.x_gone == 0, provider.c.x_gone == 0]
        if provider_uid:
            where.append(contact.c.provider_uid == provider_uid)
        if not answered:
            where.append(or_(contact.c.answered_on.is_(None), contact.c.answered_on == ""))
        query = select(contact, provider.c.name.label("provider")).select_from(joined)
        order = (contact.c.answer_by.is_(None), contact.c.answer_by, contact.c.at, contact.c.uid)
        with self._context.store.read() as connection:
            found = connection.execute(query.where(*where).order_by(*order)).mappings().all()
        today = self._context.today().isoformat()
        return tuple(_row(row, today) for row in found)

    def due(self, at: date) -> str:
        """By when the rulebook wants an answer to what came on that day; "" if it says nothing."""
        within = self._context.pack().concerns.contact_answer
        return answer_by(within, at).isoformat() if within else ""

    def add(self, provider_uid: str, given: ContactFields) -> Added:
        """Raises Problem if it does not say which school, what about or when."""
        if not provider_uid:
            raise Problem("The contact does not say which school it is with.", "Choose a school.")
        with self._context.store.action("Logged a contact") as act:
            uid = act.create(
                contact, provider_uid, provider_uid=provider_uid, **self._checked(given)
            )
        return Added(uid, act.changes)

    def edit(self, uid: str, given: ContactFields) -> Changes:
        with self._context.store.action("Changed a contact") as act:
            act.update(contact, uid, **self._checked(given))
        return act.changes

    def answer(self, uid: str, words: str = "", on: date | None = None) -> Changes:
        """Answered on that day (today) by the officer."""
        day = (on or self._context.today()).isoformat()
        with self._context.store.action("Answered a contact") as act:
            me = self._context.me().name
            act.update(contact, uid, answered_on=day, answered_by=me, answer=words.strip())
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a contact") as act:
            act.delete(contact, uid)
        return act.changes

    def _checked(self, given: ContactFields) -> dict[str, str]:
        at = day_of(given.at, "The day of the contact", needed=True)
        return {
            "about": words_of(given.about, "The log does not say what the contact is about."),
            "at": at,
            "route": given.route.strip(),
            "with_whom": given.with_whom.strip(),
            "answer_by": day_of(given.answer_by) or self.due(date.fromisoformat(at)),
        }


def _row(row: RowMapping, today: str) -> ContactRow:
    plain = {part.name: row[part.name] or "" for part in fields(ContactRow) if part.name in row}
    late = not plain["answered_on"] and bool(plain["answer_by"]) and plain["answer_by"] < today
    return ContactRow(**plain, overdue=late)
