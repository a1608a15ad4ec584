"""What is withheld from a document is gone from both files, and only that."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.exemptions import OWN, PERSONAL, Reason
from sif_desktop.domain.withholding import Withholding
from sif_desktop.reports.blocks import (
    Callout,
    Chart,
    Column,
    ColumnKind,
    Contents,
    Document,
    Heading,
    Image,
    KeyValue,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Series,
    Signatory,
    SignatureBlock,
    Table,
    Text,
    from_json,
    plain_text,
    to_json,
)
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_writer import write_pdf
from sif_desktop.reports.redaction import passages, redact
from tests.reports.test_any_document import _PNG, documents
from tests.services.reading import everything

MADE_ON = date(2026, 11, 23)
MARK = "[withheld: personal information]"
WHY = Reason(PERSONAL)

# Every word “Marknn” stands in one place only.
WHOLE = Document(
    "Note about Mark00",
    (
        Callout("Corrected version Mark01", "It was Mark02. It is Mark03."),
        Heading(2, "Contents of Mark04"),
        Contents("What is here"),
        Paragraph(
            [
                Text("Mark05 was bold.", bold=True),
                Text(" Then Mark06 came. "),
                Link("the page of Mark07", "https://example.org/Mark07"),
                LineBreak(),
                Text("After Mark08 e.g. Mark09 it was over."),
            ]
        ),
        Heading(3, "Of Mark10"),
        ListBlock(["Mark11 listed.", ListItem("Mark12 above.", ListBlock(["Mark13 below."]))]),
        KeyValue([("Officer Mark15", "Mark16"), ("Time", "Mark17. Mark18.")], "Facts Mark14"),
        Table(
            [Column("Who Mark20"), Column("How", ColumnKind.STATUS), Column("When")],
            [["Mark21", "Mark22", "Mark23"], ["Mark24. Mark25.", "done", ""]],
            "Actions Mark19",
            row_header=True,
        ),
        Image(_PNG, "A wall with Mark26", caption="The wall Mark27"),
        Chart("Mark28", "bars", "Term", ["Autumn", "Spring"], [Series("Mark29", [3.0, 4.0])]),
        SignatureBlock((Signatory("Mark30", "Head Mark31"),)),
    ),
    author="Mark16",
    subject="Note about Mark00, Mark16",
    organisation="Hill and Vale Council",
    version="School copy · Version 2",
    date=MADE_ON,
    logo=_PNG,
    logo_alt="Hill and Vale Council",
)
ALL = passages(WHOLE)


def cut_whole(ids) -> list[Withholding]:
    return [Withholding(p.id, 0, len(p.text), WHY) for p in ALL if p.id in ids]


def made(cuts) -> Document:
    return redact(WHOLE, cuts, "Redacted copy · Version 2", MADE_ON)


def marks_in(text: str) -> set[str]:
    return set(re.findall(r"Mark\d\d", text))


def test_every_word_can_be_withheld_once_and_reading_order_is_kept():
    found = [mark for p in ALL for mark in re.findall(r"Mark\d\d", p.text)]
    assert found == sorted(found) and len(set(found)) == 32
    assert len({p.id for p in ALL}) == len(ALL)
    assert passages(from_json(to_json(WHOLE))) == ALL
    assert {p.where for p in ALL} == {"", "Note about Mark00", "Contents of Mark04", "Of Mark10"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from([p.id for p in ALL]), min_size=1))
def test_what_is_withheld_is_gone_from_both_files_and_all_else_stands(chosen):
    gone = {mark for p in ALL if p.id in chosen for mark in re.findall(r"Mark\d\d", p.text)}
    document = made(cut_whole(chosen))
    told = " ".join(plain_text(document))
    # A link that is touched leads nowhere; a figure goes as a whole with what describes it.
    assert marks_in(told) | gone == marks_in(" ".join(plain_text(WHOLE))) | gone
    for data in (write_docx(document), write_pdf(document)):
        assert marks_in(everything(data)) & gone == set()


def test_the_checker_of_these_tests_would_see_a_word_left_anywhere():
    for data in (write_docx(WHOLE), write_pdf(WHOLE)):
        assert marks_in(everything(data)) == {f"Mark{n:02}" for n in range(32)}


def test_words_are_withheld_within_a_sentence_and_the_rest_stays():
    passage = next(p for p in ALL if "Mark06" in p.text)
    start = passage.text.index("Mark06")
    document = made([Withholding(passage.id, start, start + 6, WHY)])
    assert f"Then {MARK} came." in " ".join(plain_text(document))


def test_two_places_of_one_sentence_and_a_place_across_bold_and_plain_words():
    paragraph = Document("T", (Paragraph([Text("Ann ", bold=True), Text("Lee met Bo and Cy.")]),))
    one = next(p for p in passages(paragraph) if "Ann" in p.text)
    cuts = [
        Withholding(one.id, 0, 7, Reason(OWN, "a")),
        Withholding(one.id, 12, 14, Reason(OWN, "b")),
    ]
    document = redact(paragraph, cuts, "Redacted copy", MADE_ON)
    assert "[withheld: a] met [withheld: b] and Cy." in plain_text(document)


def test_it_says_on_its_face_what_it_is_and_at_its_end_why():
    document = made(cut_whole({ALL[3].id}))
    told = plain_text(document)
    assert document.about.startswith("Redacted copy · Version 2 · 23 November 2026")
    assert any(
        "One passage is withheld from this copy, made on 23 November 2026" in t for t in told
    )
    assert told[-3:] == [
        "Personal information", "Freedom of Information Act 2000, section 40(2)", "1"
    ]  # fmt: skip


def test_properties_do_not_tell_what_the_pages_withhold():
    author = next(p for p in ALL if p.text == "Mark16")
    council = next(p for p in ALL if "Mark02" in p.text)
    words = council.text.index("Mark02")
    cuts = [Withholding(author.id, 0, 6, WHY), Withholding(council.id, words, words + 6, WHY)]
    whole = replace(WHOLE, logo_alt="Council of Mark02")
    document = redact(whole, cuts, "Redacted copy", MADE_ON)
    assert (document.author, document.subject) == ("", "")
    assert document.logo_alt == "Council of withheld"


def test_column_headings_stay_apart_when_several_are_withheld():
    columns = [p.id for p in ALL if p.text in ("Who Mark20", "How", "When")]
    table = next(b for b in made(cut_whole(columns)).blocks if isinstance(b, Table))
    assert [column.label for column in table.columns] == [MARK, f"{MARK} (2)", f"{MARK} (3)"]


@pytest.mark.parametrize(
    "cuts",
    [
        [Withholding("99:0", 0, 3, WHY)],
        [Withholding(ALL[0].id, 0, 99, WHY)],
        [Withholding(ALL[0].id, 3, 3, WHY)],
        [Withholding(ALL[0].id, 0, 6, WHY), Withholding(ALL[0].id, 4, 8, WHY)],
    ],
)
def test_a_cut_that_does_not_fit_makes_nothing(cuts):
    with pytest.raises(Problem, match="does not fit"):
        made(cuts)


def test_a_redacted_document_is_as_accessible_as_any(faults):
    assert faults(made(cut_whole({p.id for p in ALL}))) == []
    assert faults(made(cut_whole({p.id for p in ALL[::3]}))) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_any_document_can_be_withheld_whole(document):
    every = passages(document)
    cuts = [Withholding(p.id, 0, len(p.text), WHY) for p in every]
    document = redact(document, cuts, "Redacted copy", MADE_ON)
    kept = " ".join(plain_text(replace(document, organisation="")))
    assert kept.count(MARK) >= len(every) - len([p for p in every if p.figure])
