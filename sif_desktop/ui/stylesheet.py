"""The one small style sheet: where things sit and which role colours them, no values of its own.

Widgets ask for a look with the dynamic property `look` (`page-title`, `quiet`, `primary` …), so
a change of theme or text size needs nothing from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sif_desktop.ui.theme import Look

_SHEET = Template("""
QToolTip { color: $text; background: $raised; border: 1px solid $edge; padding: 4px 8px; }
QLabel[look="page-title"] { font-size: ${page_title}px; font-weight: 600; }
QLabel[look="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[look="lead"] { font-size: ${lead}px; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="section"] { font-size: ${lead}px; font-weight: 600; }
QLabel[look="quiet"] { color: $text_quiet; }
QLabel[look="caption"] { color: $text_quiet; font-size: ${caption}px; }
QLabel[look="caption-strong"] { color: $text_quiet; font-size: ${caption}px; font-weight: 600; }
QLabel[look="bad"] { color: $bad; }
QLabel[look="warn"] { color: $warn; }
QLabel[look="good"] { color: $good; }

QFrame[look="bar"] { background: $sunken; border: 0; }
QFrame[look="side"] { background: $sunken; border: 0; border-right: 1px solid $line; }
QFrame[look="top"] { background: $sunken; border: 0; border-bottom: 1px solid $line; }
QFrame[look="bottom"] { background: $sunken; border: 0; border-top: 1px solid $line; }
QFrame[look="banner"] { background: $selection; border: 0; border-bottom: 1px solid $line; }
QFrame[look="banner"] QLabel { color: $selection_text; }
QFrame[look="card"] { background: $raised; border: 1px solid $line; border-radius: 6px; }
QFrame[look="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[look="no-rule"] { border: 0; max-height: 1px; min-height: 1px; }
QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget[look="column"] { background: transparent; }

QPushButton { color: $text; background: $raised; border: 1px solid $edge; border-radius: 5px;
  padding: 5px 13px; min-height: ${control}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; color: $selection_text; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 12px; }
QPushButton:disabled { color: $text_quiet; border-color: $line; background: transparent; }
QPushButton[look="primary"] { color: $accent_text; background: $accent; border-color: $accent;
  font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed {
  background: $accent_strong; border-color: $accent_strong; }
QPushButton[look="primary"]:focus { border: 3px double $accent_text; padding: 3px 11px; }
QPushButton[look="primary"]:disabled { color: $text_quiet; background: $hover;
  border-color: $line; }
QPushButton[look="link"] { color: $accent; background: transparent; border: 1px solid transparent;
  padding: 3px 2px; text-align: left; }
QPushButton[look="link"]:hover { background: $hover; }
QPushButton[look="link"]:focus { border: 2px solid $focus; padding: 2px 1px; }
QPushButton[look="quiet-link"] { color: $text_quiet; background: transparent; text-align: left;
  border: 1px solid transparent; padding: 1px 2px; font-size: ${caption}px; min-height: 0; }
QPushButton[look="quiet-link"]:hover { background: $hover; color: $text; }
QPushButton[look="quiet-link"]:focus { border: 2px solid $focus; padding: 0 1px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 5px;
  padding: 5px; min-width: ${control}px; min-height: ${control}px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $selection; color: $selection_text; }
QToolButton:focus { border: 2px solid $focus; padding: 4px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $raised; color: $text; border: 1px solid $line; border-bottom: 1px solid $edge;
  border-radius: 4px; padding: 4px 7px; min-height: ${control}px;
  placeholder-text-color: $text_quiet;
  selection-background-color: $selection; selection-color: $selection_text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 3px 6px; }
QLineEdit[look="bad"], QPlainTextEdit[look="bad"] { border-bottom: 2px solid $bad; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $text_quiet; background: transparent; }
QComboBox { padding-right: ${drop}px; }
QComboBox::drop-down { border: 0; width: ${drop}px; }
QComboBox::down-arrow { image: url("$glyphs/down.svg"); width: ${mark}px; height: ${mark}px; }
QAbstractSpinBox QLineEdit { border: 0; padding: 0 5px; min-height: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $edge; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: ${control}px; padding: 2px 4px;
  border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QListView::indicator {
  width: ${mark}px; height: ${mark}px; border: 1px solid $edge; border-radius: 4px;
  background: $raised; }
QRadioButton::indicator { border-radius: ${round_mark}px; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$glyphs/check.svg"); }
QRadioButton::indicator:checked { border: 1px solid $accent; background: $raised;
  image: url("$glyphs/dot.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $focus; }

QTableView, QListView, QTreeView { background: $raised; border: 1px solid $line;
  gridline-color: transparent; outline: 0; alternate-background-color: $raised; }
QTableView::item { padding: 0 5px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $selection; color: $selection_text; }
QTreeView::item { padding: 5px 5px; border-bottom: 1px solid $line; }
QTreeView::item:selected { background: $selection; color: $selection_text; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid $focus; }
QListWidget[look="lines"]::item { padding: 5px 6px; }
QListWidget[look="lines"]::item:selected { background: $selection; color: $selection_text; }
QHeaderView { background: $surface; }
QHeaderView::section { color: $text_quiet; background: $surface; border: 0;
  border-bottom: 1px solid $line; padding: 6px 8px; font-size: ${caption}px; font-weight: 600; }
QTabBar::tab { color: $text_quiet; background: transparent; border: 0; padding: 8px 12px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $text; background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $text_quiet; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar { background: $hover; border: 0; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; min-height: 32px;
  min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
""")


def stylesheet(look: Look, sizes: Mapping[str, int], glyphs: str) -> str:
    """The sheet for `look`, with text `sizes` (px at 100 %) grown to its scale.

    `glyphs` is the folder that holds the tick, the dot and the arrow in this look's colours.
    """
    grown = {name.replace("-", "_"): look.px(size) for name, size in sizes.items()}
    marks = {"control": 20, "mark": 16, "drop": 26}
    grown |= {name: look.px(size) for name, size in marks.items()}
    grown["round_mark"] = grown["mark"] // 2 + 1  # half its width, border and all
    return _SHEET.substitute(asdict(look.roles), **grown, glyphs=glyphs)
