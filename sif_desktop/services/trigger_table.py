"""The table of triggers for one school: met, not met, or which figure is missing to tell.

Of a restricted one only the answer is given. Those no figure can settle are judged by an officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Finding
from sif_desktop.domain.triggers import Looked, Trigger, evaluate
from sif_desktop.models.changes import Changes, restricted_part
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.judgements import finding
from sif_desktop.services.day_text import words_of
from sif_desktop.services.knowing import known_of

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

SCHEME = "triggers"
MET, NOT_MET, CANNOT_TELL = "met", "not_met", "cannot_tell"
WORDS: Mapping[str, str] = {MET: "met", NOT_MET: "not met", CANNOT_TELL: "cannot tell"}
_JUDGED = (Finding.MET.value, Finding.NOT_MET.value, Finding.NOT_JUDGED.value)


@dataclass(frozen=True, slots=True)
class TriggerLine:
    """`why` are the reasons, or what is missing; empty for a restricted one."""

    id: str
    text: str
    word: str
    why: tuple[str, ...]
    paragraph: str
    first: bool
    restricted: bool
    by_hand: bool  # only an officer can say
    judged: str
    judged_on: str
    judged_by: str
    evidence: str


class TriggerService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def table(self, provider_uid: str) -> tuple[TriggerLine, ...]:
        """Every trigger that applies to the school, those that weigh first before the others."""
        pack, today = self._context.pack(), self._context.today()
        with self._context.store.read() as connection:
            known = known_of(connection, pack, provider_uid, today)
            query = select(finding).where(
                finding.c.provider_uid == provider_uid,
                finding.c.scheme == SCHEME,
                finding.c.x_gone == 0,
            )
            judged = {row["criterion"]: dict(row) for row in connection.execute(query).mappings()}
        looked = evaluate(pack.triggers, known)
        lines = [_line(one, judged.get(one.trigger.id, {}), pack.indicators) for one in looked]
        return tuple(sorted(lines, key=lambda one: not one.first))

    def judge(self, provider_uid: str, trigger_id: str, value: str, evidence: str) -> Changes:
        """An officer's own finding, which stands before what figures say; "not_judged" takes it
        back. Raises Problem for a judgement without evidence."""
        if value not in _JUDGED:
            raise Problem("A trigger is met or not met.", "Choose one of them.")
        said = evidence.strip()
        if value != Finding.NOT_JUDGED:
            said = words_of(evidence, "A judgement names what it rests on.")
        pack, found = self._context.pack(), self._trigger(trigger_id)
        key = (provider_uid, pack.id, SCHEME, trigger_id)
        hidden = found.visibility == "restricted"
        part = restricted_part(keyed_uid(finding.name, *key)) if hidden else provider_uid
        with self._context.store.action("Judged a trigger") as act:
            act.put(
                finding, part, key, provider_uid=provider_uid, pack=pack.id, scheme=SCHEME,
                criterion=trigger_id, asked=found.text, value=value, evidence=said,
                judged_on=self._context.today().isoformat(), judged_by=self._context.me().name,
            )  # fmt: skip
        return act.changes

    def _trigger(self, trigger_id: str) -> Trigger:
        found = next((t for t in self._context.pack().triggers if t.id == trigger_id), None)
        if found is None:
            raise Problem(f"The rulebook has no trigger “{trigger_id}”.")
        return found


def _line(
    looked: Looked, judged: Mapping[str, str | None], figures: Mapping[str, str]
) -> TriggerLine:
    trigger = looked.trigger
    hidden = trigger.visibility == "restricted"
    why = _missing(looked, figures) if looked.word == CANNOT_TELL else _reasons(looked)
    return TriggerLine(
        trigger.id,
        trigger.text,
        looked.word,
        () if hidden else why,
        trigger.paragraph,
        trigger.first,
        hidden,
        trigger.rule is None,
        judged.get("value") or "",
        judged.get("judged_on") or "",
        "" if hidden else judged.get("judged_by") or "",
        "" if hidden else judged.get("evidence") or "",
    )


def _reasons(looked: Looked) -> tuple[str, ...]:
    said = (one.text for one in looked.outcome.reasons if one.text != looked.trigger.text)
    return tuple(filter(None, said))


def _missing(looked: Looked, figures: Mapping[str, str]) -> tuple[str, ...]:
    """What one would have to know to tell."""
    other = {"inspection": "an inspection", looked.trigger.id: "an officer’s judgement"}
    names = [one.criterion for one in looked.outcome.reasons]
    named = (figures.get(one) or other.get(one) or one.replace("_", " ") for one in names)
    return tuple(f"Missing: {one}" for one in dict.fromkeys(named))
