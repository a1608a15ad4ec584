"""Which decision still waits for its letter."""

import pytest

from sif_desktop.domain.category_letters import Made, waiting

FIRST, SAME = Made("a", 2025, "LA3"), Made("b", 2025, "LA3")
MOVED, NEXT_YEAR = Made("c", 2025, "LA2"), Made("d", 2026, "LA3")


@pytest.mark.req("MK10-99")
@pytest.mark.parametrize(
    ("decisions", "settled", "waits"),
    [
        ((), (), ""),
        ((FIRST,), (), "a"),
        ((FIRST,), ("a",), ""),
        ((FIRST, SAME), ("a",), ""),  # looked at again and left as it was
        ((FIRST, SAME), (), "a"),
        ((FIRST, SAME), ("b",), ""),  # told with the later one
        ((FIRST, MOVED), ("a",), "c"),
        ((FIRST, NEXT_YEAR), ("a",), "d"),  # every round tells it
        ((FIRST, MOVED, Made("e", 2025, "LA3")), ("a", "c"), "e"),
    ],
)
def test_a_school_is_told_once_a_round_and_whenever_its_category_changes(decisions, settled, waits):
    assert waiting(decisions, set(settled)) == waits
