"""The spelling check: the dictionary, what the officer taught it, and names known at the school."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from sif_desktop.domain import spelling
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.spelling import Span
from sif_desktop.models.changes import PRIVATE, Changes
from sif_desktop.models.tables import people
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import companion, meeting_person
from sif_desktop.services.dictionary import Dictionary, dictionary
from sif_desktop.services.documents.reader import DocumentReader

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

_OF_SCHOOL = (
    *("name", "la_name", "street", "locality", "address3", "town", "county", "diocese"),
    *("trust_name", "federation_name", "head_first", "head_last", "attached_officer"),
)


@dataclass(frozen=True, slots=True)
class LearnedWord:
    uid: str
    word: str


class Speller:
    """Checks texts of one document; a word once looked up is remembered. May be used from any
    thread."""

    def __init__(self, book: Dictionary, names: frozenset[str]) -> None:
        self._book, self._names = book, names
        self._known: dict[str, bool] = {"": False}
        self._checked: dict[str, tuple[Span, ...]] = {}

    def knows(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = word.casefold() in self._names or self._book.has(word)
        return self._known[word]

    def faults(self, text: str) -> tuple[Span, ...]:
        """The words of a text that are not known, in order."""
        if text not in self._checked:
            if len(self._checked) > 5000:
                self._checked.clear()
            self._checked[text] = spelling.faults(text, self.knows)
        return self._checked[text]

    def suggest(self, word: str) -> tuple[str, ...]:
        """Words that may be meant, the likeliest first; apostrophes as they are printed."""
        return tuple(near.replace("'", "’") for near in self._book.near(spelling.bare(word)))


class SpellingService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def speller(self, document_uid: str) -> Speller:
        """For one document: knows the names at its school and the words of its rulebook.

        Loads the dictionary the first time. Raises Problem if the document is gone.
        """
        reader, book = DocumentReader(self._context), dictionary()
        with self._context.store.read() as connection:
            loaded = reader.load(connection, document_uid)
            names = [*_names(connection, loaded.row), *(found.word for found in self.learned())]
        known = spelling.name_words(names) | _words_of_pack(loaded.source.pack)
        return Speller(book, known)

    def learned(self) -> tuple[LearnedWord, ...]:
        """What was taught, by the alphabet."""
        table = people.learned_word
        query = select(table.c.uid, table.c.word).where(table.c.x_gone == 0)
        with self._context.store.read() as connection:
            rows = connection.execute(query).all()
        found = (LearnedWord(row.uid, row.word or "") for row in rows)
        return tuple(sorted(found, key=lambda word: word.word.casefold()))

    def learn(self, word: str) -> Changes:
        """Raises Problem if it is no single word, or known already."""
        words = spelling.name_words([word])
        if len(words) != 1 or len(word.split()) != 1:
            raise Problem(f"“{word}” cannot be learned.", "Learn one word at a time.")
        if any(found.word.casefold() in words for found in self.learned()):
            raise Problem(f"“{word}” has been learned already.")
        with self._context.store.action(f"Learned the word {word}") as act:
            act.create(people.learned_word, PRIVATE, word=spelling.bare(word))
        return act.changes

    def unlearn(self, uid: str) -> Changes:
        with self._context.store.action("Unlearned a word") as act:
            act.delete(people.learned_word, uid)
        return act.changes


def _names(connection: Connection, row: Mapping[str, Any]) -> Iterator[str]:
    """Names of the school and of people known there, of officers and of the authority."""
    school, visit = row["provider_uid"], row["visit_uid"]
    yield from _values(connection, provider, provider.c.uid == school, *_OF_SCHOOL)
    yield from _values(connection, role, role.c.provider_uid == school, "name")
    for table in (meeting_person, companion):
        yield from _values(connection, table, table.c.visit_uid == visit, "name")
    yield from _values(connection, people.officer, people.officer.c.x_gone == 0, "name")
    yield from _values(
        connection, people.authority, people.authority.c.x_gone == 0, "name", "service"
    )


def _values(connection: Connection, table: Table, where: Any, *names: str) -> Iterator[str]:
    columns = (table.c[name] for name in names)
    query = select(*columns).where(where, table.c.x_gone == 0)
    for row in connection.execute(query):
        yield from filter(None, row)


@lru_cache(maxsize=4)
def _pack_words(pack: _ById) -> frozenset[str]:
    return spelling.name_words(_texts(pack.pack))


@dataclass(frozen=True, slots=True)
class _ById:
    """A rulebook as a key: its words are gathered once for each version."""

    pack: Pack

    def __hash__(self) -> int:
        return hash((self.pack.id, self.pack.version))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and hash(self) == hash(other)


def _words_of_pack(pack: Pack) -> frozenset[str]:
    return _pack_words(_ById(pack))


def _texts(thing: Any) -> Iterator[str]:
    """Every text in a rulebook."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from _texts(value)
