"""Every write about days, for the walk over all."""

from typing import Any

from sif_desktop.models.tables.providers import provider
from sif_desktop.services.day_lines import (
    AllocationFields,
    AnswerFields,
    ChargeFields,
    SplitFields,
    UseFields,
)

DAY, YEAR = "2026-11-20", 2026
USE = UseFields("Coaching", DAY, "core-days", days=SplitFields("0.5", "1", ""))
AGREED = AllocationFields("core-days", YEAR, SplitFields(on_site="2"), DAY)
ANSWER = AnswerFields("academy-contact", YEAR, "declined", DAY, "Chair")
CHARGE = ChargeFields(DAY, "traded", "teaching", rate="350")


def letter(w: Any) -> Any:
    """Only a school of a known kind has one."""
    with w.s.context.store.action("A kind") as act:
        act.update(provider, w.school, kind="maintained_school")
    return w.s.day_letters.write(w.school, YEAR)


DAY_WRITES = {
    "days.use": lambda w: w.s.days.use(w.school, USE),
    "days.agree": lambda w: w.s.days.agree(w.school, AGREED),
    "days.answer": lambda w: w.s.days.answer(w.school, ANSWER),
    "days.charge": lambda w: w.s.days.charge(w.school, CHARGE),
    "days.edit": lambda w: w.s.days.edit(
        w.s.days.use(w.school, USE).uid, UseFields("Mentoring", DAY, days=SplitFields("1"))
    ),
    "days.delete": lambda w: w.s.days.delete(w.s.days.charge(w.school, CHARGE).uid),
    "day_letters.write": letter,
}
