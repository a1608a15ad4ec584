"""Several lists of one page, each made and read when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.later_tabs import LaterTabs
from sif_desktop.ui.widgets.list_pane import Act, ListPane, ListSpec

Opened = Callable[[Any], object]


class ListTabs(LaterTabs):
    """`opened` is by key what Enter on a line of that list does."""

    def __init__(
        self,
        context: AppContext,
        name: str,
        specs: Sequence[ListSpec],
        acts: Mapping[str, Sequence[Act]],
        opened: Mapping[str, Opened],
    ) -> None:
        self._context, self._acts, self._opened = context, acts, opened
        self._held: Mapping[str, Any] = {}
        super().__init__(
            name, {spec.key: (spec.title, partial(self._make, spec)) for spec in specs}
        )

    def __getitem__(self, key: str) -> ListPane:
        pane = self.part(key)
        assert isinstance(pane, ListPane), "every tab is a list"
        return pane

    def __contains__(self, key: object) -> bool:
        return key in self._parts

    def in_front(self) -> ListPane:
        return self[self.name()]

    def read(self) -> None:
        """Read anew whatever was looked at."""
        for key in self.made:
            self[key].read()

    def state(self) -> dict[str, Any]:
        seen = {key: self[key].view_state() for key in self.made}
        return {"tab": self.currentIndex(), "lists": {**self._held, **seen}}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says; a list not made yet is so once it is."""
        self._held = state.get("lists", {})
        self.setCurrentIndex(state.get("tab", 0))
        for key in self.made:
            self[key].restore(self._held.get(key, {}))
            self[key].read()

    def _make(self, spec: ListSpec) -> ListPane:
        pane = ListPane(self._context, spec, self._acts.get(spec.key, ()))
        if spec.key in self._opened:
            pane.opened.connect(self._opened[spec.key])
        pane.restore(self._held.get(spec.key, {}))
        pane.read()
        return pane
