"""A slip that came back: what stands in its fields, whatever saved it made of them.

A field is known by its mark, and where a program has dropped the marks by its place in the row.
What was written beside a field counts, so do comments; changes that are tracked are told apart from
the words that were sent. Nothing is judged here: whose slip it is, and whether its sentences came
back as they went out, is for whoever knows what was sent.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.slip import (
    OTHER_LABEL,
    WHO_LABEL,
    Reference,
    filled_in,
    find_reference,
    read_mark,
)
from sif_desktop.imports.packed import office_parts
from sif_desktop.imports.sniff import unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN, _COMMENTS = "word/document.xml", "word/comments.xml"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_ADDED, _TAKEN_OUT = (f"{_W}ins", f"{_W}moveTo"), (f"{_W}del", f"{_W}moveFrom")
_ENDS = {OTHER_LABEL.casefold(): "other", WHO_LABEL.casefold(): "who"}
_ASKED = ("text", "answer", "words")  # the cells of a row after its number
_MOST = 20_000_000  # bytes of the text of a slip
_OTHERWISE = "What was answered otherwise can be typed in under Answers of the school."
_HINT = f"Choose the form the school filled in, saved as a Word document (.docx). {_OTHERWISE}"
_FOREIGN = (
    f"Choose the form that was saved with the draft, as the school sent it back. {_OTHERWISE}"
)


@dataclass(slots=True)
class ReadLine:
    """What stands in the row of one sentence: the sentence as it was before any tracked change,
    and with all of them, the answer chosen and the words written."""

    text: str = ""
    changed: str = ""
    answer: str = ""
    words: str = ""


@dataclass(slots=True)
class ReadSlip:
    """`lines` by number; `other` and `who` are what stands at the end of the form."""

    reference: Reference
    lines: dict[int, ReadLine] = field(default_factory=dict)
    other: str = ""
    who: str = ""


def read_slip(path: Path) -> ReadSlip:
    """What a file holds as a slip. Raises Problem for what is no Word document, is damaged, too
    large, holds macros, or is no slip."""
    parts = office_parts(path, [_MAIN], "a Word document", _HINT)
    if any(name.casefold().rpartition("/")[2].startswith("vba") for name in parts):
        raise Problem(
            f"“{path.name}” holds macros, which a slip never does.",
            "Do not open it. Ask the school to fill in the form it was sent.",
        )
    root, comments = _xml(path, parts)
    return _Reading(root, comments).slip(path.name)


def _xml(path: Path, parts: frozenset[str]) -> tuple[etree._Element, Mapping[str, str]]:
    """The text of the document, and the words of its comments by their id."""
    try:
        with zipfile.ZipFile(path) as packed:
            root = _parsed(packed, _MAIN)
            notes = _parsed(packed, _COMMENTS) if _COMMENTS in parts else None
    except (zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError, EOFError, ValueError) as error:
        hint = "Ask the school to save it and send it again."
        raise Problem(f"“{path.name}” is damaged and cannot be read.", hint) from error
    except OSError as error:
        raise unreadable(path, error) from error
    found = notes.iter(f"{_W}comment") if notes is not None else ()
    return root, {one.get(f"{_W}id", ""): _words(one) for one in found}


def _parsed(packed: zipfile.ZipFile, name: str) -> etree._Element:
    """Raises ValueError for a part that is no plain text of a form."""
    if packed.getinfo(name).file_size > _MOST:
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(packed.read(name), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(name)
    etree.strip_elements(root, _FALLBACK, with_tail=False)
    return root


class _Reading:
    """Goes through the fields, then through the rows whose fields have lost their marks."""

    def __init__(self, root: etree._Element, comments: Mapping[str, str]) -> None:
        self._root, self._comments = root, comments
        self._told: set[str] = set()  # comments that belong to a sentence
        self._lines: dict[int, ReadLine] = {}
        self._ends: dict[str, str] = {"other": "", "who": ""}

    def slip(self, name: str) -> ReadSlip:
        reference = self._reference()
        if reference is None:
            raise Problem(f"“{name}” is not a slip that was sent with a draft.", _FOREIGN)
        for one in self._root.iter(f"{_W}sdt"):
            found = read_mark(_mark(one))
            if found and found[2] == reference.digest:
                self._field(one, found[0], found[1])
        for row in self._root.iter(f"{_W}tr"):
            self._row(row)
        left = [words for key, words in self._comments.items() if key not in self._told]
        other = "\n".join(filter(None, [filled_in(self._ends["other"]), *left]))
        return ReadSlip(reference, self._lines, other, filled_in(self._ends["who"]))

    def _reference(self) -> Reference | None:
        """As a field is marked with it, or as it is printed."""
        for one in self._root.iter(f"{_W}sdt"):
            found = read_mark(_mark(one))
            if found and found[0] == "reference":
                return Reference(found[1], found[2])
        said = (find_reference(_words(one)) for one in self._root.iter(f"{_W}p"))
        return next(filter(None, said), None)

    def _field(self, one: etree._Element, part: str, name: str) -> None:
        place = _place_of(one)
        if part in self._ends:
            self._ends[part] = self._ends[part] or filled_in(_words(place))
        elif part in _ASKED:
            self._keep(int(name), part, place)

    def _row(self, row: etree._Element) -> None:
        """A row by the place of its cells, for what no field has said."""
        cells = list(_own(row, "tc", "tr"))
        if len(cells) == len(_ENDS):
            part = _ENDS.get(filled_in(_words(cells[0])).casefold())
            if part:
                self._ends[part] = self._ends[part] or _words(cells[1])
        number = _words(cells[0]).strip(" .)") if len(cells) == 1 + len(_ASKED) else ""
        if not (number.isdecimal() and len(number) < 6):
            return
        for part, cell in zip(_ASKED, cells[1:], strict=True):
            if not any(read_mark(_mark(one)) for one in cell.iter(f"{_W}sdt")):
                self._keep(int(number), part, cell)
        self._comment(int(number), row)

    def _keep(self, number: int, part: str, place: etree._Element) -> None:
        line = self._lines.setdefault(number, ReadLine())
        if part == "text" and not line.text:
            line.text, line.changed = _words(place, tracked=False), _words(place)
        elif part in ("answer", "words") and not filled_in(getattr(line, part)):
            setattr(line, part, _words(place))

    def _comment(self, number: int, row: etree._Element) -> None:
        line = self._lines.setdefault(number, ReadLine())
        for one in row.iter(f"{_W}commentReference"):
            key = one.get(f"{_W}id", "")
            if key in self._comments and key not in self._told:
                self._told.add(key)
                line.words = "\n".join(filter(None, [filled_in(line.words), self._comments[key]]))


def _mark(one: etree._Element) -> str:
    found = one.find(f"{_W}sdtPr/{_W}tag")
    return str(found.get(f"{_W}val") or "") if found is not None else ""


def _place_of(one: etree._Element) -> etree._Element:
    """The cell a field has to itself, so that what is written beside it counts; else the field."""
    cell = next(one.iterancestors(f"{_W}tc"), None)
    if cell is None:
        return one
    ours = [other for other in cell.iter(f"{_W}sdt") if read_mark(_mark(other))]
    return cell if ours == [one] else one


def _own(owner: etree._Element, what: str, within: str) -> Iterator[etree._Element]:
    """The cells of a row, wherever fields have put them; not those of a table inside."""
    for one in owner.iter(f"{_W}{what}"):
        if next(one.iterancestors(f"{_W}{within}"), None) is owner:
            yield one


def _words(place: etree._Element, *, tracked: bool = True) -> str:
    """What is written there, as it reads with all tracked changes, or as it was before them."""
    hidden = _TAKEN_OUT if tracked else _ADDED
    said: list[str] = []
    for node in place.iter(f"{_W}p", f"{_W}t", f"{_W}delText", *_BREAKS):
        if next(node.iterancestors(*hidden), None) is not None:
            continue
        if node.tag == f"{_W}p":
            said.append("\n")
        elif node.tag in _BREAKS:
            parent = node.getparent()
            said.append(
                _BREAKS[str(node.tag)] if parent is not None and parent.tag == f"{_W}r" else ""
            )
        elif node.tag == f"{_W}t" or not tracked:
            said.append(node.text or "")
    return "".join(said).strip()
