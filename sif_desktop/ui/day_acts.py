"""What is done about days, from the list of all schools and from the page of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.services.day_lines import (
    ACCEPTED,
    DECLINED,
    AccountLine,
    AllocationFields,
    AnswerFields,
    ChargeFields,
    DayBook,
    DayFields,
    Record,
    SplitFields,
    UseFields,
)
from sif_desktop.ui import messages
from sif_desktop.ui.dialogs.day_forms import form_for
from sif_desktop.ui.school_desk import ask, write_now

if TYPE_CHECKING:
    from sif_desktop.ui.context import AppContext


class DayActs:
    """`owner` is the page; `opened(uid)` shows a letter just begun."""

    def __init__(
        self, context: AppContext, owner: QWidget, opened: Callable[[str], object]
    ) -> None:
        self._context, self._owner, self._opened = context, owner, opened

    def use(self, book: DayBook, provider_uid: str, entitlement: str = "") -> None:
        """Days that went on something that is no visit."""
        first = UseFields("", self._day(), entitlement, officer=book.choices.me)
        self._record(book, provider_uid, first, self._days.use, "Days recorded.")

    def agree(self, book: DayBook, line: AccountLine) -> None:
        """Days beyond what the rulebook gives."""
        one = line.account.entitlement
        first = AllocationFields(one.id, book.year.number, SplitFields(), self._day())
        self._record(book, line.provider_uid, first, self._days.agree, "Days agreed.")

    def answer(self, book: DayBook, line: AccountLine) -> None:
        """Whether the school takes what it may decline."""
        if line.answer is None:
            title = line.account.entitlement.title
            messages.say(self._owner, f"{title}: the rulebook does not let it be declined.")
            return
        said = ACCEPTED if line.declined else DECLINED
        one = line.account.entitlement.id
        first = AnswerFields(one, book.year.number, said, self._day(), "")
        self._record(book, line.provider_uid, first, self._days.answer, "Answer recorded.")

    def charge(self, book: DayBook, provider_uid: str) -> None:
        first = ChargeFields(self._day(), "", officer=book.choices.me)
        self._record(book, provider_uid, first, self._days.charge, "Charge recorded.")

    def letter(self, book: DayBook, provider_uid: str) -> None:
        """Begin the letter that tells the school what it has, and open it."""
        letters, year = self._context.services.day_letters, book.year.number

        def begun(started: Any) -> None:
            self._context.announce(started.changes, "Letter begun with the figures as they stand.")
            self._opened(started.uid)

        self._context.jobs.run(self._owner, lambda: letters.write(provider_uid, year), begun)

    def edit(self, book: DayBook, record: Record) -> None:
        """Correct what was written down, or take it off the record."""
        if record.given is None:
            return
        service = self._days

        def delete() -> None:
            form.reject()
            work = partial(service.delete, record.uid)
            write_now(self._context, self._owner, work, "Taken off the record.")

        titles = _titles(book, record.provider_uid, record.given)
        form = form_for(
            self._owner, record.given, titles, book.choices, self._context.today(), delete
        )
        ask(
            self._context, form, lambda: partial(service.edit, record.uid, form.given()), "Changed."
        )

    # ---------------------------------------------------------------------------------------------

    @property
    def _days(self) -> Any:
        return self._context.services.days

    def _day(self) -> str:
        return self._context.today().isoformat()

    def _record(
        self,
        book: DayBook,
        provider_uid: str,
        first: DayFields,
        write: Callable[[str, Any], Any],
        words: str,
    ) -> None:
        titles = _titles(book, provider_uid, first)
        form = form_for(self._owner, first, titles, book.choices, self._context.today())
        ask(self._context, form, lambda: partial(write, provider_uid, form.given()), words)


def _titles(book: DayBook, provider_uid: str, first: DayFields) -> dict[str, str]:
    """The entitlements a form offers: for an answer those that may be declined."""
    lines = book.of(provider_uid)
    if isinstance(first, AnswerFields):
        lines = tuple(line for line in lines if line.answer is not None)
    return {line.account.entitlement.id: line.account.entitlement.title for line in lines}
