"""Fields in a letterhead: page numbers are kept, links become words, what would go stale goes."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element

from sif_desktop.reports.docx_read import attribute, tag
from sif_desktop.reports.house_style.faults import Faults

_KEEPS_WORDS = ("HYPERLINK", "REF", "QUOTE", "DOCPROPERTY", "INCLUDEPICTURE")
_TOTALS = ("NUMPAGES", "SECTIONPAGES")


class FieldReader:
    """Follows the fields of one paragraph, whose marks are spread over its runs."""

    def __init__(self, where: str, faults: Faults) -> None:
        self._where, self._faults = where, faults
        self._open: list[tuple[str, bool]] = []  # instruction, whether its result has begun

    def begin(self) -> None:
        """A new paragraph."""
        self._open = []

    @property
    def hides(self) -> bool:
        """Whether words met now belong to a field and are not kept."""
        return any(not result or _name(code) not in _KEEPS_WORDS for code, result in self._open)

    def take(self, one: _Element) -> Sequence[str]:
        """Note a mark of a field; what is to be written where a page number's field ends."""
        if one.tag == tag("instrText") and self._open:
            code, result = self._open[-1]
            self._open[-1] = (code + (one.text or ""), result)
        kind = attribute(one, "fldCharType") if one.tag == tag("fldChar") else ""
        if kind == "begin":
            self._open.append(("", False))
        elif kind == "separate" and self._open:
            self._open[-1] = (self._open[-1][0], True)
        elif kind == "end" and self._open:
            return self.simple(self._open.pop()[0]) or ()
        return ()

    def simple(self, code: str) -> Sequence[str] | None:
        """What to write for a field with this instruction; None: the words it shows."""
        name = _name(code)
        if name == "PAGE":
            return ("PAGE",)
        if name in _TOTALS:
            return ("NUMPAGES",)
        if name in _KEEPS_WORDS:
            return None
        self._faults.left_out(
            f"field:{self._where}:{name}",
            f"A field ({name or 'without a name'}) in {self._where} would show what was true of "
            "the template, not of the document.",
            "It is left out. Title, version and date stand in the documents themselves.",
        )
        return ()


def _name(code: str) -> str:
    return (code.split() or [""])[0].upper()
