"""A document to see a house style on: a note of visit to a school of the practice caseload."""

from __future__ import annotations

from datetime import date

from sif_desktop.reports.blocks import (
    Callout,
    Column,
    ColumnKind,
    Document,
    Heading,
    KeyValue,
    Link,
    ListBlock,
    Paragraph,
    Signatory,
    SignatureBlock,
    Table,
    Text,
)

_SCHOOL = "Oakfield Primary School"
_SEEN = (
    "In all six classrooms visited, reading was taught daily from one scheme, and pupils who had "
    "fallen behind were helped the same day. Books show that pupils return to earlier work before "
    "they go on. In mathematics, reasoning tasks are still left to the end of a unit, so that "
    "slower writers do not reach them."
)
_SAID = (
    "Leaders know this. The subject leader for mathematics has begun to plan each lesson from a "
    "reasoning question, and the first books from Year 5 show longer answers. Governors have asked "
    "to see the next ones."
)


def sample_document(organisation: str, logo: bytes = b"", logo_alt: str = "") -> Document:
    """Two pages with every kind of block; school and people are invented."""
    return Document(
        f"Note of visit – {_SCHOOL}",
        (
            Heading(2, "The visit"),
            KeyValue(
                [
                    ("School", _SCHOOL),
                    ("Visited", "12 November 2026, half a day"),
                    ("Officer", "Robin Practice, School improvement officer"),
                    ("Met", "Headteacher, chair of governors, subject leader for mathematics"),
                ],
                headings=("About", "What"),
            ),
            Heading(2, "What was seen"),
            Heading(3, "Teaching"),
            Paragraph(_SEEN),
            Paragraph(_SAID),
            Heading(3, "Attendance"),
            Paragraph(
                (
                    Text("Overall absence is lower than last year. "),
                    Text("The figures are not yet final.", italic=True),
                    Text(" They are explained in "),
                    Link("the guide to attendance figures", "https://example.org/attendance"),
                    Text("."),
                )
            ),
            ListBlock(
                [
                    "Mornings are calm, and lateness is followed up the same day.",
                    "Pupils can say what happens when somebody is away.",
                    "Families of four pupils have agreed a plan with the school.",
                ]
            ),
            Callout(
                "Agreed on the day",
                "The headteacher sends the new attendance figures by the end of November.",
            ),
            Heading(2, "What was agreed"),
            Table(
                [
                    Column("What", weight=3),
                    Column("Who", weight=1.5),
                    Column("By when", ColumnKind.DATE, 1.2),
                    Column("What would show it", weight=2.4),
                ],
                [
                    (
                        "Begin each mathematics lesson with a reasoning question",
                        "Subject leader",
                        "12 January 2027",
                        "Books from Years 3 to 6 show reasoning in every unit",
                    ),
                    (
                        "Visit again with a colleague who leads mathematics",
                        "The authority",
                        "9 February 2027",
                        "The visit has taken place and was written up",
                    ),
                ],
                caption="Actions agreed on the visit",
            ),
            Heading(2, "Next steps"),
            Heading(3, "For the school"),
            ListBlock(
                ["Share this note with governors.", "Say within a week if a fact is wrong."],
                ordered=True,
            ),
            Heading(3, "For the authority"),
            Heading(4, "Before the next visit"),
            Paragraph(f"{_SAID} {_SEEN}"),
            SignatureBlock((Signatory("Robin Practice", "School improvement officer"),)),
        ),
        author="Robin Practice",
        subject=f"Note of visit, {_SCHOOL}",
        organisation=organisation,
        marking="Official – sensitive",
        version="Version 1",
        date=date(2026, 11, 23),
        logo=logo,
        logo_alt=logo_alt,
    )
