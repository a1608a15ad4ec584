"""What stands round the work of the practice caseload: a trust, terms, what the officer has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sif_desktop.domain.terms import academic_year
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables import providers
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.capture import CaptureService

_When = Callable[[int | str], date]


def play_around(
    services: Services,
    capture: CaptureService,
    story: Mapping[str, Any],
    schools: Mapping[str, str],
    when: _When,
) -> None:
    """Add what `story` tells; its days are counted from today by `when`."""
    visits = {row.provider_uid: row.uid for row in services.visits.rows().rows if _begun(row)}
    _register(services, story, schools, when)
    terms, inset = services.term_dates, when(story["inset"])
    year = academic_year(inset)
    terms.save(year, terms.year(year).terms, inset=(inset,))
    for phrase in story["phrases"]:
        services.phrases.save(**phrase)
    for word in story["words"]:
        services.spelling.learn(word)
    services.views.save(columns={}, **story["view"])
    told = story["attachment"]
    services.attachments.add_bytes(
        visits[schools[told["school"]]], told["text"].encode(), told["name"]
    )
    risk = dict(story["risk"])
    capture.record_risk(visits[schools[risk.pop("school")]], **risk)
    given = story["exit"]
    case = next(c for c in services.cases.register() if c.provider_uid == schools[given["school"]])
    criterion = services.cases.page(case.uid).exits[0].id
    services.cases.meet(case.uid, criterion, given["evidence"])


def _begun(visit: Any) -> bool:
    return visit.state not in ("planned", "cancelled")


def _register(
    services: Services, story: Mapping[str, Any], schools: Mapping[str, str], when: _When
) -> None:
    """The trust of an academy and the school it was before, as the register would bring them."""
    group, link = dict(story["group"]), dict(story["link"])
    school, joined = schools[group.pop("school")], when(group.pop("joined")).isoformat()
    with services.context.store.action("Added a trust and a predecessor", undoable=False) as act:
        row = act.rows({school: "provider"})[school]
        uid = act.create(providers.group, TEAM, **group)
        act.create(providers.membership, TEAM, group=uid, urn=row["urn"], joined=joined)
        fields = link | {"date": when(link["date"]).isoformat()}
        act.create(
            providers.provider_link, TEAM, provider_uid=schools[fields.pop("school")], **fields
        )
