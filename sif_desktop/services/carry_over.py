"""Categories of an earlier rulebook, carried over by hand into those of the present one.

Nothing says which old category is which new one, so the officer does. What was decided before keeps
its own scheme; a new decision is written beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sif_desktop.domain.categories import Scheme
from sif_desktop.domain.category_decision import exit_by
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Known
from sif_desktop.domain.terms import academic_year
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.category_view import ENTERED
from sif_desktop.services.category_words import label_of
from sif_desktop.services.dated_status import begin_status
from sif_desktop.services.knowing import known_of_all

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.models.changes import Action, Changes
    from sif_desktop.services.context import Context

DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class OldCategory:
    """A category of another rulebook that schools still hold; `choices` are those of the present
    one that every such school may have: code to label."""

    key: str
    label: str
    rulebook: str
    schools: tuple[str, ...]
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Holder:
    """A school that holds an old category."""

    uid: str
    name: str
    code: str
    pack: str  # the rulebook it was decided under; "" where no decision is on record
    version: str
    scheme: Scheme
    known: Known

    @property
    def key(self) -> str:
        return f"{self.pack}/{self.code}"


class CarryOver:
    def __init__(self, context: Context) -> None:
        self._context = context

    def waiting(self) -> tuple[OldCategory, ...]:
        """The old categories that schools hold, by label. A fixed number of statements."""
        groups: dict[str, list[_Holder]] = {}
        for one in self._holders():
            groups.setdefault(one.key, []).append(one)
        found = (self._old(key, holders) for key, holders in groups.items())
        return tuple(sorted(found, key=lambda one: (one.rulebook, one.label)))

    def carry(self, chosen: Mapping[str, str]) -> Changes:
        """Decide on the new category of every school that holds a chosen old one; `chosen` is the
        new code by key of the old, "" for what is left as it is. One action.

        Raises Problem if nothing is chosen, or a school of the old category cannot have the new.
        """
        wanted = {key: code for key, code in chosen.items() if code}
        if not wanted:
            raise Problem("No category is chosen.", "Choose the new one for an old one.")
        olds = {one.key: one for one in self.waiting()}
        for key, code in wanted.items():
            if key not in olds or code not in olds[key].choices:
                raise Problem("A school cannot have the category chosen.", "Open it again.")
        with self._context.store.action("Carried categories over") as act:
            for holder in self._holders():
                if holder.key in wanted:
                    self._decide(act, holder, wanted[holder.key], olds[holder.key])
        return act.changes

    def _decide(self, act: Action, holder: _Holder, code: str, old: OldCategory) -> None:
        pack, today = self._context.pack(), self._context.today()
        leave = exit_by(holder.scheme, holder.known, code, today)
        words = f"Carried over by hand from “{old.label}” of {old.rulebook}."
        act.create(
            judgement, holder.uid, provider_uid=holder.uid, pack=pack.id,
            pack_version=pack.version, scheme=holder.scheme.id,
            school_year=academic_year(today), category=code, reasons=words,
            exit_by=leave.isoformat() if leave else None, state=DECIDED,
            decided_on=today.isoformat(), decided_by=self._context.me().name,
        )  # fmt: skip
        begin_status(act, holder.uid, "category", code, words, today)
        act.update(provider, holder.uid, category=code)

    # Reading ------------------------------------------------------------------------------------

    def _holders(self) -> list[_Holder]:
        context = self._context
        pack = context.pack()
        with context.store.read() as connection:
            known = known_of_all(connection, pack, context.today())
            made = _decisions(connection)
            held = connection.execute(_HELD).all()
        found = []
        for uid, name, code in held:
            scheme = pack.scheme_for(known[uid].provider)
            of, version = made.get(uid, ("", ""))
            foreign = of not in ("", pack.id) or code not in {one.code for one in pack.categories}
            if scheme is not None and foreign:
                found.append(_Holder(uid, name, code, of, version, scheme, known[uid]))
        return found

    def _old(self, key: str, holders: list[_Holder]) -> OldCategory:
        first, pack = holders[0], self._context.pack()
        theirs = self._pack(first)
        label = label_of(theirs, first.code) if theirs else first.code.replace("_", " ")
        offered = [{c.code for c in one.scheme.categories} for one in holders]
        ordered = sorted(first.scheme.categories, key=lambda one: one.severity)
        choices = {
            one.code: label_of(pack, one.code)
            for one in ordered
            if all(one.code in codes for codes in offered)
        }
        rulebook = theirs.title if theirs else first.pack or "an earlier rulebook"
        return OldCategory(key, label, rulebook, tuple(one.name for one in holders), choices)

    def _pack(self, holder: _Holder) -> Pack | None:
        if not holder.pack:
            return None
        try:
            return self._context.registry.get(holder.pack, holder.version or None)
        except Problem:  # no longer installed
            return None


_HELD = (
    select(provider.c.uid, provider.c.name, provider.c.category)
    .where(
        provider.c.x_gone == 0,
        provider.c.category != "",
        ~func.coalesce(provider.c.status, "").startswith("Closed"),
    )
    .order_by(provider.c.name)
)


def _decisions(connection: Connection) -> dict[str, tuple[str, str]]:
    """The rulebook and its version of the latest decision on each school."""
    here = judgement.c
    query = select(here.provider_uid, here.pack, here.pack_version).where(
        here.x_gone == 0, here.state == DECIDED
    )
    rows = connection.execute(query.order_by(here.decided_on, ENTERED))
    return {row.provider_uid: (row.pack or "", row.pack_version or "") for row in rows}
