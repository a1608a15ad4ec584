"""The only place that names a colour, a size or a font.

Text grows with the officer's chosen scale (1.0 to 2.0); the gaps between things do not, so that
200 % text still fits a small laptop. Hierarchy comes from weight and space, not from colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from sif_desktop.ui.stylesheet import stylesheet

SIZES = {"caption": 12, "body": 13, "lead": 15, "title": 20, "page-title": 28}
HALF, GAP, GROUP, MARGIN = 4, 8, 16, 24  # px: inside, beside, between groups, page edge
READING_WIDTH = 880  # px at 100 %: the widest column for reading and writing
TARGET = 32  # px: the smallest thing to hit on a capture screen
FRAME = 10  # px: a typed field's border and padding, above and below together
ROW = 32  # px: a table's row at 100 %
FADE_MS = 120
MIN_SCALE, MAX_SCALE, SCALE_STEP = 1.0, 2.0, 0.25
AA_TEXT, AA_SHAPE = 4.5, 3.0
# Fonts made for screens, in order, where the system names only a generic family.
_SCREEN_FAMILIES = ["Inter", "Noto Sans", "Cantarell", "Ubuntu", "Liberation Sans"]
_GENERIC_FAMILIES = {"sans serif", "sans", "dejavu sans", ""}


@dataclass(frozen=True, slots=True)
class Roles:
    """What each colour is for; every value is `#rrggbb`."""

    surface: str  # the page
    raised: str  # inputs, tables, cards
    sunken: str  # side bar, top and message bars
    line: str  # hair lines between things
    edge: str  # the boundary of a control
    text: str
    text_quiet: str
    accent: str
    accent_text: str  # on accent
    accent_strong: str  # accent while pressed or hovered
    hover: str
    selection: str
    selection_text: str
    focus: str
    good: str
    warn: str
    bad: str
    info: str


LIGHT = Roles(
    surface="#fbfaf7", raised="#ffffff", sunken="#f3f1eb", line="#e2ded4", edge="#8b877c",
    text="#23262b", text_quiet="#5d6066", accent="#27527f", accent_text="#ffffff",
    accent_strong="#1b3f66", hover="#ebe8df", selection="#dbe6f1", selection_text="#16293d",
    focus="#2f6cb3", good="#2c6a3f", warn="#865400", bad="#a52a22", info="#27527f",
)  # fmt: skip
DARK = Roles(
    surface="#1e1f21", raised="#27292b", sunken="#191a1c", line="#3a3c3f", edge="#83868b",
    text="#e8e5de", text_quiet="#aeaca5", accent="#9cc0ea", accent_text="#10202f",
    accent_strong="#bcd6f3", hover="#313336", selection="#2c4560", selection_text="#f1f5fa",
    focus="#7fb2ee", good="#8fcb9d", warn="#e7b765", bad="#f2988e", info="#9cc0ea",
)  # fmt: skip
HIGH_CONTRAST = Roles(
    surface="#000000", raised="#000000", sunken="#000000", line="#ffffff", edge="#ffffff",
    text="#ffffff", text_quiet="#ffffff", accent="#ffe45c", accent_text="#000000",
    accent_strong="#ffffff", hover="#333333", selection="#ffe45c", selection_text="#000000",
    focus="#4fe3ff", good="#8dff9e", warn="#ffd54a", bad="#ffa39b", info="#9fd4ff",
)  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}
SYSTEM = "system"

_PAPERS = ("surface", "raised", "sunken", "hover")
_INKS = ("text", "text_quiet", "accent", "good", "warn", "bad", "info")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, paper) for ink in _INKS for paper in _PAPERS),
    ("selection_text", "selection"),
    ("accent_text", "accent"),
    ("accent_text", "accent_strong"),
)
SHAPE_PAIRS = tuple((shape, paper) for shape in ("edge", "focus") for paper in _PAPERS[:3])


class Status(StrEnum):
    """How something stands: always shown as a shape and the word, never colour alone."""

    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OVERDUE = "overdue"
    MET = "met"
    WAITING = "waiting"
    NONE = "not started"


STATUS_ROLE = {
    Status.ON_TRACK: "good",
    Status.AT_RISK: "warn",
    Status.OVERDUE: "bad",
    Status.MET: "good",
    Status.WAITING: "info",
    Status.NONE: "text_quiet",
}
STATUS_SIGN = {
    Status.ON_TRACK: "●",
    Status.AT_RISK: "◆",
    Status.OVERDUE: "▲",
    Status.MET: "✓",
    Status.WAITING: "◌",
    Status.NONE: "○",
}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2 defines it, 0 (black) to 1 (white)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1.0 to 21.0."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """`#rrggbb` that is `share` (0 to 1) of `first` and the rest of `second`."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Look:
    """A theme at a text scale: what widgets that paint themselves ask for."""

    name: str
    roles: Roles
    scale: float = 1.0

    def px(self, size: int) -> int:
        """`size` px at 100 %, grown with the text."""
        return round(size * self.scale)

    def colour(self, role: str) -> QColor:
        return QColor(self.hex(role))

    def hex(self, role: str) -> str:
        return str(getattr(self.roles, role))

    def font(self, size: str = "body", *, bold: bool = False, tabular: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(_families())
        font.setPixelSize(self.px(SIZES[size]))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def category_pair(self, colour: str) -> tuple[str, str]:
        """Background and text for a pack's own colour (`#rrggbb`), always readable."""
        roles = self.roles
        return next(
            (paper, roles.text)
            for share in (0.30, 0.22, 0.15, 0.08, 0.0)
            if contrast(roles.text, paper := mix(colour, roles.raised, share)) >= AA_TEXT
        )


@lru_cache(maxsize=1)
def _families() -> list[str]:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return _SCREEN_FAMILIES if system.casefold() in _GENERIC_FAMILIES else [system]


class _Current(QObject):
    """The look in force. One for the process, because Qt has one style for the process."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "light"
        self.look = Look("light", LIGHT)
        self.follows_system = False
        self.glyphs = QTemporaryDir()


@lru_cache(maxsize=1)
def _current() -> _Current:
    return _Current()


def current() -> Look:
    """The look in force."""
    return _current().look


def choice() -> str:
    """What the officer chose: "light", "dark", "contrast" or "system"."""
    return _current().choice


def notifier() -> _Current:
    """Emits `changed` after the theme or the text size has changed at run time."""
    return _current()


def colour_of(code: str) -> QColor:
    """`#rrggbb` (a role's or a pack's) as Qt wants it."""
    return QColor(code)


def clamp_scale(scale: float) -> float:
    return min(MAX_SCALE, max(MIN_SCALE, round(scale / SCALE_STEP) * SCALE_STEP))


def apply(app: QApplication, theme: str = SYSTEM, scale: float = 1.0) -> Look:
    """Give the whole program `theme` at text `scale`; may be called again at any time.

    With "system" the look follows the desktop's light, dark or high contrast setting as it
    changes.
    """
    state = _current()
    state.choice = theme if theme in THEMES else SYSTEM
    if not state.follows_system:
        app.styleHints().colorSchemeChanged.connect(_on_system_changed)
        app.setStyle("Fusion")
        state.follows_system = True
    name = _resolve(app, state.choice)
    state.look = Look(name, THEMES[name], clamp_scale(scale))
    app.setFont(state.look.font())
    app.setPalette(_palette(state.look.roles))
    app.setStyleSheet(stylesheet(state.look, SIZES, _glyphs(state.look)))
    state.changed.emit()
    return state.look


def _glyphs(look: Look) -> str:
    """A folder with the marks of check boxes and lists in the look's colours.

    A style sheet takes pictures from files only; these hold nothing of anybody's and go with the
    program.
    """
    # Icons ask the theme for colours, so they are asked for here and not at import.
    from sif_desktop.ui import icons

    state = _current()
    folder = Path(state.glyphs.path()) / look.name
    if not folder.exists():
        folder.mkdir()
        for name, role in (("check", "accent_text"), ("dot", "accent"), ("down", "text_quiet")):
            (folder / f"{name}.svg").write_bytes(icons.tinted(name, look.hex(role)))
    return folder.as_posix()


def _on_system_changed() -> None:
    app, state = QApplication.instance(), _current()
    if isinstance(app, QApplication) and state.choice == SYSTEM:
        apply(app, SYSTEM, state.look.scale)


def _resolve(app: QApplication, theme: str) -> str:
    if theme != SYSTEM:
        return theme
    # The owner must outlive the object it hands out, so both are kept in names.
    hints = app.styleHints()
    wishes = hints.accessibility()
    if wishes.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _palette(roles: Roles) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for target, name in (
        (role.Window, "surface"), (role.WindowText, "text"), (role.Base, "raised"),
        (role.AlternateBase, "sunken"), (role.Text, "text"), (role.Button, "raised"),
        (role.ButtonText, "text"), (role.BrightText, "bad"), (role.Highlight, "selection"),
        (role.HighlightedText, "selection_text"), (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"), (role.PlaceholderText, "text_quiet"), (role.Link, "accent"),
        (role.LinkVisited, "accent"), (role.Light, "raised"), (role.Midlight, "line"),
        (role.Mid, "line"), (role.Dark, "edge"), (role.Shadow, "edge"), (role.Accent, "accent"),
    ):  # fmt: skip
        palette.setColor(target, QColor(getattr(roles, name)))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(roles.text_quiet))
    return palette
