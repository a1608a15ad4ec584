"""A question's fields as a person reads and answers them: labels, words, and what may be chosen.

Of a group only what differs is shown. Where a row stands among its like is said only where nothing
else differs. An answer's state and its value are one judgement, as on the checklist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from sif_desktop.domain.forms import AnswerState
from sif_desktop.models.base import metadata
from sif_desktop.services.last_time import STATE_WORDS
from sif_desktop.services.values import reading
from sif_desktop.services.values.kinds import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sif_desktop.domain.merge import Wire
    from sif_desktop.services.values.saying import Row, Saying
    from sif_desktop.sync.resolve import Question

    Values = Mapping[str, Wire]

_STATE = "state:"  # before the state of an answer that is no value of its item
_NOTHING = "Nothing"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to decide. `typed` is "lines", "line" or "" where it is chosen from `choices`
    ({key: words}); `read` gives the values of what was typed or of the key."""

    label: str
    say: Callable[[Values], str]
    read: Callable[[str], dict[str, Wire]]
    typed: str
    choices: Mapping[str, str]


def parts_of(saying: Saying, question: Question, row: Row, today: date) -> tuple[Part, ...]:
    """In the order of the record's fields; none for a deletion."""
    shown = _shown(question)
    if question.table == "answer" and {"state", "value"} <= set(question.columns):
        return (_judgement(saying, question, row, today),)
    return tuple(_part(saying, question, row, name, today) for name in shown)


def _every(question: Question) -> Iterator[Values]:
    yield question.base
    yield from (version.values for version in question.versions)


def _shown(question: Question) -> list[str]:
    names = [c.name for c in metadata.tables[question.table].c if c.name in question.columns]
    apart = [n for n in names if len({values[n] for values in _every(question)}) > 1]
    places = (Kind.PLACE, Kind.MARK)
    told = [name for name in apart if kind_of(question.table, name) not in places]
    return told or apart or names


def _part(saying: Saying, question: Question, row: Row, name: str, today: date) -> Part:
    table = question.table
    label = str(metadata.tables[table].c[name].info["label"])
    kind = kind_of(table, name)
    listed = saying.choices(table, name, row)

    def say(values: Values) -> str:
        return saying.say(table, name, values[name], {**row, **values})

    if not listed and kind in (*reading.LINES, *reading.LINE):
        typed = "lines" if kind in reading.LINES else "line"
        take = partial(_typed, saying, table, name, row, today)
        return Part(label, say, take, typed, {})
    keys: dict[str, Wire] = {"": None, **{code: code for code in listed}}
    words = {"": _NOTHING, **listed}
    for values in _every(question):
        key = str(values[name] or "")
        keys.setdefault(key, values[name])
        words.setdefault(key, say(values) or _NOTHING)
    return Part(label, say, lambda key: {name: keys.get(key)}, "", words)


def _typed(
    saying: Saying, table: str, name: str, row: Row, today: date, text: str
) -> dict[str, Wire]:
    return {name: reading.read(saying, table, name, text, row, today)}


def _judgement(saying: Saying, question: Question, row: Row, today: date) -> Part:
    """The answer to an item of a checklist, or that it was not seen or does not apply."""
    value = _part(saying, question, row, "value", today)

    def say(values: Values) -> str:
        return STATE_WORDS.get(str(values["state"]), "") or value.say(values)

    def read(text: str) -> dict[str, Wire]:
        if text.startswith(_STATE):
            return {"state": text.removeprefix(_STATE), "value": None}
        found = value.read(text)
        state = AnswerState.ANSWERED if found["value"] else AnswerState.OPEN
        return {"state": state.value, **found}

    states = {f"{_STATE}{code}": words for code, words in STATE_WORDS.items()}
    choices = {**value.choices, **states} if value.choices else {}
    return replace(value, say=say, read=read, choices=choices)


def key_of(part: Part, values: Values) -> str:
    """What the editor of the part begins with: words, or the key of what is chosen."""
    if part.typed:
        return part.say(values)
    said = part.say(values)
    return next((key for key, words in part.choices.items() if words == said), "")
