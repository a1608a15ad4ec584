"""A Raising Achievement Plan of the protocol of 2014: missing, begun, reviewed for three terms."""

from datetime import date

import pytest

from sif_desktop.ui.widgets.lists import LineRow
from tests.ui.journey import (
    SCHOOL,
    asked,
    category,
    confirmed,
    fill,
    open_decision,
    tab_to,
    working_by,
)
from tests.ui.office import Key
from tests.ui.plan_journey import (
    added,
    begun,
    chosen,
    missing_plans,
    opened,
    plan,
    review_kept,
)

TERMS = {
    "2026-autumn": date(2026, 12, 14),
    "2026-spring": date(2027, 3, 22),
    "2026-summer": date(2027, 7, 12),
}
SIDES = ("school", "authority", "agreed")


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "telford-2014", kind="maintained_school") as made:
        yield made


def evaluated(office, page, place, rating, words):
    """Write the evaluation that stands at `place` under the priority."""
    count = len(plan(page).evaluations)
    outline = chosen(office, page, plan(page).priorities[0].uid)
    outline.tree.setFocus()
    office.press(Key.Key_S)
    review = page.review

    def offered():
        rows = [review.evaluations.itemAt(n).widget() for n in range(review.evaluations.count())]
        return [one for one in rows if isinstance(one, LineRow) and one.isVisible()]

    office.soon(lambda: len(offered()) > place)
    office.soon(lambda: offered()[0].hasFocus())
    tab_to(office, offered()[place])
    office.press(Key.Key_Return)
    office.dialog()
    asked(office, rating=rating, text=words)
    office.soon(lambda: len(plan(page).evaluations) == count + 1)


@pytest.mark.req("TW14-33")
def test_a_raising_achievement_plan_is_missed_begun_and_reviewed_for_three_terms(office):
    assert not office.services.plans_owed.rows()
    page = category(office)
    form = open_decision(office)
    form.category.setCurrentText("Category Three")
    fill(office, form.reasons, "Serious concerns about writing.")
    if form.overruled.isVisible():
        fill(office, form.overruled, "Concerns outside the list.")
    confirmed(office, form, page, 1)
    assert page._view.present == "3"
    # The plan it now must have is listed as missing, and begun from there.
    owed = missing_plans(office)
    office.soon(lambda: owed.model.rowCount() == 1)
    assert (owed.rows()[0].provider, owed.rows()[0].title) == (
        "Oakfield Primary School", "Raising Achievement Plan",
    )  # fmt: skip
    owed.table.setFocus()
    owed.table.select_key(f"{SCHOOL}/raising-achievement-plan")
    office.press(Key.Key_B)
    office.dialog()
    page = begun(office, end="2027-07-21")
    added(office, page, "priority", "Writing")
    added(office, page, "action", "Moderate together", party="school", due="14 July 2027")
    page.run()
    office.soon(lambda: plan(page).state == "running")
    uid = plan(page).uid
    # Term after term school and authority say how it goes and what they agree on.
    for number, (term, day) in enumerate(TERMS.items()):
        office.day = day
        opened(office, uid)
        office.soon(lambda day=day: page.view.page.today == day)
        for place, side in enumerate(SIDES):
            words = f"{side}, {term}: more pupils write at length."
            evaluated(office, page, 3 * number + place, "on_track", words)
            said = {(one.term, one.side): one.text for one in plan(page).evaluations}
            assert said[term, side] == words
        review_kept(office, page, title=f"Review {number + 1}", summary="It goes on.")
        owed = missing_plans(office)
        office.soon(lambda owed=owed: owed.model.rowCount() == 0)
    assert [one.title for one in page.view.reviews] == ["Review 3", "Review 2", "Review 1"]
    assert not office.services.plans_owed.rows(SCHOOL)
