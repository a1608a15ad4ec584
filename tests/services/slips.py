"""Slips as they come back: filled in with the structure Word writes, or changed on the way."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from sif_desktop.domain.slip import SlipLine, read_mark, to_json
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.documents import slip

DATA = Path(__file__).parents[1] / "data"
SLIPS = DATA / "slips"
SENT = json.loads((SLIPS / "sent.json").read_text(encoding="utf-8"))
LINES = tuple(SlipLine(**line) for line in SENT["lines"])
record_visit = runpy.run_path(str(DATA / "sample_visit.py"))["record_visit"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "word/document.xml"
BY = 'w:id="90" w:author="Ada Quill" w:date="2026-11-25T09:00:00Z"'


def sent_note(services, monkeypatch) -> str:
    """The note whose slip is kept among the data, with the school."""
    monkeypatch.setattr("sif_desktop.services.notes.new_uid", lambda: SENT["document"])
    note = services.notes.start(record_visit(services)).uid
    with services.context.store.action("Sent a slip") as act:
        act.create(
            slip, "oakfield", keyed_uid("slip", note, SENT["digest"]),
            document_uid=note, number=1, digest=SENT["digest"],
            made_at="2026-11-22T10:00:00.000+00:00", lines=to_json(LINES),
        )  # fmt: skip
    return note


def changed(form: bytes, change: Callable[[etree._Element], object], **more: bytes) -> bytes:
    """The form with its text changed, and with more parts."""
    with ZipFile(BytesIO(form)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[MAIN])
    change(root)
    parts[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed({**parts, **more})


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def field(root: etree._Element, part: str, number: int = 0) -> etree._Element:
    """The field of a sentence, or of the end of the form."""
    for one in root.iter(f"{{{W}}}sdt"):
        found = read_mark(one.find(f"{{{W}}}sdtPr/{{{W}}}tag").get(f"{{{W}}}val"))
        if found and found[0] == part and (not number or found[1] == str(number)):
            return one
    raise AssertionError(f"no field for {part} {number}")


def elements(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>'))


def put(one: etree._Element, xml: str) -> None:
    """These runs into a field, which thereby shows its prompt no longer."""
    properties, content = one.find(f"{{{W}}}sdtPr"), one.find(f"{{{W}}}sdtContent")
    shown = properties.find(f"{{{W}}}showingPlcHdr")
    if shown is not None:
        properties.remove(shown)
    content[:] = elements(xml)


def as_word_splits(words: str) -> str:
    """Words in several runs, with what Word leaves between them and a line feed as a break."""
    runs = []
    for place, line in enumerate(words.split("\n")):
        first, _, rest = line.partition(" ")
        runs += ["<w:r><w:br/></w:r>"] * (place > 0)
        runs.append(
            f'<w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1B2C3" w:rsidRPr="00D4E5F6"><w:rPr>'
            f'<w:lang w:val="en-US"/></w:rPr><w:t>{first}</w:t></w:r>'
            f'<w:proofErr w:type="spellEnd"/><w:bookmarkStart w:id="7" w:name="_GoBack"/>'
            f'<w:r w:rsidR="00A1B2C3"><w:t xml:space="preserve"> {rest}</w:t></w:r>'
            f'<w:bookmarkEnd w:id="7"/>'
        )
    return "".join(runs)


def fill_in(
    root: etree._Element, answers: Mapping[int, tuple[str, str]], other: str = "", who: str = ""
) -> None:
    """Answers into the fields, and the noise Word makes around every one."""
    for number, (verdict, words) in answers.items():
        if verdict:
            put(field(root, "answer", number), f"<w:r><w:t>{verdict}</w:t></w:r>")
        if words:
            put(field(root, "words", number), as_word_splits(words))
    for part, words in (("other", other), ("who", who)):
        if words:
            put(field(root, part), as_word_splits(words))
    for paragraph in root.iter(f"{{{W}}}p"):
        paragraph.set(f"{{{W}}}rsidR", "00C0FFEE")
    for properties in root.iter(f"{{{W}}}sdtPr"):
        if properties.find(f"{{{W}}}showingPlcHdr") is not None:
            docs = (
                '<w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder>'
            )
            properties.extend(elements(docs))


def tracked(one: etree._Element, instead: str) -> None:
    """The words of a field changed with Word's tracking on."""
    content = one.find(f"{{{W}}}sdtContent")
    was = "".join(words.text or "" for words in content.iter(f"{{{W}}}t"))
    gone = f"<w:del {BY}><w:r><w:delText>{was}</w:delText></w:r></w:del>"
    new = f"<w:ins {BY}><w:r><w:t>{instead}</w:t></w:r></w:ins>" if instead else ""
    content[:] = elements(gone + new)


def commented(root: etree._Element, number: int) -> None:
    """A comment (of id 4) on a sentence, as Word anchors it."""
    cell = next(field(root, "text", number).iterancestors(f"{{{W}}}tc"))
    cell.find(f"{{{W}}}p").extend(elements('<w:r><w:commentReference w:id="4"/></w:r>'))


def comments(words: str) -> bytes:
    said = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    return f'<w:comments xmlns:w="{W}"><w:comment w:id="4">{said}</w:comment></w:comments>'.encode()


def without_marks(root: etree._Element) -> None:
    """As a program saves it that knows no fields: only their words stay."""
    for one in list(root.iter(f"{{{W}}}sdt")):
        content = deepcopy(list(one.find(f"{{{W}}}sdtContent")))
        parent: Any = one.getparent()
        at = parent.index(one)
        parent.remove(one)
        for place, kid in enumerate(content):
            parent.insert(at + place, kid)


def in_the_structure_of_word(root: etree._Element) -> None:
    """The slip of `structure_of_word.docx`: chosen, written, tracked, commented."""
    answers = {
        1: ("Accurate", ""),
        19: ("Inaccurate", "In five of the six classrooms visited, reading was taught daily."),
        30: ("Accurate", "The minutes of May show it best."),
    }
    fill_in(
        root, answers, other="The chair was not there on the day.", who="Ada Quill, headteacher"
    )
    tracked(field(root, "text", 34), "Reasoning is begun in the first week of a unit.")
    commented(root, 35)
