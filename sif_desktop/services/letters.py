"""Letters: those the rulebook offers for a school, begun; then documents like any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.form_values import validate
from sif_desktop.domain.letter import LETTER_KINDS
from sif_desktop.frameworks.pack import fill
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.category_letters import told_by
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.due import PACK, PACK_VERSION
from sif_desktop.services.documents.letter_source import ABOUT, TO, gather
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.documents.views import DRAFTING, Started
from sif_desktop.services.typed import clean
from sif_desktop.services.visit_facts import facts_today, school_row

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A letter that may be written to somebody about a school; `source` is its paragraph."""

    letter: str
    to: str
    kind: str  # in words
    title: str
    addressee: str
    purpose: str
    source: str


class LetterService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def offers(self, provider_uid: str) -> tuple[LetterOffer, ...]:
        """The rulebook's letters for this school, in its order: once for each it may go to."""
        pack = self._context.pack()
        with self._context.store.read() as connection:
            row = school_row(connection, provider_uid)
            conditions = facts_today(connection, pack, row, self._context.today())
        named = {"provider": row["name"], "urn": row["urn"]}
        return tuple(
            LetterOffer(
                letter.id,
                to.code,
                LETTER_KINDS[letter.kind],
                fill(letter.title, named),
                to.label,
                letter.purpose,
                letter.source or "the app’s own",
            )
            for letter in pack.letters
            if not letter.retired
            for to in letter.offered_to(conditions)
        )

    def begin(
        self,
        provider_uid: str,
        letter_id: str,
        to: str = "",
        *,
        about: str = "",
        texts: Mapping[str, str] = MappingProxyType({}),
    ) -> Started:
        """The draft of a letter; without `to`, to the first it may go to. `about` is the record it
        tells of, by itself the decision that waits where the letter tells a category; `texts` fill
        in those of its fields that the letter has and that may hold them.

        Raises Problem if the rulebook does not offer it for this school.
        """
        pack = self._context.pack()
        letter = pack.letter(letter_id)
        uid = new_uid()
        with self._context.store.read() as connection:
            row = school_row(connection, provider_uid)
            conditions = facts_today(connection, pack, row, self._context.today())
            offered = letter.offered_to(conditions)
            chosen = next((way for way in offered if to in ("", way.code)), None)
            if chosen is None:
                raise Problem(
                    f"The rulebook does not offer this letter for {row['name']}.",
                    "Choose another letter from the list.",
                )
            own = {wanted.code: wanted.item for wanted in letter.text.fields}
            about = about or told_by(connection, pack, provider_uid, conditions, letter.id)
            filled = {TO: chosen.code, PACK: pack.id, PACK_VERSION: pack.version, ABOUT: about}
            fit = (code for code in texts if code in own and not validate(own[code], texts[code]))
            filled |= {code: clean(texts[code]) for code in fit}
            filled = {code: words for code, words in filled.items() if words}
            school = {"provider_uid": provider_uid}
            source = gather(connection, self._context, pack, letter, school, filled)
        fields = {
            "provider_uid": provider_uid,
            "kind": letter.kind,
            "layout": letter.id,
            "title": DocumentReader.title(source),
            "state": DRAFTING,
            "body": kept_body(source.compose()),
            "fields": filled,
        }
        label = f"Began a letter: {fields['title']}, {source.provider}"
        with self._context.store.action(label, place=f"document:{uid}") as act:
            act.create(tables.document, provider_uid, uid, **fields)
        return Started(uid, act.changes)
