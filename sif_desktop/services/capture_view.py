"""All that the capture screen shows of a visit, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.form_rules import numbering
from sif_desktop.domain.forms import Answer, Form
from sif_desktop.models import drafts
from sif_desktop.models.tables import visits as tables
from sif_desktop.services.last_time import EarlierAction, LastTime, earlier_actions, last_answers
from sif_desktop.services.typed import ACTION_STRIP, with_state
from sif_desktop.services.visit_facts import facts_of
from sif_desktop.services.visit_record import Visit, VisitRecord, read_record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class PresentRisk:
    uid: str
    item: str
    noticed_at: str
    told_role: str
    told_at: str
    route: str
    note: str


@dataclass(frozen=True, slots=True)
class Capture:
    """All that the capture screen shows of a visit, read at once."""

    record: VisitRecord
    pack: Pack
    form: Form
    facts: Mapping[str, str]
    numbers: Mapping[str, str]  # section and item id -> "2", "2.1"
    last: Mapping[str, LastTime]
    earlier: tuple[EarlierAction, ...]
    risks: tuple[PresentRisk, ...]
    action_strip: Mapping[str, str]  # an action being typed; empty if none

    @property
    def visit(self) -> Visit:
        return self.record.visit

    def answers(self) -> dict[str, Answer]:
        found = self.record.answers_of(self.form.id)
        return {item: with_state(given) for item, given in found.items()}


def read_capture(context: Context, visit_uid: str) -> Capture:
    """Raises Problem if the visit is gone or its rulebook is not installed."""
    with context.store.read() as connection:
        record = read_record(connection, visit_uid)
        pack = context.registry.get(record.visit.pack, record.visit.pack_version)
        form = pack.visit_form(record.visit.visit_type)
        return Capture(
            record,
            pack,
            form,
            facts_of(connection, pack, record.visit, context.today()),
            numbering(form),
            last_answers(connection, record.visit, pack, form, context.registry),
            earlier_actions(connection, record.visit),
            _risks(connection, visit_uid),
            drafts.of_row(connection, ACTION_STRIP, visit_uid),
        )


def _risks(connection: Connection, visit_uid: str) -> tuple[PresentRisk, ...]:
    risk = tables.present_risk
    query = select(risk).where(risk.c.visit_uid == visit_uid, risk.c.x_gone == 0)
    rows = connection.execute(query.order_by(risk.c.noticed_at)).mappings()
    return tuple(PresentRisk(*(row[name] or "" for name in PresentRisk.__slots__)) for row in rows)
