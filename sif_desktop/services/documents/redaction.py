"""Redacted copies of an issued version, made whenever somebody asks for one.

They are cut from the blocks as they were issued to the school, so that the words are gone from
both files; what was withheld and why is kept beside the copy, without the words themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain import exemptions
from sif_desktop.domain.copies import REDACTED, face
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.exemptions import Reason
from sif_desktop.domain.withholding import Withholding
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables import documents as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.documents.copies import read_copies, write_copy
from sif_desktop.services.documents.issue import Frozen, freeze_document, moment
from sif_desktop.services.documents.private_words import Mark, PrivateWords

if TYPE_CHECKING:
    from sif_desktop.reports.blocks import Document
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class PassageView:
    """A sentence or cell as issued; a `figure` can only be withheld as a whole.

    `marks` are words the checks point at.
    """

    id: str
    where: str
    text: str
    figure: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class RedactionPlan:
    """What can be withheld, and what is proposed: as in the newest redacted copy (`again`), or
    what the checks point at."""

    version_uid: str
    number: int
    title: str
    provider: str
    passages: tuple[PassageView, ...]
    proposed: tuple[Withholding, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class Redacted:
    uid: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Issued:
    """A version as it was issued, and what it is about."""

    number: int
    title: str
    provider_uid: str
    provider: str
    visit_uid: str
    document_uid: str
    part: str
    document: Document


class RedactionService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def plan(self, version_uid: str) -> RedactionPlan:
        """What the officer decides about. Raises Problem if the version is not here."""
        from sif_desktop.reports.redaction import passages

        with self._context.store.read() as connection:
            issued = _read(connection, version_uid)
            words = PrivateWords(connection, self._context, issued.provider_uid, issued.visit_uid)
            made = read_copies(connection, [version_uid]).get(version_uid, [])
        views = tuple(
            PassageView(p.id, p.where, p.text, p.figure, words.marks(p.text))
            for p in passages(issued.document)
        )
        last = next((copy for copy in made if copy.copy == REDACTED), None)
        proposed = _kept(last.withheld) if last else _found(views)
        return RedactionPlan(
            version_uid,
            issued.number,
            issued.title,
            issued.provider,
            views,
            proposed,
            again=last is not None,
        )

    def preview_pdf(self, version_uid: str, withheld: Sequence[Withholding]) -> bytes:
        """The pages as they would be made. Raises Problem as `make` does."""
        from sif_desktop.reports.pdf_writer import write_pdf

        with self._context.store.read() as connection:
            issued = _read(connection, version_uid)
        return write_pdf(self._document(issued, withheld), self._context.look())

    def make(self, version_uid: str, withheld: Sequence[Withholding]) -> Redacted:
        """Freeze a redacted copy beside those there are.

        Raises Problem where nothing is withheld, or something without a reason.
        """
        with self._context.store.read() as connection:
            issued = _read(connection, version_uid)
        frozen = freeze_document(self._document(issued, withheld), self._context.look())
        return self._keep(version_uid, issued, frozen, withheld)

    def _document(self, issued: _Issued, withheld: Sequence[Withholding]) -> Document:
        from sif_desktop.reports.redaction import redact

        if not withheld:
            raise Problem(
                "Nothing is withheld.", "Withhold something, or use the school copy as it is."
            )
        for one in withheld:
            exemptions.checked(one.reason, "a passage")
        version = face(REDACTED, f"Version {issued.number}", apart=True)
        return redact(issued.document, withheld, version, self._context.today())

    def _keep(
        self, version_uid: str, issued: _Issued, frozen: Frozen, withheld: Sequence[Withholding]
    ) -> Redacted:
        label = f"Made a redacted copy: {issued.title}, {issued.provider}"
        me, at = self._context.me().name, moment(self._context.today())
        place = f"document:{issued.document_uid}"
        kept = [asdict(one) for one in withheld]
        with self._context.store.action(label, place=place) as act:
            part = issued.part
            uid = write_copy(act, part, version_uid, REDACTED, frozen, me, at, kept)
        return Redacted(uid, act.changes)


def _found(views: Sequence[PassageView]) -> tuple[Withholding, ...]:
    """Every word the checks point at, as personal information."""
    personal = Reason(exemptions.PERSONAL)
    return tuple(
        Withholding(view.id, 0, len(view.text), personal)
        if view.figure
        else Withholding(view.id, mark.start, mark.end, personal)
        for view in views
        for mark in (view.marks[:1] if view.figure else view.marks)
    )


def _kept(withheld: Sequence[Mapping[str, Any]]) -> tuple[Withholding, ...]:
    return tuple(Withholding(**{**one, "reason": Reason(**one["reason"])}) for one in withheld)


def _read(connection: Connection, version_uid: str) -> _Issued:
    from sif_desktop.reports.blocks import from_json

    version, document = tables.version, tables.document
    joined = version.join(document, document.c.uid == version.c.document_uid).outerjoin(
        provider, provider.c.uid == document.c.provider_uid
    )
    columns = (
        *(version.c.number, version.c.blocks, version.c.x_part.label("part")),
        *(document.c.title, document.c.provider_uid, document.c.visit_uid),
        *(document.c.uid.label("document_uid"), provider.c.name.label("provider")),
    )
    query = select(*columns).select_from(joined).where(version.c.uid == version_uid)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Problem("This version is not in this caseload.", "Ask the colleague who issued it.")
    values = {name: row[name] or "" for name in row if name not in ("blocks", "number")}
    return _Issued(number=row["number"], document=from_json(row["blocks"]), **values)
