"""The phrase bank: the officer's own phrases, and the rulebook's beginnings of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain import phrases
from sif_desktop.domain.phrases import Phrase
from sif_desktop.models.changes import PRIVATE, Changes
from sif_desktop.models.tables import people
from sif_desktop.models.tables.visits import visit

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


class PhraseService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def own(self) -> tuple[Phrase, ...]:
        """The officer's phrases, by their words."""
        table = people.phrase
        query = select(table).where(table.c.x_gone == 0)
        with self._context.store.read() as connection:
            rows = connection.execute(query).mappings().all()
        found = (
            Phrase(row["text"] or "", row["shortcut"] or "", row["section"] or "", row["uid"])
            for row in rows
        )
        return tuple(sorted(found, key=lambda phrase: phrase.text.casefold()))

    def for_visit(self, visit_uid: str = "") -> tuple[Phrase, ...]:
        """The officer's own, and those of the visit's rulebook by the area of its form."""
        return (*self.own(), *(self._starters(visit_uid) if visit_uid else ()))

    def save(self, text: str, shortcut: str = "", section: str = "", uid: str = "") -> Changes:
        """Keep a phrase; with `uid`, in place of what that one was.

        Raises Problem without words, or if the shortcut is taken.
        """
        others = (phrase for phrase in self.own() if phrase.uid != uid)
        words, sign = phrases.checked(text, shortcut, others)
        fields = {"text": words, "shortcut": sign, "section": section}
        with self._context.store.action("Changed a phrase" if uid else "Added a phrase") as act:
            if uid:
                act.update(people.phrase, uid, **fields)
            else:
                act.create(people.phrase, PRIVATE, **fields)
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a phrase") as act:
            act.delete(people.phrase, uid)
        return act.changes

    def _starters(self, visit_uid: str) -> Iterator[Phrase]:
        columns = (visit.c.pack, visit.c.pack_version, visit.c.visit_type)
        with self._context.store.read() as connection:
            row = connection.execute(select(*columns).where(visit.c.uid == visit_uid)).first()
        if row is None:
            return
        pack = self._context.registry.get(row.pack, row.pack_version)
        for section in pack.visit_form(row.visit_type).sections:
            for text in pack.starters(row.visit_type, section.id):
                yield Phrase(text, section=section.id)
