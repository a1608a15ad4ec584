"""Why something is withheld from a copy: the exemptions of the law, as a closed list.

Freedom of Information Act 2000, Part II, and Data Protection Act 2018, Schedules 2 and 3, as far
as notes and letters about schools have use for them. Which one applies, the officer decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sif_desktop.domain.errors import Problem

_FOI = "Freedom of Information Act 2000"
_DPA = "Data Protection Act 2018"
OWN = "own"
PERSONAL = "foi-40"


@dataclass(frozen=True, slots=True)
class Exemption:
    """`words` stand in the copy, `law` in the log; `weighed`: the public interest must be."""

    code: str
    words: str
    law: str
    weighed: bool = False
    hint: str = ""

    @property
    def label(self) -> str:
        return _capital(self.words)


_LIST = (
    Exemption(PERSONAL, "personal information", f"{_FOI}, section 40(2)"),
    Exemption("foi-41", "information given in confidence", f"{_FOI}, section 41"),
    Exemption(
        "foi-31",
        "law enforcement",
        f"{_FOI}, section 31",
        weighed=True,
        hint="Inspection and regulation count, for the purposes of section 31(2).",
    ),
    Exemption(
        "foi-33",
        "audit functions",
        f"{_FOI}, section 33",
        weighed=True,
        hint="For bodies that audit how other authorities use their resources.",
    ),
    Exemption(
        "foi-36",
        "effective conduct of public affairs",
        f"{_FOI}, section 36",
        weighed=True,
        hint="Needs the reasonable opinion of the authority’s qualified person.",
    ),
    Exemption("foi-38", "health and safety", f"{_FOI}, section 38", weighed=True),
    Exemption("foi-42", "legal professional privilege", f"{_FOI}, section 42", weighed=True),
    Exemption("foi-43", "commercial interests", f"{_FOI}, section 43", weighed=True),
    Exemption("foi-22", "to be published", f"{_FOI}, section 22", weighed=True),
    Exemption("foi-21", "available by other means", f"{_FOI}, section 21"),
    Exemption("foi-44", "disclosure prohibited by law", f"{_FOI}, section 44"),
    Exemption(
        "foi-40-own",
        "the applicant’s own personal information",
        f"{_FOI}, section 40(1)",
        hint="Answer it as a request for access to one’s own data.",
    ),
    Exemption(
        "dpa-others",
        "information about another person",
        f"{_DPA}, Schedule 2, Part 3 (rights of others)",
    ),
    Exemption(
        "dpa-reference",
        "confidential reference",
        f"{_DPA}, Schedule 2, Part 4, paragraph 24",
    ),
    Exemption(
        "dpa-harm",
        "risk of serious harm",
        f"{_DPA}, Schedule 3, Part 4 (education data)",
    ),
    Exemption(
        "dpa-child",
        "protection of a child",
        f"{_DPA}, Schedule 3, Part 5 (child abuse data)",
    ),
)
EXEMPTIONS: Mapping[str, Exemption] = {exemption.code: exemption for exemption in _LIST}


@dataclass(frozen=True, slots=True)
class Reason:
    """An exemption's code, or OWN with words of the officer's."""

    code: str
    own: str = ""

    @property
    def words(self) -> str:
        """What stands in place of what is withheld."""
        known = EXEMPTIONS.get(self.code)
        return known.words if known else self.own.strip()

    @property
    def law(self) -> str:
        known = EXEMPTIONS.get(self.code)
        return known.law if known else ""

    @property
    def label(self) -> str:
        return _capital(self.words)

    @property
    def cited(self) -> str:
        """Words and law, as a log has them."""
        return f"{self.label} ({self.law})" if self.law else self.label


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def checked(reason: Reason, what: str) -> Reason:
    """The same reason. Raises Problem if it is none, or none of those the program knows."""
    known = reason.code in EXEMPTIONS or (reason.code == OWN and reason.own.strip())
    if not known:
        raise Problem(
            f"No reason is given why {what} is withheld.", "Choose one of the list, or write one."
        )
    return reason


def mark(reason: Reason) -> str:
    """What is printed in place of what is withheld."""
    return f"[withheld: {reason.words}]"
