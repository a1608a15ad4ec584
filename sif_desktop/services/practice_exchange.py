"""Working apart in the practice caseload: a team, what two people changed, a slip come back.

The colleague's changes are made in a caseload of hers, in a scratch folder, and taken in as a file
would bring them; nothing of the practice caseload itself is ever sent.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select, update

from sif_desktop.domain import slip
from sif_desktop.domain.slip import Said
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import new_uid
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.log import sync_bundle, sync_peer
from sif_desktop.models.tables.people import officer
from sif_desktop.models.tables.visits import answer, visit
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.contacts import ContactFields
from sif_desktop.services.hand_over import note_begun
from sif_desktop.sync import exchange, keys, roster
from sif_desktop.sync.held import have_of
from sif_desktop.sync.lines import lines_for
from sif_desktop.sync.scope import Scope

_When = Callable[[int | str], date]
_Story = Mapping[str, Any]


def play_erasing(
    services: Services, told: _Story, schools: Mapping[str, str], travel: Callable[[int], None]
) -> None:
    """Something kept too long is erased, while the caseload is small and that is quick."""
    travel(told["day"])
    at = services.context.today().isoformat()
    uid = services.contacts.add(schools[told["school"]], ContactFields(told["about"], at)).uid
    services.erasing.erase("contact", uid, ground=told["ground"], reason=told["reason"])
    travel(0)


def play_exchange(
    services: Services, story: _Story, schools: Mapping[str, str], when: _When
) -> None:
    """Make what `story` tells; its days are counted from today by `when`."""
    _slip(services, story["slip"], schools)
    people = _team(services, story["colleagues"], when)
    parts = frozenset(schools[told["school"]] for told in story["apart"])
    files = [_file(told, people, when) for told in story["files"]]
    came = next(row for row in files if row["direction"] == "received")
    mine = services.context.store
    with _colleague(mine, parts, people[story["files"][0]["from"]].name) as theirs:
        for told in story["apart"]:
            _change(mine, told, schools, told["mine"])
            _change(theirs, told, schools, told["theirs"])
        with mine.read() as connection:
            held = have_of(connection)
        with theirs.read() as connection:
            told_of = have_of(connection)
            lines = list(lines_for(connection, held, Scope(parts)))
        exchange.take(mine, lambda: lines, str(came["id"]))
        _heard(mine, theirs.replica, came, told_of)
    with mine.local() as connection:
        connection.execute(insert(sync_bundle), files)
        given = story["handed_over"]
        at = datetime.combine(when(given["day"]), time(16, 2))
        to = people[given["to"]]
        note_begun(connection, schools[given["school"]], to.sign_key, to.name, at)
    for told in story["moderated"]:
        uid = _visit_of(mine, schools[told["school"]], told["item"])
        services.moderation.settle(uid, told["item"], told["value"], told["reason"])


def _team(services: Services, told: list[_Story], when: _When) -> dict[str, keys.Contact]:
    """Colleagues on a list that this officer keeps, who also is the office: all can be tried."""
    people = {
        one["key"]: keys.Contact(
            one["name"],
            one["sign_key"],
            one["age_key"],
            one["email"],
            one["role"],
            "roster",
            when(one["revoked"]).isoformat() if "revoked" in one else "",
        )
        for one in told
    }
    own, me = keys.own_keys(services.context.store), services.context.me()
    self_ = keys.Contact(me.name, own.sign_key, own.age_key, me.email, "office", "roster")
    roster.begin_team(services.context.store, (self_, *people.values()))
    return people


@contextmanager
def _colleague(mine: Store, parts: frozenset[str], name: str) -> Iterator[Store]:
    """A colleague's caseload with these schools, as she has it before either goes on."""
    with mine.read() as connection:
        lines = list(lines_for(connection, {}, Scope(parts)))
    with TemporaryDirectory(prefix="sif-practice-") as folder:
        theirs = create_store(Path(folder) / "colleague.sif", os.urandom(32))
        try:
            exchange.take(theirs, lambda: lines, "practice")
            me = new_uid()
            theirs.set_person(me)
            with theirs.action("Began the caseload", undoable=False) as act:
                act.create(officer, TEAM, me, name=name)
            yield theirs
        finally:
            theirs.close()


def _change(store: Store, told: _Story, schools: Mapping[str, str], value: str) -> None:
    """The one record of this school's that has these words, changed."""
    table = metadata.tables[told["record"]]
    with store.action(f"Changed a record: {table.info['title']}", undoable=False) as act:
        query = select(table.c.uid).where(*(table.c[n] == v for n, v in told["find"].items()))
        if table is answer:
            uid = _visit_of(store, schools[told["school"]], told["find"]["item"])
            query = query.where(table.c.visit_uid == uid)
        act.update(table, act.connection.execute(query).scalars().one(), **{told["field"]: value})


def _visit_of(store: Store, school: str, item: str) -> str:
    """The visit on which this item of its form was judged."""
    joined = answer.join(visit, visit.c.uid == answer.c.visit_uid)
    query = select(visit.c.uid).select_from(joined)
    query = query.where(visit.c.provider_uid == school, answer.c.item == item)
    with store.read() as connection:
        return str(connection.execute(query).scalars().one())


def _file(told: _Story, people: Mapping[str, keys.Contact], when: _When) -> dict[str, str]:
    """A line of the list of files sent and received."""
    moment = datetime.combine(when(told["day"]), time(9, 15), UTC)
    at, name = moment.isoformat(), f"{moment:%Y%m%dT%H%M%SZ}-{told['name']}"
    counts = {"changes": told["changes"], "new": told["changes"], "files": told["files"]}
    note = {"name": name, "to": [people[key].name for key in told.get("to", ())]}
    signer = people[told["from"]].sign_key if "from" in told else ""
    return {
        "id": new_uid(),
        "direction": "received" if "from" in told else "sent",
        "signer": signer,
        "created": at,
        "at": at,
        "sha256": "",
        "counts": json.dumps(counts),
        "note": json.dumps(note),
    }


def _heard(mine: Store, replica: str, came: Mapping[str, str], have: Any) -> None:
    with mine.local() as connection:
        exchange.note_peer(connection, replica, came["signer"], have, ())
        here = sync_peer.c.replica == replica
        connection.execute(update(sync_peer).where(here).values(have_at=came["at"]))


def _slip(services: Services, told: _Story, schools: Mapping[str, str]) -> None:
    """What a school answered about a draft: some of it decided, some waiting."""
    slips, school = services.slips, schools[told["school"]]
    uid = next(
        row.uid
        for row in services.documents.documents()
        if row.provider_uid == school and row.state == "with_school"
    )
    slips.keep_asked(uid)
    for one in told["answers"]:
        verdict = slip.ACCURATE if one.get("accurate") else slip.INACCURATE
        said = Said(one["sentence"], verdict if one["sentence"] else "", one.get("words", ""))
        slips.record(uid, said, told["who"])
    answers = {line.answer.number: line.answer.uid for line in slips.page(uid).lines}
    for one in told["answers"]:
        if "accepted" in one:
            slips.accept(uid, answers[one["sentence"]], one["accepted"])
        if "declined" in one:
            slips.decline(uid, answers[one["sentence"]], one["declined"])
