"""Every write about returned slips, for the walk over all."""

from pathlib import Path
from typing import Any

from sif_desktop.domain.slip import INACCURATE, Said
from tests.services import slips
from tests.services.writes_world import with_note


def _form(w: Any) -> Path:
    folder = Path(w.s.context.store.path).parent / "slips"
    return w.s.slips.export(with_note(w).note, folder).paths[2]


def _taken(w: Any) -> Any:
    form = _form(w)
    change = lambda root: slips.fill_in(root, {1: ("Inaccurate", "It was a Friday.")})  # noqa: E731
    form.write_bytes(slips.changed(form.read_bytes(), change))
    return w.s.slips.take(w.note, form)


def _decided(w: Any, act: str, *words: str) -> Any:
    _taken(w)
    answer = w.s.slips.page(w.note).lines[0].answer.uid
    return getattr(w.s.slips, act)(w.note, answer, *words)


SLIP_WRITES = {
    "slips.take": _taken,
    "slips.record": lambda w: (
        _form(w) and w.s.slips.record(w.note, Said(1, INACCURATE, "A Friday."), "Head")
    ),
    "slips.accept": lambda w: _decided(w, "accept", "It was a Friday."),
    "slips.take_out": lambda w: _decided(w, "take_out"),
    "slips.decline": lambda w: _decided(w, "decline", "The calendar says so."),
}
