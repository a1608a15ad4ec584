"""The saved views of a list: shown, kept under a name, deleted, from one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from sif_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sif_desktop.ui.context import AppContext


class ViewsButton(Button):
    """`current()` gives the filter and whatever else makes the view; `use(view)` shows one."""

    def __init__(
        self,
        context: AppContext,
        page: str,
        current: Callable[[], tuple[str, Mapping[str, Any]]],
        use: Callable[[Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Views", self.ask, icon="show", parent=parent)
        self._context, self._page = context, page
        self._current, self._use = current, use

    def ask(self) -> None:
        """Show the views there are, and what can be done with them."""
        run = self._context.jobs.run
        run(self, lambda: self._context.services.views.of(self._page), self._show)

    def _show(self, views: list[Any]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in views:
            menu.addAction(view.name, partial(self._use, view))
        if views:
            menu.addSeparator()
        menu.addAction("Save what is shown as a view…", self._name)
        if views:
            gone = menu.addMenu("Delete a view")
            for view in views:
                gone.addAction(view.name, partial(self._delete, view))
        popup_below(self, menu)

    def _name(self) -> None:
        name, given = QInputDialog.getText(self, "Save a view", "Name of the view")
        if given and name.strip():
            self.save(name)

    def save(self, name: str) -> None:
        """Keep what is shown under `name`."""
        words, columns = self._current()
        self._context.jobs.run(
            self,
            lambda: self._context.services.views.save(self._page, name, words, columns),
            lambda changes: self._context.announce(changes, f"View “{name.strip()}” saved."),
        )

    def _delete(self, view: Any) -> None:
        self._context.jobs.run(
            self,
            lambda: self._context.services.views.delete(view.uid),
            lambda changes: self._context.announce(changes, f"View “{view.name}” deleted."),
        )


def popup_below(button: Button, menu: QMenu) -> None:
    """Open `menu` under `button`, their right edges in line."""
    corner = button.mapToGlobal(button.rect().bottomRight())
    corner.setX(corner.x() - menu.sizeHint().width())
    menu.popup(corner)
