"""A page of one record in sections on one scroll, which comes back where it was left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.indexed_scroll import IndexedScroll


class SectionsPage(Page):
    """A page gives `sections`, reads in `refresh` and hands what it read to `take`. While another
    record is read nothing is `shown`, so that nothing is done to the one before."""

    sections: IndexedScroll

    def __init__(self, title: str) -> None:
        super().__init__(title, wide=True)
        self._uid = ""
        self._scroll_to = 0
        self.shown: Any = None

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`uid`: the record."""
        self._want(params["uid"], 0)

    def state(self) -> dict[str, Any]:
        return {"uid": self._uid, "scroll": self.sections.scrolled()}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._want(state["uid"], state.get("scroll", 0))

    def take(self, shown: Any) -> int:
        """What was read is shown from now on; returns how far down the page is to stand."""
        scroll = self._scroll_to or (self.sections.scrolled() if self.shown is not None else 0)
        self.shown, self._scroll_to = shown, 0
        self.show_content()
        return scroll

    def _want(self, uid: str, scroll: int) -> None:
        if uid != self._uid:
            self.shown = None
        self._uid, self._scroll_to = uid, scroll
        self.refresh(None)
