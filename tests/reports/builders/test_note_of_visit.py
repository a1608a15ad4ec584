"""The note as a document: its outline, its words, and both files accessible."""

from dataclasses import replace
from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row, Section, Sentence
from sif_desktop.reports import blocks
from sif_desktop.reports.builders.note_of_visit import DraftFacts, build
from sif_desktop.reports.catalogue import KINDS, document_kind
from sif_desktop.reports.docx_check import check_docx, docx_text
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf

JUDGEMENT = Sentence("1", "Feedback: Secure. In place.", lead="Feedback: Secure.")
DRAFT = NoteDraft(
    (
        Section(
            "header",
            "header",
            "About this visit",
            (
                Block(
                    "h",
                    BlockKind.FACTS,
                    columns=("About", "Detail"),
                    rows=(Row("s", ("School", "Oakfield Primary School")), Row("t", ("Time", ""))),
                ),
            ),
        ),
        Section(
            "findings",
            "findings",
            "What was found",
            (
                Block("a1", BlockKind.HEADING, "Empty area"),
                Block("e", BlockKind.PARAGRAPH),
                Block("a2", BlockKind.HEADING, "Teaching"),
                Block(
                    "p",
                    BlockKind.PARAGRAPH,
                    sentences=(
                        JUDGEMENT,
                        Sentence("2", "Books show it <b>&amp;</b> 😀."),
                        Sentence("3", "Not taken in.", offered=True),
                    ),
                ),
            ),
        ),
        Section("strengths", "strengths", "Strengths", (Block("s", BlockKind.BULLETS),)),
        Section(
            "agreed_actions",
            "agreed_actions",
            "Agreed actions",
            (
                Block(
                    "t",
                    BlockKind.TABLE,
                    columns=("What", "Who", "By when", "What would show it"),
                    rows=(Row("r", ("Mark books", "Deputy head", "15 January 2027", " ")),),
                ),
            ),
        ),
    )
)
FACTS = DraftFacts(
    draft=DRAFT,
    title="Note of visit: Core visit",
    provider="Oakfield Primary School",
    day=date(2026, 11, 23),
    author="Kim Rowe",
    organisation="Hill and Vale Council",
    marking="Official",
    version="Version 1",
)


def test_the_outline_is_the_drafts_without_what_is_empty():
    assert list(build(FACTS).headings()) == [
        (1, "Note of visit: Core visit – Oakfield Primary School"),
        (2, "About this visit"),
        (2, "What was found"),
        (3, "Teaching"),
        (2, "Agreed actions"),
    ]


def test_every_printed_word_is_there_and_nothing_merely_offered():
    words = " ".join(blocks.plain_text(build(FACTS)))
    assert "Feedback: Secure. In place. Books show it <b>&amp;</b> 😀." in words
    assert "Not taken in" not in words
    assert "Time Not stated" in words and "15 January 2027 Not stated" in words


def test_a_judgement_opens_in_bold():
    paragraph = next(b for b in build(FACTS).blocks if isinstance(b, blocks.Paragraph))
    assert paragraph.runs[0] == blocks.Text("Feedback: Secure.", bold=True)


def test_a_correction_is_said_before_anything_else():
    document = build(replace(FACTS, correction="This is version 2."))
    assert isinstance(document.blocks[0], blocks.Callout)
    assert "This is version 2." in blocks.plain_text(document)[3]


def test_a_title_that_names_the_school_does_not_name_it_twice():
    title = "Safeguarding review: Oakfield Primary School"
    assert build(replace(FACTS, title=title)).title == title


def test_both_files_are_accessible_and_say_the_same():
    document = build(FACTS)
    page, word = write_pdf(document), write_docx(document)
    assert check_pdf(page) == [] and check_docx(word) == []
    meant = " ".join(" ".join(blocks.plain_text(document)).split())
    assert " ".join(" ".join(docx_text(word)).split()) == meant


def test_the_same_facts_give_the_same_bytes():
    document = build(FACTS)
    assert write_pdf(document) == write_pdf(build(FACTS))
    assert write_docx(document) == write_docx(build(FACTS))


def test_every_kind_in_the_catalogue_is_found_by_its_id():
    assert all(document_kind(name).id == name for name in KINDS)
    with pytest.raises(Problem, match="cannot make"):
        document_kind("poem")
