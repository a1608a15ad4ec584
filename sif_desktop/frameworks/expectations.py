"""What every document of an example must have, compared with what it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sif_desktop.domain.deadlines import due
from sif_desktop.domain.forms import Facts
from sif_desktop.frameworks.pack import Recipient, file_name
from sif_desktop.frameworks.pack_examples import Expected
from sif_desktop.frameworks.papers import Paper

Difference = tuple[str, str]  # name of the expectation, sentence
REMEDY = "Correct the example or the rule."


def paper_differences(
    paper: Paper,
    expected: Expected,
    told: Iterable[Recipient],
    names: Mapping[str, str],
    facts: Facts,
    days: Mapping[str, date],
) -> Iterator[Difference]:
    """What differs of what every document has."""
    found = tuple(f"{who.role}/{who.copy}" for who in told)
    yield from compared("recipients", expected.recipients, found)
    if expected.file_name is not None:
        name = file_name(paper.file_name, names)
        yield from compared("file_name", (expected.file_name,), (name,))
    signers = paper.sign_off.signers(facts) if paper.sign_off else ()
    yield from compared("signers", expected.signers, tuple(s.role for s in signers))
    if expected.due is not None:
        start = days.get(paper.deadline.after) if paper.deadline else None
        day = due(paper.deadline, "", start).day if paper.deadline and start else None
        yield from compared("due", (str(expected.due),), (str(day or "no day"),))


def compared(
    what: str, expected: tuple[str, ...] | None, found: tuple[str, ...]
) -> Iterator[Difference]:
    if expected is not None and expected != found:
        yield what, f"It comes out as: {', '.join(found) or 'nothing'}. {REMEDY}"
