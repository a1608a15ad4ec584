"""What is done in a case: opening, steps, powers, escalation, exit; each asks and writes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.services.case_lines import (
    CaseFields,
    CasePage,
    ExitLine,
    LadderLine,
    PowerLine,
    RegisterRow,
    StepFields,
    Taken,
)
from sif_desktop.services.day_text import day_value
from sif_desktop.ui.concern_desk import ConcernDesk, Schools
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write
from sif_desktop.ui.listing_asks import begin_asks, begin_of

if TYPE_CHECKING:
    from sif_desktop.services.listing import ToBegin

_LADDER = "The rulebook gives the ladder for this kind of provider; open concerns join the case."


class CaseDesk:
    """`parent` is the page or section that asks; `opened(uid)` is told of a new case."""

    def __init__(
        self, context: AppContext, parent: QWidget, opened: Callable[[str], object]
    ) -> None:
        self._context, self._parent, self._opened = context, parent, opened
        self._concerns = ConcernDesk(context, parent)
        self.form: AskedForm | None = None

    @property
    def _service(self) -> Any:
        return self._context.services.cases

    def _today(self) -> str:
        return self._context.today().isoformat()

    def _ask(
        self, title: str, verb: str, asks: list[Ask], write: Callable[[dict[str, str]], Any],
        words: str, intro: str = "", then: Callable[[Any], object] | None = None,
    ) -> None:  # fmt: skip
        form = AskedForm(self._parent, title, verb, asks, self._context.today(), intro)
        self.form = ask_and_write(self._context, form, write, words, then)

    def _write(self, work: Callable[[], Any], words: str) -> None:
        context = self._context
        context.jobs.run(self._parent, work, lambda changes: context.announce(changes, words))

    # The case itself ----------------------------------------------------------------------------

    def open_case(self, uid: str = "", name: str = "", why: str = "") -> None:
        self._concerns.with_schools(lambda schools: self._open_case(schools, why), uid, name)

    def _open_case(self, schools: Schools, why: str) -> None:
        """Of one school with the meetings and plans that may begin with it; of any other alone."""
        service, first = self._service, self._service.defaults("", why)
        if len(schools) == 1:
            uid = next(iter(schools))
            asked = Ask("school", "School", "find", uid, schools)
            self._with_beginning(uid, lambda found: self._open_with(uid, asked, first, found))
            return
        asks = [Ask("school", "School", "find", "", schools), *_case_asks(first)]

        def write(given: dict[str, str]) -> Any:
            return service.open(given.pop("school"), CaseFields(**given))

        self._ask(
            "Open a case", "Open", asks, write, "Case opened.", _LADDER,
            lambda added: self._opened(added.uid),
        )  # fmt: skip

    def _open_with(self, uid: str, school: Ask, first: CaseFields, found: ToBegin) -> None:
        def write(given: dict[str, str]) -> Any:
            begin, rest = begin_of(given)
            rest.pop("school")
            return self._context.services.listing.list_school(uid, CaseFields(**rest), begin=begin)

        self._ask(
            "Open a case", "Open", [school, *_case_asks(first), *begin_asks(found)], write,
            "Case opened.", _LADDER, lambda added: self._opened(added.uid),
        )  # fmt: skip

    def list_school(self, uid: str, inspection: str, follow: Collection[str]) -> None:
        """List a school after an inspection: its case and what else follows, in one action."""
        first = self._service.defaults("")

        def write(given: dict[str, str]) -> Any:
            begin, rest = begin_of(given)
            fields, listing = CaseFields(**rest), self._context.services.listing
            return listing.list_school(uid, fields, inspection, follow, begin)

        def show(found: ToBegin) -> None:
            self._ask(
                "List as causing concern", "List", [*_case_asks(first), *begin_asks(found)], write,
                "Listed: the case is open and what follows from it is there.",
                "Opens the case, begins the meetings and plans you choose, and puts what you ticked"
                " among the tasks, as one action.",
                lambda added: self._opened(added.uid),
            )  # fmt: skip

        self._with_beginning(uid, show)

    def _with_beginning(self, uid: str, then: Callable[[ToBegin], object]) -> None:
        """Read what may begin with a case of this school, and go on with it."""
        listing = self._context.services.listing
        self._context.jobs.run(self._parent, lambda: listing.to_begin(uid), then)

    def edit(self, row: RegisterRow) -> None:
        service = self._service
        names = CaseFields.__slots__
        first = CaseFields(**{name: getattr(row, name) for name in names})
        self._ask(
            "Change the case", "Save", _case_asks(first),
            lambda given: service.edit(row.uid, CaseFields(**given)), "Case changed.",
        )  # fmt: skip

    def escalate(self, page: CasePage) -> None:
        service, role = self._service, page.senior_role
        who = f"To whom ({role})" if role else "To whom"
        asks = [Ask("who", who, "line", page.row.senior), Ask("why", "Why", "text")]
        self._ask(
            "Escalate the case", "Escalate", asks,
            lambda given: service.escalate(page.row.uid, given["who"], given["why"]), "Escalated.",
        )  # fmt: skip

    def review(self, row: RegisterRow) -> None:
        service = self._service
        asks = [Ask("day", "Next review", "date", row.review_on)]
        self._ask(
            "Set the review date", "Save", asks,
            lambda given: service.review_on(row.uid, given["day"]), "Review date set.",
        )  # fmt: skip

    # Steps and powers ---------------------------------------------------------------------------

    def take(self, uid: str, line: LadderLine) -> None:
        """Take a step of the ladder; out of order with a reason."""
        service = self._service
        asks = [
            Ask("day", "Day", "date", self._today()),
            Ask("who", "With whom", "line", line.who),
            Ask("outcome", "What came of it", "text"),
        ]
        if line.why_not:
            asks.insert(0, Ask("why", "Why out of order", "text"))
        told = []
        if line.why_not:
            told.append(
                f"{line.why_not}. It can be taken all the same with a reason, which is kept."
            )
        if line.sets:
            told.append(f"From that day the record says “{line.sets}”.")

        def write(given: dict[str, str]) -> Any:
            return service.take(uid, StepFields(line.code, **given))

        self._ask(line.title, "Record", asks, write, "Step recorded.", " ".join(told))

    def use_power(self, uid: str, line: PowerLine) -> None:
        service = self._service
        asks = [
            Ask("why", "Why it is used", "text"),
            Ask("day", "Issued on", "date", self._today()),
            Ask("comply_by", "To be complied with by", "date"),
            Ask("who", "To whom", "line"),
        ]

        def write(given: dict[str, str]) -> Any:
            return service.use_power(uid, StepFields(line.code, **given))

        intro = f"{line.statute}. A power of {line.by} and a last resort."
        self._ask(line.title, "Record", asks, write, "Power recorded.", intro)

    def settle(self, one: Taken) -> None:
        """What came of something done."""
        service = self._service
        asks = [Ask("outcome", "What came of it", "text", one.outcome)]
        if one.kind == "power":
            asks.append(Ask("complied_on", "Complied with on", "date", one.complied_on))
        self._ask(
            one.title, "Save", asks, lambda given: service.settle(one.uid, **given), "Recorded."
        )

    def assure(self, uid: str) -> None:
        service = self._service
        asks = [
            Ask("who", "By whom", "line"),
            Ask("words", "What was assured", "text"),
        ]
        self._ask(
            "Record an assurance", "Record", asks,
            lambda given: service.assure(uid, given["who"], given["words"]), "Assurance recorded.",
        )  # fmt: skip

    # How it ends --------------------------------------------------------------------------------

    def meet(self, uid: str, line: ExitLine) -> None:
        service = self._service
        asks = [
            Ask("evidence", "What shows it", "text", line.evidence),
            Ask("on", "Met on", "date", line.met_on or self._today()),
        ]

        def write(given: dict[str, str]) -> Any:
            return service.meet(uid, line.id, given["evidence"], day_value(given["on"]))

        self._ask("Exit criterion met", "Record", asks, write, "Recorded.", line.text)

    def close(self, page: CasePage) -> None:
        """Leave the case, into after-care where the rulebook wants it."""
        service, waiting = self._service, [one.text for one in page.exits if not one.met_on]
        asks = [
            Ask("outcome", "What came of it", "text"),
            Ask("until", "After-care until", "date", ""),
        ]
        if waiting:
            asks.append(Ask("despite", "Why it is closed all the same", "text"))
        intro = f"Not met yet: {'; '.join(waiting)}." if waiting else ""
        if page.after_care_months:
            intro += f" Without a day, after-care lasts {page.after_care_months} months."

        def write(given: dict[str, str]) -> Any:
            return service.close(page.row.uid, **given)

        self._ask("Close the case", "Close", asks, write, "Case closed.", intro.strip())

    def end_after_care(self, row: RegisterRow) -> None:
        service = self._service
        asks = [Ask("outcome", "What came of it", "text", row.outcome)]
        self._ask(
            "End after-care", "End", asks,
            lambda given: service.end_after_care(row.uid, given["outcome"]), "After-care is over.",
        )  # fmt: skip

    def reopen(self, row: RegisterRow) -> None:
        service = self._service
        self._write(lambda: service.reopen(row.uid), "The case is open again.")


def _case_asks(first: CaseFields) -> list[Ask]:
    given = asdict(first)
    return [
        Ask("title", "Title", "line", given["title"]),
        Ask("why", "Why", "text", given["why"]),
        Ask("owner", "Owner", "line", given["owner"]),
        Ask("level", "Level of risk", "suggest", given["level"],
            {one: one for one in ("Low", "Medium", "High")}),
        Ask("opened_on", "Opened on", "date", given["opened_on"]),
        Ask("told_school_on", "School told on", "date", given["told_school_on"]),
        Ask("review_on", "Next review", "date", given["review_on"]),
    ]  # fmt: skip
