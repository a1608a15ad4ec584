"""The facts of a provider and a visit in the words packs use (`vocabulary.FACTS`).

One place turns what the register says into what conditions and distribution rules ask for.
"""

from __future__ import annotations

from sif_desktop.domain.register import is_maintained, stages
from sif_desktop.frameworks.pack import Pack

_STATUSES = {
    "open": "open",
    "open, but proposed to close": "proposed_to_close",
    "proposed to open": "proposed_to_open",
    "closed": "closed",
}


def provider_facts(
    pack: Pack,
    *,
    kind: str = "",
    category: str = "",
    type_name: str = "",
    type_group: str = "",
    status: str = "",
    phase: str = "",
    low_age: int | None = None,
    high_age: int | None = None,
    sixth_form: str = "",
    religious_character: str = "",
    trust_name: str = "",
) -> dict[str, str]:
    """Facts from a provider's fields as the register writes them.

    `kind` and `category` are codes of the pack where an officer has set them; without a kind it is
    found from the register's type. A fact nobody knows is "".
    """
    taught = stages(phase, low_age, high_age, sixth_form)
    denomination = _denomination(religious_character)
    return {
        "provider.kind": kind or pack.kind_for(type_name, type_group),
        "provider.category": category,
        "provider.status": _STATUSES.get(status.strip().casefold(), ""),
        "provider.phase": _code(phase),
        "provider.stages": "\n".join(_code(stage) for stage in taught),
        "provider.early_years": _yes(taught, "early years"),
        "provider.sixth_form": _yes(taught, "sixth form") or sixth_form,
        "provider.denomination": denomination,
        "provider.church_school": "no" if denomination in ("none", "other") else "yes",
        "provider.maintained": ("yes" if is_maintained(type_name) else "no") if type_name else "",
        "provider.trust": "yes" if trust_name.strip() else "no",
    }


def visit_facts(visit_type: str, term: str = "") -> dict[str, str]:
    """Facts of a visit: its type's code, and its term ("autumn", "spring", "summer" or "")."""
    return {"visit.type": visit_type, "visit.term": term}


def _yes(taught: tuple[str, ...], stage: str) -> str:
    return ("yes" if stage in taught else "no") if taught else ""


def _code(words: str) -> str:
    return words.strip().casefold().replace("-", "_").replace(" ", "_")


def _denomination(character: str) -> str:
    """A religious character in the words of packs; joint schools are Church of England."""
    name = character.strip().casefold()
    if name in ("", "none", "does not apply", "not applicable"):
        return "none"
    if "church of england" in name:
        return "church_of_england"
    return "roman_catholic" if "catholic" in name else "other"
