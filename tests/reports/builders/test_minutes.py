"""Minutes as a document: every item has its place in every copy, and both files are accessible."""

from dataclasses import replace

import pytest

from sif_desktop.domain import copies
from sif_desktop.domain.agenda_paper import compose_agenda
from sif_desktop.domain.minutes import compose_minutes
from sif_desktop.domain.minutes_facts import Said
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row
from sif_desktop.domain.visibility import Visibility
from sif_desktop.reports.blocks import Heading, plain_text
from sif_desktop.reports.builders.draft_blocks import filled_columns
from sif_desktop.reports.builders.draft_facts import DraftFacts
from sif_desktop.reports.catalogue import document_kind
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from tests.domain.test_minutes import FACTS


def built(draft: NoteDraft, kind: str = "minutes"):
    facts = DraftFacts(draft, "Minutes", "Oakfield", None, "Kim Rowe", "Hill and Vale")
    return document_kind(kind).build(facts)


def test_an_item_without_words_says_so_under_its_own_heading():
    made = built(compose_minutes(FACTS))
    headings = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert headings.index("4. Data") + 1 == headings.index("4.1 Attendance")
    words = "\n".join(plain_text(made))
    assert "4.2 Exclusions\nNothing recorded." in words
    assert "4.1 Attendance\nNothing recorded." not in words


def test_a_column_in_which_nothing_stands_is_left_out_of_a_table_of_the_record():
    rows = (Row("r", ("Coach", "", "£640")), Row("s", ("Cover", " ", "")))
    table = Block("t", BlockKind.TABLE, columns=("What for", "Plan", "Amount"), rows=rows)
    made = filled_columns(table)
    assert made.columns == ("What for", "Amount")
    assert [row.cells for row in made.rows] == [("Coach", "£640"), ("Cover", "")]
    mine = replace(table, id="own:t")
    assert filled_columns(mine) is mine


def test_a_copy_that_holds_nothing_of_an_item_says_so_without_telling_that_it_is_left_out():
    line = Said("l", "i5", "note", "One child was excluded.", Visibility.LA)
    draft = compose_minutes(replace(FACTS, lines=(line,)))
    school = "\n".join(plain_text(built(copies.for_copy(draft, "school"))))
    file = "\n".join(plain_text(built(copies.for_copy(draft, "file"))))
    assert "4.2 Exclusions\nNothing recorded." in school and "excluded" not in school
    assert "4.2 Exclusions\nOne child was excluded." in file


@pytest.mark.parametrize(
    ("kind", "compose"), [("minutes", compose_minutes), ("agenda", compose_agenda)]
)
def test_both_files_are_accessible(kind, compose):
    made = built(compose(FACTS), kind)
    assert check_docx(write_docx(made)) == []
    assert check_pdf(write_pdf(made)) == []
