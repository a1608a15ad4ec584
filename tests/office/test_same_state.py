"""A caseload and the office store, given the same work, hold the same: rows, versions, log."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sif_desktop.domain.errors import Problem
from sif_desktop.models.office import open_office
from sif_desktop.sync.exchange import take
from tests.office.conftest import eraser
from tests.office_server import OFFICER
from tests.sync.replicas import begin, check, copy_of, give, send, tables_of, template
from tests.sync.test_invariants import KEYED, perform, step


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory):
    return template(tmp_path_factory.mktemp("template"))


# Erased for good, which makes an end of whatever others still write of it.
erasure = st.tuples(
    st.just("erase"), st.integers(0, 5), st.sampled_from(["answer", "jotting", "role"]), st.just(0)
)
ERASED = [
    ("make", 0, "answer", 0), ("send", 0, 2, 2), ("send", 2, 1, 2), ("edit", 1, 5, 1),
    ("erase", 2, "answer", 0), ("edit", 0, 5, 0), ("send", 0, 2, 2), ("erase", 1, "jotting", 0),
    ("make", 1, "jotting", 0), ("erase", 1, "jotting", 0), ("send", 2, 0, 2),
]  # fmt: skip
few = settings(suppress_health_check=list(HealthCheck), max_examples=4, deadline=None)
_numbers = count()


@few
@example(history=ERASED, order=Random(1))
@given(history=st.lists(step | erasure, max_size=24), order=st.randoms(use_true_random=False))
def test_the_same_histories_leave_the_same_in_file_and_server(
    history, order, server, address, empty_file, tmp_path_factory
):
    """Two officers with files and the office at its server work apart and exchange; at the end
    all have everything, and nobody could tell which is which."""
    folder = tmp_path_factory.mktemp(f"same{next(_numbers)}")
    made = empty_file
    server.empty(address)
    central = open_office(address, OFFICER)
    files = [copy_of(made, folder / f"{n}.sif", f"person{n}") for n in range(2)]
    stores = [*files, central]
    try:
        begin(files[0])
        for other in (files[1], central):
            give(files[0], other)
        waiting: list = []
        for number, one in enumerate(history):
            act = erased if one[0] == "erase" else perform
            act(stores, waiting, *one)
            if number % 8 == 7:
                check(central)
        for _ in range(2):
            for one in order.sample(stores, 3):
                for other in order.sample(stores, 3):
                    if one is not other:
                        give(one, other)
        for store in stores:
            check(store)
        first = tables_of(files[0])
        assert tables_of(files[1]) == first
        assert tables_of(central) == first
        if history is ERASED:
            assert {"answer", "jotting"} == {row["tbl"] for row in first["disposal"]}
            assert not first.keys() & {"answer", "jotting"}
        fresh = copy_of(made, folder / "fresh.sif")  # from the server alone
        give(central, fresh)
        assert tables_of(fresh) == first
        fresh.engine.dispose()
    finally:
        for store in stores:
            store.engine.dispose()


def erased(stores, _waiting, _kind, who, what, _which) -> None:
    with suppress(Problem):  # there is none, or it is gone already
        store = stores[who % len(stores)]
        eraser(store).erase(what, KEYED[what], ground="Kept long enough", reason="4.2")


def test_the_whole_log_of_a_caseload_taken_in_twice_by_the_server_is_there_once(
    office, empty_file, tmp_path
):
    laptop = copy_of(empty_file, tmp_path / "laptop.sif", "person1")
    begin(laptop)
    lines = send(laptop, office, whole=True)
    first = take(office, lambda: lines, "test")
    again = take(office, lambda: lines, "test")
    assert first.new == again.already and not again.new
    mine = tables_of(office)
    assert mine["visit"] == tables_of(laptop)["visit"]
    check(office)
    laptop.close()
