"""The county store: a generated caseload of ten years, the same content at every run.

600 providers, 50,000 visits with a note of about 120 words, 1,000,000 checklist answers and
200,000 tasks, all encrypted and all in the change log. Everything is invented.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Item, ItemKind
from sif_desktop.frameworks.pack import Pack
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile, search
from sif_desktop.models.bulk import create_many
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.people import authority, officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import answer, visit

PASSPHRASE = "county benchmark"
LAST_DAY = date(2026, 7, 20)
_PLACES = "Ash Beck Carr Dale Elm Fen Glen Hay Iron Kirk Long Mill North Oak Park Rose".split()
_ENDS = "bourne bridge bury croft dale field ford ham hill ley mead stead ton wick wood".split()
_KINDS = ("Primary School", "Infant School", "Junior School", "Academy", "High School")
_WORDS = (
    "pupils teachers leaders lessons reading writing phonics number reasoning feedback progress "
    "attendance behaviour routines curriculum sequence vocabulary questions modelling practice "
    "books targets gaps support adults groups assessment governors challenge evidence impact "
    "consistent secure developing strong clear careful early later most some few many still now"
).split()
CACHE_KIB = 512 * 1024  # random ids touch every page of an index, so hold the indexes
_ASKED = (ItemKind.GRADE, ItemKind.YES_NO, ItemKind.NUMBER, ItemKind.TEXT)


@dataclass(frozen=True, slots=True)
class Size:
    providers: int = 600
    visits_each: int = 84
    answers_each: int = 20
    tasks_each: int = 4
    most_visits: int = 50_000


def make(
    path: Path,
    size: Size | None = None,
    say: Callable[[str], object] = str,
) -> Store:
    """Make the store at `path` and return it open. At full size some ten minutes and 1.3 GiB."""
    size = size or Size()
    pack = starter()
    key = keyfile.create(path, PASSPHRASE)
    store = create_store(path, key)
    rng = random.Random(20260720)
    with store.action("Began", undoable=False) as act:
        me = act.create(officer, TEAM, _uid(rng), name="County Officer")
        names = {"name": "Generated County", "pack": pack.id, "pack_version": pack.version}
        act.create(authority, TEAM, _uid(rng), **names)
    store.set_person(me)
    schools = [_school(rng, number) for number in range(size.providers)]
    with store.action("Loaded the schools", undoable=False) as act:
        create_many(act, provider, TEAM, schools)
    made = 0
    for number, school in enumerate(schools):
        here = min(size.visits_each, size.most_visits - made)
        visits = list(_visits(rng, pack, school["uid"], here))
        made += len(visits)
        with store.action("Ten years of visits", undoable=False) as act:
            act.connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
            create_many(act, visit, school["uid"], visits)
            create_many(act, answer, school["uid"], _answers(rng, pack, visits, size.answers_each))
            create_many(act, task, school["uid"], _tasks(rng, visits, size.tasks_each))
        if number % 50 == 49:
            say(f"{number + 1} schools, {made} visits")
            store.checkpoint()
    with store.local() as connection:
        say(f"{search.refresh(connection, limit=5_000_000)} rows considered for search")
        connection.exec_driver_sql("ANALYZE")
    store.checkpoint()
    return store


def starter() -> Pack:
    """The rulebook that belongs to no authority. Raises Problem if none is installed."""
    registry = Registry(paths.frameworks())
    for info in registry.latest():
        if not info.authority:
            return registry.get(info.id)
    raise Problem("No starter rulebook is installed.", "The benchmark needs the shipped packs.")


def _uid(rng: random.Random) -> str:
    return f"{rng.getrandbits(128):032x}"


def _school(rng: random.Random, number: int) -> dict[str, str]:
    name = f"{rng.choice(_PLACES)}{rng.choice(_ENDS)} {rng.choice(_KINDS)} {number}"
    return {
        "uid": _uid(rng),
        "urn": str(100000 + number),
        "name": name,
        "la_name": "Generated County",
        "type": "Community school",
        "status": "Open",
        "phase": "Primary",
        "town": f"{rng.choice(_PLACES)}{rng.choice(_ENDS)}",
        "pupils": str(rng.randint(60, 1400)),
    }


def _visits(rng: random.Random, pack: Pack, school: str, count: int) -> Iterator[dict[str, str]]:
    for _ in range(count):
        kind = rng.choice(pack.visit_types)
        yield {
            "uid": _uid(rng),
            "provider_uid": school,
            "pack": pack.id,
            "pack_version": pack.version,
            "visit_type": kind.code,
            "title": kind.title,
            "focus": _prose(rng, 6),
            "visit_date": (LAST_DAY - timedelta(days=rng.randint(0, 3650))).isoformat(),
            "start_time": "09:30",
            "end_time": "12:00",
            "state": "issued",
            "days_on_site": "0.5",
            "summary": _prose(rng, 120),
        }


def _answers(
    rng: random.Random, pack: Pack, visits: list[dict[str, str]], each: int
) -> Iterator[dict[str, str]]:
    forms = {one.code: pack.visit_form(one.code) for one in pack.visit_types}
    asked = {
        code: sorted((item for item in form.items() if item.kind in _ASKED), key=_quickest)[:each]
        for code, form in forms.items()
    }
    for found in visits:
        for item in asked[found["visit_type"]]:
            yield {
                "uid": keyed_uid("answer", found["uid"], forms[found["visit_type"]].id, item.id),
                "visit_uid": found["uid"],
                "form": forms[found["visit_type"]].id,
                "item": item.id,
                "asked": item.label,
                "state": "answered",
                "value": _value(rng, pack, item),
            }


def _quickest(item: Item) -> int:
    """Grades before text: most of what is ticked is not written."""
    return _ASKED.index(item.kind)


def _value(rng: random.Random, pack: Pack, item: Item) -> str:
    if item.kind is ItemKind.GRADE:
        return rng.choice(pack.scales[item.scale].steps).value
    if item.kind is ItemKind.YES_NO:
        return rng.choice(("yes", "no"))
    return str(rng.randint(1, 99)) if item.kind is ItemKind.NUMBER else _prose(rng, 5)


def _tasks(rng: random.Random, visits: list[dict[str, str]], each: int) -> Iterator[dict[str, str]]:
    for found in visits:
        for _ in range(each):
            due = date.fromisoformat(found["visit_date"]) + timedelta(days=rng.randint(14, 90))
            still_open = due > LAST_DAY - timedelta(days=30) and rng.random() < 0.8
            row = {
                "uid": _uid(rng),
                "provider_uid": found["provider_uid"],
                "visit_uid": found["uid"],
                "what": _prose(rng, 9),
                "party": rng.choice(("school", "authority", "partner")),
                "who": "Headteacher",
                "due": due.isoformat(),
                "state": "open" if still_open else "done",
            }
            yield row if still_open else row | {"done_on": due.isoformat()}


def _prose(rng: random.Random, words: int) -> str:
    # A few words are common and most are rare, as in notes people write.
    chosen = [_WORDS[int(len(_WORDS) * rng.random() ** 2)] for _ in range(words)]
    return " ".join(chosen).capitalize() + "."


def main() -> None:
    """`python -m sif_desktop.bench.county FOLDER`: make it there unless it is there."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "county.sif"
    if path.exists():
        sys.stdout.write(f"{path} is there already\n")
        return
    began = time.perf_counter()
    make(path, say=lambda words: sys.stdout.write(words + "\n")).close()
    sys.stdout.write(f"{path}: {path.stat().st_size >> 20} MiB in ")
    sys.stdout.write(f"{time.perf_counter() - began:.0f} s\n")


if __name__ == "__main__":
    main()
