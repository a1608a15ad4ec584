"""Where things lie on this computer. Standard library and platformdirs only."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import PlatformDirs

# Local, not roaming: a roaming profile may be a network share, which destroys a live caseload.
_DIRS = PlatformDirs("SIF Desktop", appauthor=False, roaming=False)


def resources() -> Path:
    """The folder of packs, fonts, icons and templates, in a checkout and in a bundle."""
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) if bundled else Path(__file__).resolve().parent.parent
    return root / "resources"


def frameworks() -> list[Path]:
    """Folders that hold rulebook packs: the shipped ones, then this computer's own."""
    return [resources() / "frameworks", data_folder() / "frameworks"]


def data_folder() -> Path:
    """Where a new caseload is offered to be kept."""
    return Path(_DIRS.user_data_dir)


def settings_file() -> Path:
    return Path(_DIRS.user_config_dir) / "settings.json"


def marks() -> Path:
    """Where each caseload's mark of its last opening lies, so that a copy is noticed."""
    return Path(_DIRS.user_state_dir) / "opened"


def log_file() -> Path:
    return Path(_DIRS.user_log_dir) / "sif-desktop.log"


def practice_store() -> Path:
    return data_folder() / "practice" / "practice.sif"
