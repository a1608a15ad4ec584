"""The authority's rulebook, to be read: what visits there are, what is asked, who is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.deadlines import ANCHORS, many
from sif_desktop.domain.form_rules import numbering
from sif_desktop.services.context import Context
from sif_desktop.services.rulebook_lines import STARTER, Line, Part
from sif_desktop.services.rulebook_meetings import meeting_parts

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Cadence, Pack, VisitType
    from sif_desktop.frameworks.papers import Letter, Paper


@dataclass(frozen=True, slots=True)
class RulebookView:
    title: str
    version: str
    authority: str
    based_on: str
    parts: tuple[Part, ...]
    checklists: tuple[tuple[str, str], ...]  # kind of visit and its title, to print blank
    missing: str = ""  # says so where the version chosen is not on this computer


class RulebookService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def view(self) -> RulebookView:
        """The rulebook new work is done under. Raises Problem if it is not installed."""
        pack = self._context.pack()
        book = pack.rulebook
        based = " · ".join(filter(None, (book.title, book.version))) if book else ""
        parts = (
            *(_visits(pack), *_texts(pack), *_forms(pack), _scales(pack)),
            *(*_indicators(pack), *meeting_parts(pack), _documents(pack), *_letters(pack)),
        )
        kinds = tuple((kind.code, kind.title) for kind in pack.offered_visit_types())
        missing = _missing(self._context.authority().pack_version, pack.version)
        return RulebookView(pack.title, pack.version, pack.authority, based, parts, kinds, missing)


def _missing(chosen: str, used: str) -> str:
    from sif_desktop.frameworks.versions import version_key

    if version_key(chosen) <= version_key(used):
        return ""
    return (
        f"Version {chosen}, which this caseload works under, is not on this computer: copy its "
        "folder here from the computer it was made on"
    )


def _visits(pack: Pack) -> Part:
    lines = tuple(
        Line(kind.title, _visit_detail(pack, kind), _source(kind.source, kind.app_default))
        for kind in pack.offered_visit_types()
    )
    return Part(
        "visits", "Visits", "The kinds of visit and how often each is owed.", (("", lines),)
    )


def _visit_detail(pack: Pack, kind: VisitType) -> str:
    meets = ", ".join(pack.role_label(role) for role in kind.meet)
    parts = [
        say_cadence(kind.cadence),
        f"Checklist: {pack.visit_form(kind.code).title}",
        f"Meets: {meets}" if meets else "",
        f"{kind.days.total:g} days" if kind.days else "",
    ]
    return " · ".join(part for part in parts if part)


def say_cadence(cadence: Cadence | None) -> str:
    """How often, in words; empty where the rulebook does not say."""
    if cadence is None:
        return ""
    if cadence.at_least:
        return f"At least {cadence.at_least} a {cadence.per}"
    if cadence.every:
        unit = cadence.unit if cadence.every == 1 else f"{cadence.every} {cadence.unit}s"
        return f"Every {unit}"
    return ""


def _texts(pack: Pack) -> Iterator[Part]:
    if pack.references:
        groups = tuple(
            (
                one.title,
                tuple(Line(text, "", _source(one.source, one.app_default)) for text in one.lines),
            )
            for one in pack.references
        )
        yield Part("texts", "Reference texts", "Lists and texts of the authority to read.", groups)


def _indicators(pack: Pack) -> Iterator[Part]:
    if pack.indicators:
        lines = tuple(Line(label) for label in pack.indicators.values())
        yield Part("indicators", "Indicators", "The figures the rulebook looks at.", (("", lines),))


def _forms(pack: Pack) -> Iterator[Part]:
    for form in pack.forms.values():
        numbers = numbering(form)
        groups = []
        for section in form.sections:
            lines = tuple(
                Line(
                    f"{numbers.get(item.id, '')}  {item.label}".strip(),
                    item.prompt,
                    _source(item.source, item.app_default),
                )
                for item in section.items
            )
            mark = " (must be filled in)" if section.mandatory else ""
            groups.append((f"{section.title}{mark}", lines))
        yield Part(f"form:{form.id}", form.title, "Checklist", tuple(groups))


def _scales(pack: Pack) -> Part:
    groups = tuple(
        (
            scale.title,
            tuple(
                Line(f"{step.key}  {step.label}" if step.key else step.label, step.descriptor)
                for step in scale.steps
            ),
        )
        for scale in pack.scales.values()
    )
    return Part("scales", "Scales", "The words judgements are made in, best first.", groups)


def _documents(pack: Pack) -> Part:
    groups = []
    for layout in pack.layouts:
        lines = [Line(s.heading or s.kind.replace("_", " ").capitalize()) for s in layout.sections]
        groups.append((f"{layout.title}: sections in order", (*lines, *_paper(layout))))
    told = tuple(
        Line(f"{to.label}: {to.copy} copy", to.route, _source(to.source, to.app_default))
        for rule in pack.rules
        for to in rule.to
    )
    groups.append(("Who receives a copy, by kind of school", tuple(dict.fromkeys(told))))
    intro = "What each document holds, and who receives it."
    return Part("documents", "Documents", intro, tuple(groups))


def _paper(paper: Paper) -> Iterator[Line]:
    """By when such a document is due, and who signs it off."""
    if (deadline := paper.deadline) is not None:
        anchor = ANCHORS.get(deadline.after, deadline.after.replace("_", " "))
        said = f"Due within {many(deadline)} of {anchor}"
        yield Line(said, "", _source(deadline.source, deadline.app_default))
    if (sign_off := paper.sign_off) is not None:
        names = ", then ".join(rule.label for rule in sign_off.by)
        said = f"Signed off by {names}"
        yield Line(said, "", _source(sign_off.source, sign_off.app_default))


def _letters(pack: Pack) -> Iterator[Part]:
    if pack.letters:
        groups = tuple((letter.title, tuple(_letter(letter))) for letter in pack.letters)
        intro = "The letters that can be written about a school, and what each is for."
        yield Part("letters", "Letters", intro, groups)


def _letter(letter: Letter) -> Iterator[Line]:
    to = ", or ".join(dict.fromkeys(to.label for to in letter.to))
    yield Line(letter.purpose, f"To: {to}", letter.source or STARTER)
    yield from _paper(letter)
    for wanted in letter.text.fields:
        must = " (must be filled in)" if wanted.required else ""
        source = "" if wanted.source == letter.source else wanted.source
        yield Line(f"{wanted.label}{must}", wanted.prompt, source)


def _source(paragraph: str, app_default: bool) -> str:
    return STARTER if app_default else paragraph
