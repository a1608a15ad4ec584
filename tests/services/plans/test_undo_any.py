"""Undoing any sequence of edits of a plan restores it, equal in every field but the log's own."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sif_desktop.domain.errors import Problem
from sif_desktop.models import rebuild
from sif_desktop.services.plans import PlanFields
from tests.services.conftest import TODAY
from tests.services.stored import snapshot

LEVELS = ("priority", "action", "milestone", "criterion")
words = st.sampled_from(("Reading for all", "Coach the leaders", "80% of pupils"))
which = st.integers(0, 7)
levels = st.sampled_from(LEVELS)
dated = st.sampled_from(("action", "milestone"))
days = st.integers(1, 120).map(lambda n: TODAY + timedelta(days=n))
amounts = st.integers(0, 10_000).map(str)

# What an officer may do, each with what it needs to be done; rows are chosen by number.
EDITS = st.one_of(
    st.tuples(st.just("add"), levels, words, which),
    st.tuples(st.just("add_many"), words),
    st.tuples(st.just("edit"), levels, which, words),
    st.tuples(st.just("move"), levels, which, which, which),
    st.tuples(st.just("turn_into"), which, st.permutations(LEVELS).map(lambda p: p[:2])),
    st.tuples(st.just("split"), levels, which),
    st.tuples(st.just("duplicate"), levels, which),
    st.tuples(st.just("delete"), levels, which),
    st.tuples(st.just("follow"), which, which),
    st.tuples(st.just("set_cost"), which, amounts),
    st.tuples(st.just("judge"), dated, which),
    st.tuples(st.just("judge_criterion"), which),
    st.tuples(st.just("move_date"), dated, which, days),
    st.tuples(st.just("evaluate"), which, words),
    st.tuples(st.just("review"), words),
    st.tuples(st.just("approve"), words),
    st.tuples(st.just("take_back")),
    st.tuples(st.just("set_text"), words),
    st.tuples(st.just("state")),
)

BEGUN = [
    ("priority", {"title": "Reading for all"}),
    ("action", {"what": "Coach the leaders", "due": "2026-12-01"}),
    ("action", {"what": "Buy the books"}),
    ("milestone", {"what": "80% of pupils", "due": "2026-12-08"}),
    ("criterion", {"what": "All pupils read well"}),
]


class Editor:
    """Does an edit by its name, as far as there are rows for it."""

    def __init__(self, services, uid: str) -> None:
        self.s, self.uid = services, uid

    def do(self, name: str, *given) -> bool:
        """Whether something was done: what the rules refuse is no edit."""
        try:
            return getattr(self, f"_{name}")(*given) is not None
        except Problem:
            return False

    def _row(self, level: str, number: int) -> str:
        plan = self.s.plans.plan(self.uid)
        some = {"priority": plan.priorities, "action": plan.actions,
                "milestone": plan.milestones, "criterion": plan.criteria}[level]  # fmt: skip
        if not some:
            raise Problem("There is no such row.", "Add one.")
        return some[number % len(some)].uid

    def _top(self, number: int) -> str:
        plan = self.s.plans.plan(self.uid)
        return ["", *(one.uid for one in plan.priorities)][number % (len(plan.priorities) + 1)]

    def _name(self, level: str) -> str:
        return "title" if level == "priority" else "what"

    def _add(self, level, said, number):
        under = self._top(number) if level != "priority" else ""
        fields = {self._name(level): said}
        return self.s.plan_outline.add(self.uid, level, fields, priority_uid=under)

    def _add_many(self, said):
        rows = [("priority", {"title": said}), ("action", {"what": said, "due": "2026-12-01"})]
        return self.s.plan_outline.add_many(self.uid, [*rows, ("milestone", {"what": said})])

    def _edit(self, level, number, said):
        return self.s.plan_outline.edit(level, self._row(level, number), {self._name(level): said})

    def _move(self, level, number, index, top):
        under = self._top(top) if level != "priority" else None
        return self.s.plan_outline.move(level, self._row(level, number), index, under)

    def _turn_into(self, number, between):
        was, level = between
        if "priority" in between:
            return None
        return self.s.plan_outline.turn_into(self._row(was, number), was, level)

    def _split(self, level, number):
        return self.s.plan_outline.split(level, self._row(level, number), 7)

    def _duplicate(self, level, number):
        return self.s.plan_outline.duplicate(level, self._row(level, number))

    def _delete(self, level, number):
        return self.s.plan_outline.delete(level, self._row(level, number))

    def _follow(self, number, other):
        after = [self._row("action", other)]
        return self.s.plan_outline.follow(self._row("action", number), after)

    def _set_cost(self, number, amount):
        return self.s.plan_outline.set_cost(self._row("action", number), "Cover", amount, "school")

    def _judge(self, level, number):
        return self.s.plan_following.judge(level, self._row(level, number), "met", "Seen.")

    def _judge_criterion(self, number):
        return self.s.plan_following.judge_criterion(
            self._row("criterion", number), "partly", "Seen."
        )

    def _move_date(self, level, number, day):
        return self.s.plan_following.move_date(level, self._row(level, number), day, "Illness")

    def _evaluate(self, number, said):
        top = self._row("priority", number)
        return self.s.plan_following.evaluate(self.uid, top, "2026-autumn", "school", "", said)

    def _review(self, said):
        return self.s.plan_following.review(self.uid, said, "Head", said)

    def _approve(self, said):
        return self.s.plan_words.approve(self.uid, "authority", TODAY.isoformat(), said)

    def _take_back(self):
        found = self.s.plans.plan(self.uid).words
        return self.s.plan_words.take_back(found[0].uid) if found else None

    def _set_text(self, said):
        return self.s.plans.set_text(self.uid, "context", said)

    def _state(self):
        closed = self.s.plans.plan(self.uid).state == "closed"
        return self.s.plans.reopen(self.uid) if closed else self.s.plans.close(self.uid, "Done")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=st.lists(EDITS, min_size=1, max_size=12))
def test_undoing_any_sequence_of_edits_restores_the_plan(services, store, edits):
    fields = PlanFields("Improvement plan", "2026-09-07", "2027-03-23")
    uid = services.plans.begin("oakfield", "improvement-plan", fields).uid
    services.plan_outline.add_many(uid, BEGUN)  # so that every edit finds a row
    before, plan = snapshot(store), services.plans.plan(uid)
    editor = Editor(services, uid)
    steps = 0
    for edit in edits:
        was = services.undo.next_undo()
        editor.do(*edit)
        steps += services.undo.next_undo() != was  # an edit that changes nothing is no step
    after = snapshot(store)
    for _ in range(steps):
        services.undo.undo()
    assert snapshot(store) == before and services.plans.plan(uid) == plan
    for _ in range(steps):
        services.undo.redo()
    assert snapshot(store) == after
    with store.read() as connection:
        assert rebuild.disagreements(connection) == []
