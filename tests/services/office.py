"""A recorded visit, its note, and what the tests of issued documents do with it."""

import runpy
from pathlib import Path

from sif_desktop.domain import note_edit
from sif_desktop.domain.exemptions import OWN, PERSONAL, Reason
from sif_desktop.domain.visibility import Visibility
from sif_desktop.domain.withholding import Withholding

record_visit = runpy.run_path(str(Path(__file__).parents[1] / "data" / "sample_visit.py"))[
    "record_visit"
]
TEACHING = "answer:core_areas.teaching"
INNER = "Inner words for the authority alone."
COPIES = ("school", "governors", "file")


def with_inner_words(services, note: str) -> None:
    """A sentence that stands in the file copy only."""
    services.drafts.add_sentence(note, INNER, after=TEACHING, sentence_id="own:inner")
    mark = lambda draft: note_edit.mark(draft, "own:inner", visibility=Visibility.LA)  # noqa: E731
    services.drafts.apply(note, "Marked a sentence", mark)


def issue(services, note: str):
    return services.documents.issue(note, services.documents.recipients(note))


def every_file(services, version: str, copies=COPIES) -> dict[tuple[str, str], bytes]:
    """{(copy, format): bytes}."""
    documents = services.documents
    return {
        (copy, kind): fetch(version, copy)
        for copy in copies
        for kind, fetch in (("docx", documents.docx_of), ("pdf", documents.pdf_of))
    }


def withhold(plan, words: str, reason: Reason = Reason(PERSONAL)) -> Withholding:  # noqa: B008
    """These words, where they stand first."""
    passage = next(p for p in plan.passages if words in p.text)
    start = passage.text.index(words)
    return Withholding(passage.id, start, start + len(words), reason)


def redacted(services, version: str, words: str = "reading was taught daily") -> str:
    """The uid of a redacted copy that lacks these words."""
    plan = services.redactions.plan(version)
    return services.redactions.make(version, [withhold(plan, words)]).uid


def in_own_words(words: str) -> Reason:
    return Reason(OWN, words)
