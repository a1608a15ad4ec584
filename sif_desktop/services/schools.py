"""Schools and settings: the list, one school, entering and changing them by hand.

What is dated (who holds a role, category, attached officer, status) is ended and added to, never
overwritten. What is changed by hand against the register stays so when the register is read again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from sif_desktop.domain.errors import Problem
from sif_desktop.models import firstlists
from sif_desktop.models.base import logged_columns
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.ids import keyed_uid, new_uid
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.services import provider_rules, school_page
from sif_desktop.services.dated_status import begin_status
from sif_desktop.services.provider_rules import EDITABLE, EntryFaults, PersonFields
from sif_desktop.services.register_rows import STORED
from sif_desktop.services.school_lines import SchoolPage, SchoolRow, school_row

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

_CATEGORY_SINCE = text(
    "SELECT provider_uid, max(from_date) FROM provider_status"
    " WHERE what = 'category' AND to_date IS NULL AND x_gone = 0 GROUP BY provider_uid"
)
_LABELS = {column.name: str(column.info["label"]) for column in logged_columns(provider)}


@dataclass(frozen=True, slots=True)
class Added:
    uid: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Entry:
    """A school as the form shows it. `register` holds what the register said of fields changed
    by hand; `from_register` whether it came from there."""

    uid: str
    values: Mapping[str, str]
    register: Mapping[str, str]
    from_register: bool


class SchoolService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def rows(self, today: date | None = None) -> list[SchoolRow]:
        """Every school by name, in two statements."""
        day = (today or self._context.today()).isoformat()
        pack = self._context.pack()
        with self._context.store.read() as connection:
            found = connection.execute(text(firstlists.SCHOOLS), {"today": day}).all()
            since = {row[0]: row[1] for row in connection.execute(_CATEGORY_SINCE)}
        rows = (school_row(tuple(values)) for values in found)
        return [
            replace(
                row,
                category_label=pack.category_label(row.category),
                category_since=since.get(row.uid) or "",
            )
            if row.category
            else row
            for row in rows
        ]

    def page(self, uid: str, today: date | None = None) -> SchoolPage:
        """All of one school. Raises Problem if it has been deleted."""
        with self._context.store.read() as connection:
            return school_page.read(
                connection, uid, today or self._context.today(), self._context.pack()
            )

    def entry(self, uid: str) -> Entry:
        """What the form begins with. Raises Problem if the school has been deleted."""
        with self._context.store.read() as connection:
            row = connection.execute(select(provider).where(provider.c.uid == uid)).mappings()
            found = row.first()
        if found is None or found["x_gone"]:
            raise Problem("This school has been deleted.", "Undo brings it back.")
        edits = json.loads(found["local_edits"] or "{}")
        values = {name: found[name] or "" for name in EDITABLE}
        return Entry(uid, values, edits, bool(found["register_source"]))

    def kinds(self) -> dict[str, str]:
        """Code and label of the kinds of provider the rulebook knows."""
        return {kind.code: kind.label for kind in self._context.pack().provider_kinds}

    def roles(self) -> dict[str, str]:
        """Code and label; those at the school before those of the authority and of partners."""
        ordered = sorted(self._context.pack().roles, key=lambda one: one.side != "school")
        return {one.code: one.label for one in ordered}

    def categories(self) -> dict[str, str]:
        return {one.code: one.label for one in self._context.pack().categories}

    # -- the school itself ---------------------------------------------------------------------

    def add(self, values: Mapping[str, str]) -> Added:
        """A school or setting entered by hand. Raises EntryFaults with all that is wrong."""
        entry = self._checked(values)
        uid = keyed_uid("provider", entry["urn"]) if entry.get("urn") else new_uid()
        fields = {name: value or None for name, value in entry.items()}
        with self._context.store.action(f"Added {entry['name']}") as act:
            if act.rows({uid: provider.name}):  # it was there once and was deleted
                act.restore(provider, uid)
                nothing = dict.fromkeys(c.name for c in logged_columns(provider))
                act.update(provider, uid, **{**nothing, **fields})
            else:
                act.create(provider, TEAM, uid, **fields)
        return Added(uid, act.changes)

    def edit(self, uid: str, values: Mapping[str, str]) -> Changes:
        """Change fields by hand, remembering what the register says of them.

        Raises EntryFaults with all that is wrong, Problem if the school has been deleted.
        """
        stored = self.entry(uid)
        entry = self._checked({**stored.values, **values}, uid)
        changed = {name: value for name, value in entry.items() if value != stored.values[name]}
        fields: dict[str, Any] = {name: value or None for name, value in changed.items()}
        if stored.from_register:
            fields["local_edits"] = _edits(stored, changed) or None
        with self._context.store.action(f"Changed {entry['name']}") as act:
            if changed:
                act.update(provider, uid, **fields)
            if "status" in changed:
                begin_status(act, uid, "status", entry["status"], "", self._context.today())
        return act.changes

    def use_register_value(self, uid: str, field: str) -> Changes:
        """Give up an edit: the field says again what the register says."""
        stored = self.entry(uid)
        if field not in stored.register:
            raise Problem(f"{_LABELS[field]} was not changed by hand.")
        return self.edit(uid, {field: stored.register[field]})

    def delete(self, uid: str) -> Changes:
        """Take the school and all that hangs on it out of the caseload; undo brings it back."""
        with self._context.store.action(f"Deleted {self.entry(uid).values['name']}") as act:
            act.delete(provider, uid)
        return act.changes

    def _checked(self, values: Mapping[str, str], uid: str = "") -> dict[str, str]:
        unknown = values.keys() - set(EDITABLE)
        if unknown:
            raise Problem(f"A school has no field {', '.join(sorted(unknown))}.")
        entry = provider_rules.cleaned(values)
        faults = provider_rules.provider_faults(entry, self.kinds())
        if entry.get("urn") and "urn" not in faults and (other := self._holder(entry["urn"], uid)):
            faults["urn"] = f"{other} already has the URN {entry['urn']}."
        if faults:
            raise EntryFaults(faults)
        return entry

    def _holder(self, urn: str, uid: str) -> str:
        mine = (provider.c.urn == urn) & (provider.c.uid != uid) & (provider.c.x_gone == 0)
        with self._context.store.read() as connection:
            found = connection.execute(select(provider.c.name).where(mine)).scalar()
        return str(found) if found else ""

    # -- people in roles -----------------------------------------------------------------------

    def add_person(self, uid: str, person: PersonFields) -> Added:
        """Somebody takes a role. Whoever holds it now goes on; `replace_person` ends them."""
        fields, row = self._person(person), new_uid()
        with self._context.store.action(f"Added {person.name.strip()}") as act:
            act.create(role, TEAM, row, provider_uid=uid, source="By hand", **fields)
        return Added(row, act.changes)

    def edit_person(self, person_uid: str, person: PersonFields) -> Changes:
        """Correct what is written; for somebody else in the role use `replace_person`."""
        with self._context.store.action(f"Changed {person.name.strip()}") as act:
            act.update(role, person_uid, **self._person(person))
        return act.changes

    def end_person(self, person_uid: str, on: date) -> Changes:
        """They hold the role no longer; who held it until when stays on record."""
        row = self._stored_person(person_uid)
        if row["from_date"] and on.isoformat() < row["from_date"]:
            raise EntryFaults({"to_date": "The last day lies before the first day."})
        with self._context.store.action(f"{row['name']} left the role") as act:
            act.update(role, person_uid, to_date=on.isoformat())
        return act.changes

    def replace_person(self, person_uid: str, person: PersonFields) -> Added:
        """End one holder of a role and begin the next, on the day `person` begins."""
        fields, row = self._person(person), new_uid()
        before = self._stored_person(person_uid)
        start = person.from_date or self._context.today().isoformat()
        with self._context.store.action(f"{person.name.strip()} follows {before['name']}") as act:
            act.update(role, person_uid, to_date=start)
            more = {"provider_uid": before["provider_uid"], "source": "By hand"}
            act.create(role, TEAM, row, **{**fields, **more, "from_date": start})
        return Added(row, act.changes)

    def delete_person(self, person_uid: str) -> Changes:
        """For what was entered by mistake; somebody who left is ended, not deleted."""
        name = self._stored_person(person_uid)["name"]
        with self._context.store.action(f"Deleted {name}") as act:
            act.delete(role, person_uid)
        return act.changes

    def _person(self, person: PersonFields) -> dict[str, str | None]:
        names = PersonFields.__slots__
        tidy = PersonFields(
            **{name: " ".join(getattr(person, name).split()) for name in names if name != "note"},
            note=person.note.strip(),
        )
        faults = provider_rules.person_faults(tidy, self.roles())
        if faults:
            raise EntryFaults(faults)
        return {name: getattr(tidy, name) or None for name in names}

    def _stored_person(self, uid: str) -> Mapping[str, Any]:
        with self._context.store.read() as connection:
            found = connection.execute(select(role).where(role.c.uid == uid)).mappings().first()
        if found is None or found["x_gone"]:
            raise Problem("This person has been deleted meanwhile.", "Undo brings them back.")
        return dict(found)

    # -- what is dated -------------------------------------------------------------------------

    def set_category(self, uid: str, code: str, since: date, reason: str = "") -> Changes:
        """The officer's decision, from that day; "" for none. Raises Problem for an unknown one."""
        if code and code not in self.categories():
            raise Problem(f"“{code}” is no category in this rulebook.", "Choose one of the list.")
        label = self.categories().get(code, "none")
        with self._context.store.action(f"Set the category: {label}") as act:
            act.update(provider, uid, category=code or None)
            begin_status(act, uid, "category", code, reason.strip(), since)
        return act.changes

    def set_officer(self, uid: str, name: str, since: date) -> Changes:
        """Who of the authority is attached from that day; "" for nobody."""
        name = " ".join(name.split())
        with self._context.store.action(f"Attached officer: {name or 'nobody'}") as act:
            act.update(provider, uid, attached_officer=name or None)
            begin_status(act, uid, "attached_officer", name, "", since)
        return act.changes


def _edits(stored: Entry, changed: Mapping[str, str]) -> dict[str, str]:
    """What the register says of every field that says something else here."""
    edits = dict(stored.register)
    for name, value in changed.items():
        if name in STORED:
            said = edits.setdefault(name, stored.values[name])
            if said == value:
                del edits[name]
    return edits
