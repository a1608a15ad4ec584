"""Paper that is printed from the record and not issued: blank checklists, the evidence annex, the
brief. Made anew whenever it is asked for, so it is never a version of anything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.models import blobs
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.services import school_page
from sif_desktop.services.concerns import ConcernRow, ConcernService
from sif_desktop.services.condition_words import condition_words
from sif_desktop.services.documents import issue
from sif_desktop.services.documents.issue import Printed
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.figure_lines import BlockLines, blocks_of
from sif_desktop.services.files import save_new
from sif_desktop.services.visit_record import read_record, refuse_restricted

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.domain.forms import Form
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.reports.builders.blank_form import BlankFormFacts
    from sif_desktop.reports.builders.evidence_annex import AnnexLine
    from sif_desktop.reports.builders.visit_brief import BriefFacts
    from sif_desktop.services.context import Context
    from sif_desktop.services.documents.views import DocumentView
    from sif_desktop.services.school_lines import SchoolPage, TaskLine
    from sif_desktop.services.visit_record import Visit

BLANK_FORM, ANNEX, BRIEF = "blank_form", "evidence_annex", "visit_brief"
CATEGORY_SHEET = "category_sheet"


class PaperService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    # -- blank checklists --------------------------------------------------------------------

    def blank_form(self, visit_type: str) -> Printed:
        """The whole checklist of a kind of visit, nothing filled in."""
        pack = self._context.pack()
        return self._form(pack, pack.visit_form(visit_type), self._head(pack, None))

    def blank_checklist(self, form_id: str) -> Printed:
        """One checklist of the rulebook, nothing filled in."""
        pack = self._context.pack()
        return self._form(pack, pack.form(form_id), self._head(pack, None))

    def form_of_visit(self, visit_uid: str) -> Printed:
        """The checklist of a planned visit, its head filled in. Raises Problem if it is gone."""
        with self._context.store.read() as connection:
            visit = read_record(connection, visit_uid).visit
        refuse_restricted(visit, "it is not printed")
        pack = self._context.registry.get(visit.pack, visit.pack_version)
        return self._form(pack, pack.visit_form(visit.visit_type), self._head(pack, visit))

    def _head(self, pack: Pack, visit: Visit | None) -> tuple[tuple[str, str], ...]:
        if visit is None:
            return blank_head(pack)
        known = (
            *(visit.provider, visit.urn, long_date(visit.visit_date), self._context.me().name),
            *(visit.start_time, visit.end_time, visit.focus, ""),
        )
        return tuple(zip((name for name, _ in blank_head(pack)), known, strict=True))

    def _form(self, pack: Pack, form: Form, head: tuple[tuple[str, str], ...]) -> Printed:
        with self._context.store.read() as connection:
            facts = self._blank(connection, pack, form, head)
        return self._printed(BLANK_FORM, facts)

    def _blank(
        self, connection: Connection, pack: Pack, form: Form, head: tuple[tuple[str, str], ...]
    ) -> BlankFormFacts:
        from sif_desktop.reports.builders.blank_form import BlankFormFacts

        authority = self._context.authority()
        return BlankFormFacts(
            form=form,
            scales=pack.scales,
            head=head,
            conditions=condition_words(form, pack),
            organisation=pack.document_name or authority.name,
            logo=blobs.fetch(connection, authority.logo) if authority.logo else b"",
            logo_alt=authority.logo_alt if authority.logo else "",
        )

    # -- the categories ----------------------------------------------------------------------

    def category_sheet(self) -> Printed:
        """Categories, criteria and entitlements by the rulebook, to be shared with schools."""
        from sif_desktop.services.category_sheet import sheet_facts

        authority, pack = self._context.authority(), self._context.pack()
        with self._context.store.read() as connection:
            logo = blobs.fetch(connection, authority.logo) if authority.logo else b""
        name = pack.document_name or authority.name
        facts = sheet_facts(pack, name, logo, authority.logo_alt if logo else "")
        return self._printed(CATEGORY_SHEET, facts)

    # -- the evidence annex ------------------------------------------------------------------

    def annex(self, document_uid: str) -> Printed:
        """What each printed sentence of a note rests on. Raises Problem if the note is gone."""
        from sif_desktop.reports.builders.evidence_annex import AnnexFacts

        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, document_uid)
            view = self._reader.view(connection, document_uid)
            source = loaded.source
            number = view.versions[0].number if view.versions else 0
            state = (
                f"Version {number}" if view.state == "issued" else f"Draft of version {number + 1}"
            )
            facts = AnnexFacts(
                title=view.title,
                provider=view.provider,
                day=self._context.today(),
                author=source.author,
                organisation=source.organisation,
                version=state,
                sections=_sections(view),
            )
        return self._printed(ANNEX, facts)

    # -- the brief ---------------------------------------------------------------------------

    def brief(self, provider_uid: str) -> Printed:
        """What to know before going, on one side: lines are given up until it fits.

        Raises Problem if the school is gone.
        """
        with self._context.store.read() as connection:
            today, pack = self._context.today(), self._context.pack()
            page = school_page.read(connection, provider_uid, today, pack)
            blocks = blocks_of(connection, pack, provider_uid, today)
        concerns = ConcernService(self._context).rows(provider_uid)  # the restricted ones stay out
        return _on_one_side(self._printed(BRIEF, self._brief(page, concerns, blocks)))

    def _brief(
        self, page: SchoolPage, concerns: Iterable[ConcernRow], blocks: Iterable[BlockLines]
    ) -> BriefFacts:
        from sif_desktop.reports.builders.visit_brief import BriefFacts

        brief = page.brief
        last, ahead = brief.last_visit, brief.next_visit
        known = (
            ("Kind", page.kind),
            ("Category", _since(page.category, page.category_since)),
            ("Head", page.head.name if page.head else ""),
            ("Last visit", f"{last.title}, {long_date(last.visit_date)}" if last else ""),
            ("Next visit", f"{ahead.title}, {long_date(ahead.visit_date)}" if ahead else ""),
            ("Focus", ahead.focus if ahead else ""),
        )
        return BriefFacts(
            provider=page.name,
            day=self._context.today(),
            author=self._context.me().name,
            organisation=self._context.authority().name,
            facts=tuple((name, value) for name, value in known if value),
            agreed=tuple(map(_promise, brief.agreed)),
            promised=tuple(map(_promise, brief.promised)),
            changed=brief.changed,
            alerts=page.alerts,
            look_fors=tuple(line.strip() for line in brief.look_fors.splitlines() if line.strip()),
            concerns=tuple(map(_concern, concerns)),
            blocks=tuple(
                (one.block.heading, tuple(line.words for line in one.lines)) for one in blocks
            ),
        )

    # -- files -------------------------------------------------------------------------------

    def _printed(self, kind: str, facts: Any) -> Printed:
        return Printed(kind, facts, self._context.look())

    @staticmethod
    def render_pdf(printed: Printed) -> bytes:
        """The pages; touches no caseload, so it may run beside other work."""
        return issue.render_pdf(printed)

    @staticmethod
    def save(printed: Printed, folder: Path) -> tuple[Path, Path]:
        """Write the Word and the PDF file; never over a file that says otherwise.

        Raises Problem if the folder cannot be written.
        """
        frozen = issue.freeze(printed)
        name = issue.safe_name("{title}", {"title": printed.document().title})
        return (
            save_new(folder, name, ".docx", frozen.docx),
            save_new(folder, name, ".pdf", frozen.pdf),
        )


def blank_head(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What is filled in at the head of every form, by the rulebook's own words."""
    names = (
        *(pack.term("provider"), "URN", "Date", pack.term("officer")),
        *("Start", "End", "Focus", "People met, by role"),
    )
    return tuple((name, "") for name in names)


def blank_of_pack(pack: Pack, form: Form) -> issue.Frozen:
    """Both files of a blank checklist, without any caseload."""
    from sif_desktop.reports.builders.blank_form import BlankFormFacts
    from sif_desktop.reports.look import LOOK

    facts = BlankFormFacts(
        form=form,
        scales=pack.scales,
        head=blank_head(pack),
        conditions=condition_words(form, pack),
        organisation=pack.document_name,
    )
    return issue.freeze(Printed(BLANK_FORM, facts, LOOK))


def _since(category: str, since: str) -> str:
    return f"{category}, since {long_date(since)}" if category and since else category


def _concern(row: ConcernRow) -> str:
    detail = ", ".join(filter(None, (row.source_label, long_date(row.raised_on), row.stage_label)))
    return f"{row.what} ({detail})"


def _promise(task: TaskLine) -> str:
    due = f", by {long_date(task.due)}" if task.due else ""
    late = " (overdue)" if task.overdue else ""
    return f"{task.what}: {task.who or task.party}{due}{late}"


def _sections(view: DocumentView) -> tuple[tuple[str, tuple[AnnexLine, ...]], ...]:
    from sif_desktop.reports.builders.evidence_annex import AnnexLine

    found = []
    for section in view.draft.sections:
        said = [s for block in section.blocks for s in block.printed()]
        lines = []
        for sentence in said:
            below = {
                (line.title, line.text): None
                for ref in sentence.evidence
                for line in view.evidence.get(ref.uid) or view.evidence.get(ref.item, ())
            }
            lines.append(AnnexLine(sentence.text, tuple(below), sentence.own))
        found.append((section.heading, tuple(lines)))
    return tuple(found)


def _on_one_side(printed: Printed) -> Printed:
    """Shortened line by line until its pages are one."""
    while _pages(printed) > 1:
        facts = printed.facts.shorter()
        if facts is None:
            return printed
        printed = Printed(printed.kind, facts, printed.look)
    return printed


def _pages(printed: Printed) -> int:
    with open_pdf(issue.render_pdf(printed)) as document:
        return len(document)
