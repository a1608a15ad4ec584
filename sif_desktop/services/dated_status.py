"""What holds of a school from a day: what held until then is ended, never overwritten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider_status
from sif_desktop.services.provider_rules import EntryFaults

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action


def begin_status(act: Action, uid: str, what: str, value: str, source: str, since: date) -> None:
    """End what held until now and begin what holds from `since`; "" begins nothing."""
    day = since.isoformat()
    here = provider_status.c
    mine = (here.provider_uid == uid) & (here.what == what) & (here.x_gone == 0)
    query = select(here.uid, here.from_date, here.value).where(mine, here.to_date.is_(None))
    for held in act.connection.execute(query).all():
        if (held.from_date or "") > day:
            raise EntryFaults(
                {"from_date": f"“{held.value}” holds from a later day ({held.from_date})."}
            )
        act.update(provider_status, held.uid, to_date=day)
    if value:
        fields = {"what": what, "value": value, "from_date": day, "source": source or "By hand"}
        act.create(provider_status, TEAM, provider_uid=uid, **fields)
