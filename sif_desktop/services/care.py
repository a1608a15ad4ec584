"""What the page of one school shows of concerns and cases, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.services.case_lines import RegisterRow
from sif_desktop.services.cases import CaseService
from sif_desktop.services.concerns import ConcernRow, ConcernService
from sif_desktop.services.contacts import ContactRow, ContactService
from sif_desktop.services.support import SupportRow, SupportService
from sif_desktop.services.trigger_table import TriggerLine, TriggerService

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Care:
    """`review` is how many open concerns call for a review, 0 for none; `withheld` how many
    restricted ones are not shown."""

    cases: tuple[RegisterRow, ...]
    concerns: tuple[ConcernRow, ...]
    withheld: int
    review: int
    contacts: tuple[ContactRow, ...]
    support: tuple[SupportRow, ...]
    triggers: tuple[TriggerLine, ...]


class CareService:
    def __init__(self, context: Context) -> None:
        self._cases, self._concerns = CaseService(context), ConcernService(context)
        self._contacts, self._support = ContactService(context), SupportService(context)
        self._triggers = TriggerService(context)

    def of_school(self, uid: str) -> Care:
        return Care(
            self._cases.register(uid, closed=True),
            self._concerns.rows(uid, closed=True),
            self._concerns.withheld(uid),
            self._concerns.review_wanted(uid),
            self._contacts.rows(uid, answered=True),
            self._support.rows(uid, ended=True),
            self._triggers.table(uid),
        )
