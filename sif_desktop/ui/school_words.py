"""What the page of one school says of it in a line, and what its forms begin with."""

from __future__ import annotations

from sif_desktop.services.provider_rules import PersonFields
from sif_desktop.services.school_lines import PersonInRole, SchoolPage


def subtitle(school: SchoolPage) -> str:
    facts = school.facts
    pupils = f"{int(facts['pupils']):,} pupils" if facts["pupils"].isdigit() else ""
    urn = f"URN {facts['urn']}" if facts["urn"] else ""
    kind = school.kind if school.kind == facts["type"] or not facts["type"] else facts["type"]
    parts = (facts["phase"], kind, pupils, facts["town"], facts["la_name"], urn)
    return " · ".join(dict.fromkeys(filter(None, parts)))


def person_fields(person: PersonInRole) -> PersonFields:
    return PersonFields(
        person.role,
        person.name,
        person.job_title,
        person.email,
        person.telephone,
        person.from_date,
        person.to_date,
        person.note,
    )
