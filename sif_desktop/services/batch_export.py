"""Many issued documents saved at once: chosen by school, term, category and kind.

What is saved are the frozen bytes. No file that is there is touched, none stands half-written
under its name, and where the work stops early it says what had been saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.copies import REDACTED, SCHOOL, copy_label
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.terms import TermCalendar, TermName, academic_year, year_label
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.documents.copies import SUFFIX, fetch_bytes
from sif_desktop.services.documents.issue import Version
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.documents.views import DocumentRow
from sif_desktop.services.files import put_new

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

FORMATS: Mapping[str, str] = {"docx": "Word", "pdf": "PDF"}
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One issued version that may be saved; `category` is the school's now, `term` the authority's
    in which it was issued: the year it began in and its place, "2026 0" for the autumn."""

    document: DocumentRow
    version: Version
    newest: bool
    category: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a criterion can take, and how many versions have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class BatchChoice:
    """`wanted` is by criterion; a criterion without values takes all."""

    wanted: Mapping[str, Collection[str]]
    copies: Sequence[str] = (SCHOOL,)
    formats: Sequence[str] = ("docx", "pdf")
    earlier: bool = False  # versions that were corrected, too


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What was done. `lacking` are documents without the copy asked for; `fault` says why it
    stopped early, `stopped` that it was asked to."""

    folder: Path
    written: int
    there: int
    lacking: tuple[str, ...]
    left: int = 0
    fault: Problem | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Criterion:
    """What is chosen by, and its value and words for a candidate."""

    title: str
    value: Callable[[Candidate], str]
    label: Callable[[Candidate, Context], str]


def _term(issued: str, calendar: TermCalendar) -> str:
    """The term begun last on this day; a holiday belongs to the term before it."""
    if not issued:
        return ""
    day = date.fromisoformat(issued)
    year = academic_year(day)
    terms = calendar.terms_of(year)
    begun = [term for term in terms if term.start <= day] or list(terms[:1])
    return f"{year} {list(TermName).index(begun[-1].name)}"


def _term_label(candidate: Candidate, _context: Context) -> str:
    if not candidate.term:
        return "Not known"
    year, number = map(int, candidate.term.split())
    return f"{list(TermName)[number].value.capitalize()} term {year_label(year)}"


_CRITERIA: Mapping[str, _Criterion] = {
    "school": _Criterion(
        "School",
        lambda c: c.document.provider_uid,
        lambda c, _context: c.document.provider or "All schools",
    ),
    "term": _Criterion("Issued in", lambda c: c.term, _term_label),
    "category": _Criterion(
        "Category now",
        lambda c: c.category,
        lambda c, context: context.pack().category_label(c.category) if c.category else "None",
    ),
    "kind": _Criterion(
        "Kind", lambda c: c.document.kind, lambda c, _context: c.document.kind_words
    ),
}


class BatchExport:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    def criteria(self) -> Mapping[str, str]:
        """What can be chosen by: code -> words."""
        return {code: criterion.title for code, criterion in _CRITERIA.items()}

    def candidates(self) -> tuple[Candidate, ...]:
        """Every issued version."""
        columns = (provider.c.uid, provider.c.category)
        with self._context.store.read() as connection:
            rows = self._reader.rows(connection, "", "")
            calendar = calendar_of(connection)
            categories = {
                row.uid: row.category or "" for row in connection.execute(select(*columns))
            }
        return tuple(
            Candidate(
                row,
                version,
                place == 0,
                categories.get(row.provider_uid, ""),
                _term(version.issued_on, calendar),
            )
            for row in rows
            for place, version in enumerate(row.versions)
        )

    def choices(self, candidates: Sequence[Candidate]) -> dict[str, tuple[Choice, ...]]:
        """What each criterion can be: {code: choices by their words}."""
        found: dict[str, tuple[Choice, ...]] = {}
        for code, criterion in _CRITERIA.items():
            counts = Counter(map(criterion.value, candidates))
            labels = {criterion.value(c): criterion.label(c, self._context) for c in candidates}
            made = [Choice(value, labels[value], count) for value, count in counts.items()]
            found[code] = tuple(sorted(made, key=lambda choice: choice.label.casefold()))
        return found

    @staticmethod
    def chosen(candidates: Sequence[Candidate], choice: BatchChoice) -> tuple[Candidate, ...]:
        """Those that every criterion takes."""
        return tuple(
            candidate
            for candidate in candidates
            if (candidate.newest or choice.earlier)
            and all(
                not values or _CRITERIA[code].value(candidate) in values
                for code, values in choice.wanted.items()
            )
        )

    def save(
        self,
        candidates: Sequence[Candidate],
        choice: BatchChoice,
        folder: Path,
        progress: Progress = lambda done, total, words: None,  # noqa: ARG005
        cancelled: Cancelled = lambda: False,
    ) -> BatchResult:
        """Save the chosen versions in `folder`, which must be there.

        A full disk, a folder that vanishes and Cancel end it early: the result tells.
        """
        chosen = self.chosen(candidates, choice)
        work = [
            (c, copy, kind) for c in chosen for copy in choice.copies for kind in choice.formats
        ]
        written = there = 0
        lacking: list[str] = []
        for done, (candidate, copy, kind) in enumerate(work):
            progress(done, len(work), candidate.document.provider)
            if cancelled():
                return self._early(folder, written, there, lacking, len(work) - done, None)
            if copy == REDACTED and not _has(candidate, copy):
                lacking.append(_named(candidate, copy))
                continue
            try:
                fresh = self._one(candidate, copy, kind, folder)
            except Problem as fault:
                return self._early(folder, written, there, lacking, len(work) - done, fault)
            written, there = written + fresh, there + (not fresh)
        return BatchResult(folder, written, there, tuple(dict.fromkeys(lacking)))

    def _one(self, candidate: Candidate, copy: str, kind: str, folder: Path) -> bool:
        """Whether a file was written; False where it was there with these very bytes."""
        if not folder.is_dir():
            raise Problem(
                f"The folder {folder} is no longer there.",
                "If it is on a stick or a drive, connect it again, or choose another folder.",
            )
        with self._context.store.read() as connection:
            content = fetch_bytes(connection, candidate.version.uid, kind, copy)
        return put_new(folder, candidate.version.file_name + SUFFIX[copy], f".{kind}", content)[1]

    @staticmethod
    def _early(
        folder: Path, written: int, there: int, lacking: list[str], left: int, fault: Problem | None
    ) -> BatchResult:
        told = tuple(dict.fromkeys(lacking))
        return BatchResult(folder, written, there, told, left, fault, stopped=fault is None)


def _has(candidate: Candidate, copy: str) -> bool:
    return any(made.copy == copy for made in candidate.version.copies)


def _named(candidate: Candidate, copy: str) -> str:
    row, number = candidate.document, candidate.version.number
    return f"{row.provider}, {row.title}, version {number}: no {copy_label(copy).lower()}"
