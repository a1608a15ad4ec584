"""Every page of the program, by key. A page's module is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sif_desktop.ui.navigation import PageSpec
from sif_desktop.ui.page import Page

_FOLDER = "sif_desktop.ui.pages"


def _page(module: str, name: str) -> Callable[[Any], Page]:
    def make(context: Any) -> Page:
        page: Page = getattr(import_module(f"{_FOLDER}.{module}"), name)(context)
        return page

    return make


def import_pages() -> None:
    """Import every page's module, for a worker to do while nobody waits."""
    for found in iter_modules(import_module(_FOLDER).__path__, f"{_FOLDER}."):
        import_module(found.name)


PAGES = (
    PageSpec("today", "Today", "today", _page("today", "TodayPage"), "Ctrl+1"),
    PageSpec("schools", "Schools", "schools", _page("schools", "SchoolsPage"), "Ctrl+2"),
    PageSpec("visits", "Visits", "visits", _page("visits", "VisitsPage"), "Ctrl+3"),
    PageSpec("tasks", "Tasks", "action", _page("tasks", "TasksPage"), "Ctrl+4"),
    PageSpec("due", "Due", "calendar", _page("due", "DuePage"), "Ctrl+8"),
    PageSpec("plans", "Plans", "plans", _page("plans", "PlansPage"), "Ctrl+0"),
    PageSpec("meetings", "Meetings", "meetings", _page("meetings", "MeetingsPage")),
    PageSpec("days", "Days", "measure", _page("days", "DaysPage")),
    PageSpec("documents", "Documents", "documents", _page("documents", "DocumentsPage"), "Ctrl+5"),
    PageSpec("cases", "Cases", "cases", _page("cases", "CasesPage"), "Ctrl+9"),
    PageSpec(
        "category_round", "Categories", "figures", _page("category_round", "CategoryRoundPage")
    ),
    PageSpec("exchange", "Exchange", "exchange", _page("exchange", "ExchangePage")),
    PageSpec("rulebook", "Rulebook", "rulebook", _page("rulebook", "RulebookPage"), "Ctrl+6"),
    PageSpec("settings", "Settings", "settings", _page("settings", "SettingsPage"), "Ctrl+7"),
    PageSpec(
        "category", "Category", "figures", _page("category", "CategoryPage"), in_sidebar=False
    ),
    PageSpec(
        "backups",
        "Backups",
        "settings",
        _page("backups", "BackupsPage"),
        in_sidebar=False,
        in_commands=True,
    ),
    PageSpec(
        "house_style",
        "House style",
        "settings",
        _page("house_style", "HouseStylePage"),
        in_sidebar=False,
        in_commands=True,
    ),
    PageSpec(
        "pack_editor",
        "Edit the rulebook",
        "rulebook",
        _page("pack_editor", "PackEditorPage"),
        in_sidebar=False,
        in_commands=True,
    ),
    PageSpec(
        "inspections",
        "Inspections and predictions",
        "flag",
        _page("inspections", "InspectionsPage"),
        in_sidebar=False,
        in_commands=True,
    ),
    PageSpec(
        "conflicts",
        "Conflicts",
        "exchange",
        _page("conflicts", "ConflictsPage"),
        in_sidebar=False,
        in_commands=True,
    ),
    PageSpec(
        "team", "Team", "exchange", _page("team", "TeamPage"), in_sidebar=False, in_commands=True
    ),
    # Not among the commands: only the office is led there.
    PageSpec("erasing", "Erasing", "exchange", _page("erasing", "ErasingPage"), in_sidebar=False),
    PageSpec("school", "School", "schools", _page("school", "SchoolPage"), in_sidebar=False),
    PageSpec("plan", "Plan", "plans", _page("plan", "PlanPage"), in_sidebar=False),
    PageSpec("series", "Series", "meetings", _page("series", "SeriesOnePage"), in_sidebar=False),
    PageSpec("meeting", "Meeting", "meetings", _page("meeting", "MeetingPage"), in_sidebar=False),
    PageSpec("body", "Body", "meetings", _page("body", "BodyOnePage"), in_sidebar=False),
    PageSpec("case", "Case", "cases", _page("case", "CasePage"), in_sidebar=False),
    PageSpec("visit", "Visit", "visits", _page("visit", "VisitPage"), in_sidebar=False),
    PageSpec(
        "composer", "Document", "documents", _page("composer", "ComposerPage"), in_sidebar=False
    ),
)
