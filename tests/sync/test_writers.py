"""Many threads of one program save one row at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from sif_desktop.models.tables.log import sync_change, sync_op
from sif_desktop.models.tables.visits import visit
from tests.sync.replicas import SCHOOL, VISIT, begin, check, give, questions, tables_of

WRITERS, SAVES = 12, 6


def test_twelve_who_save_one_row_at_once_lose_nothing(new):
    store, other = new(), new()
    begin(store)
    ready = threading.Barrier(WRITERS)

    def write(who: int) -> None:
        ready.wait(30)
        for number in range(SAVES):
            with store.action("Saved") as act:
                act.update(visit, VISIT, title=f"{who}.{number}", summary=f"By {who}: {number}.")

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write, who) for who in range(WRITERS)]:
            done.result(60)
    check(store)
    with store.read() as connection:
        seqs = connection.execute(select(sync_change.c.seq).order_by(sync_change.c.seq))
        last = max(seqs.scalars().all())
        kept = connection.execute(select(sync_op.c.fields).where(sync_op.c.row == VISIT)).scalars()
        texts = "".join(kept)
    assert store.streams()[SCHOOL] == 1 + WRITERS * SAVES == last
    written = {f'"{who}.{number}"' for who in range(WRITERS) for number in range(SAVES)}
    assert {title for title in written if title in texts} == written
    assert questions(store) == []
    give(store, other)
    [mine], [theirs] = (tables_of(each)["visit"] for each in (store, other))
    assert mine == theirs
