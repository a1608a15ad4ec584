"""Whatever people paste is kept, found and printed, or said plainly; nothing breaks on it."""

from __future__ import annotations

import io

import pytest
from docx import Document

from sif_desktop.domain.forms import Answer, AnswerState
from sif_desktop.models import rebuild
from sif_desktop.services.tasks import TaskFields

HOSTILE = {
    "markup": "<b>bold</b> & <script>alert('x')</script> ]]> &amp; &#0;",
    "control": "before\x00\x07\x0b\x1f after\x7f\ufffe\ufeff",
    "rtl": "שלום עולם and العربية with \u202eoverride",
    "emoji": "👩🏽‍🏫 ✓ ☐ → 🦄",
    "welsh": "Ysgol Gŵyr: tŷ, ŵyn, â ê î ô û ŷ",
    "formula": "=HYPERLINK('x') +1 -1 @cmd",
    "long": "word " * 20_000,
    "one word": "x" * 5_000,
    "sql": "'; DROP TABLE visit; --",
    "lone surrogate": "half \ud83d of a pair",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_pasted_text_goes_from_the_visit_into_the_issued_note(services, store, name):
    text = HOSTILE[name]
    visit = services.visits.plan(services.visits.defaults("book_look", "oakfield")).uid
    services.visits.start(visit)
    record = services.visits.record(visit)
    form = services.visits.pack_of(record.visit).visit_form(record.visit.visit_type)
    for item in form.items():
        if item.required:
            given = Answer(item.id, AnswerState.ANSWERED, f"Said: {text}")
            if item.kind != "text":
                given = Answer(item.id, AnswerState.NOT_SEEN, evidence=text)
            services.capture.record_answer(visit, form.id, item, given)
    services.capture.add_jotting(visit, f"jot {text}", parked=True)
    services.capture.write_visit(visit, strengths=f"Strong {text}", development=text)
    action = TaskFields(f"Do {text}", "school", "Head", "2026-12-01", f"Shown {text}")
    services.capture.agree_action(visit, action)
    services.visits.end(visit)
    note = services.notes.start(visit).uid
    issued = services.documents.issue(note, services.documents.recipients(note))
    services.search.refresh()
    services.search.find(text[:200])
    pdf = services.documents.pdf_of(issued.version_uid)
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    paragraphs = Document(io.BytesIO(services.documents.docx_of(issued.version_uid))).paragraphs
    assert any("Strong" in paragraph.text for paragraph in paragraphs)
    with store.read() as connection:
        assert rebuild.disagreements(connection) == []
