"""Where there is no apt: say in one line which system library or program is missing."""

import os
import shutil
import sys


def missing() -> str:
    """What the window cannot do without on this machine; empty if nothing."""
    try:
        from PySide6 import QtGui, QtWidgets  # noqa: F401 - loading them is the check
    except ImportError as error:
        return (
            f"{error}. Install the system libraries of Qt 6 (EGL, GL, xkbcommon, xcb, fontconfig)"
        )
    windowed = (
        sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if not windowed and not shutil.which("xvfb-run"):
        return "xvfb-run, for windows with no display. Install Xvfb, or set DISPLAY"
    return ""


if __name__ == "__main__":
    if fault := missing():
        sys.exit(f"Missing: {fault}.")
