"""Who is proposed to receive a version: the rulebook's list, and whoever had an earlier version.

A correction must reach everybody who holds what it corrects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sif_desktop.domain.copies import COPY_LABELS, DISCLOSED
from sif_desktop.services.documents.issue import IssuedTo, Version
from sif_desktop.services.documents.source import RecipientChoice


def proposed(
    by_rule: Sequence[RecipientChoice], earlier: Sequence[Version]
) -> tuple[RecipientChoice, ...]:
    """The rulebook's recipients in its order, then those it does not name; `earlier` newest first.

    What was disclosed on request is not corrected by the program and proposes nobody.
    """
    had: dict[tuple[str, str, str], tuple[IssuedTo, int]] = {}
    for version in earlier:
        for who in version.recipients:
            if who.route != DISCLOSED and who.copy in COPY_LABELS:
                had.setdefault(_key(who.role, who.name, who.copy), (who, version.number))
    return (*_known(by_rule, had), *_others(by_rule, had))


def _known(
    by_rule: Sequence[RecipientChoice], had: dict[tuple[str, str, str], tuple[IssuedTo, int]]
) -> Iterator[RecipientChoice]:
    numbers: dict[tuple[str, str], int] = {}
    for (role, _name, copy), (_who, number) in had.items():
        numbers[role, copy] = max(number, numbers.get((role, copy), 0))
    for who in by_rule:
        yield replace(who, had=numbers.get((who.label.casefold(), who.copy), 0))


def _others(
    by_rule: Sequence[RecipientChoice], had: dict[tuple[str, str, str], tuple[IssuedTo, int]]
) -> Iterator[RecipientChoice]:
    named = {(who.label.casefold(), who.copy) for who in by_rule}
    for (role, _name, copy), (who, number) in had.items():
        if (role, copy) not in named:
            yield RecipientChoice("", who.role, who.copy, who.route, who.name, had=number)


def _key(role: str, name: str, copy: str) -> tuple[str, str, str]:
    return role.casefold(), name.casefold(), copy
