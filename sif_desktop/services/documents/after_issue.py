"""What else is written in the moment a document is issued, for the kinds of which something
follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.documents.reader import Loaded

# Kind of document -> the module that says what follows.
_FOLLOWS: Mapping[str, str] = {"report": "sif_desktop.services.report_follow"}


def write_what_follows(act: Action, loaded: Loaded, today: date) -> None:
    """Within the action that issues it, so that neither stands without the other."""
    name = _FOLLOWS.get(loaded.row["kind"])
    if name is not None:
        follow = import_module(name).after_issue
        follow(act, loaded.row["uid"], loaded.source, loaded.draft, today)
