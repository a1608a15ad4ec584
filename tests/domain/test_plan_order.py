"""There is always room between two places."""

from hypothesis import given
from hypothesis import strategies as st

from sif_desktop.domain.plan_order import between, place_at, spread


@given(st.lists(st.integers(0, 200), max_size=60))
def test_a_row_put_anywhere_stands_exactly_there(indexes):
    places: list[str] = []
    for index in indexes:
        at = min(index, len(places))
        places.insert(at, place_at(places, at))
    assert places == sorted(set(places))


@given(st.integers(0, 600))
def test_many_at_once_lie_in_order_and_stay_short(count):
    places = spread(count, "i", "j")
    assert places == sorted(set(places)) and len(places) == count
    assert all("i" < place < "j" and len(place) <= 5 for place in places)


def test_two_rows_left_at_one_place_by_parallel_changes_do_no_harm():
    assert between("i", "i") > "i"
