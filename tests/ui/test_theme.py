import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from sif_desktop.ui import icons, theme


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("ink, paper", theme.TEXT_PAIRS)
def test_text_is_readable_on_every_surface_of_every_theme(name, ink, paper):
    roles = theme.THEMES[name]
    assert theme.contrast(getattr(roles, ink), getattr(roles, paper)) >= theme.AA_TEXT


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("shape, paper", theme.SHAPE_PAIRS)
def test_edges_and_focus_stand_out_in_every_theme(name, shape, paper):
    roles = theme.THEMES[name]
    assert theme.contrast(getattr(roles, shape), getattr(roles, paper)) >= theme.AA_SHAPE


def test_contrast_of_black_and_white_is_21_and_of_a_colour_with_itself_1():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#27527f", "#27527f") == 1


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(
    "colour", ["#ff0000", "#ffff00", "#00ff00", "#000000", "#ffffff", "#7b2d8b"]
)
def test_any_colour_of_a_pack_becomes_a_readable_pair(name, colour):
    paper, ink = theme.Look(name, theme.THEMES[name]).category_pair(colour)
    assert theme.contrast(paper, ink) >= theme.AA_TEXT


def test_every_status_has_its_own_shape_and_word_and_a_role():
    assert len({theme.STATUS_SIGN[s] for s in theme.Status}) == len(theme.Status)
    assert all(hasattr(theme.LIGHT, theme.STATUS_ROLE[s]) for s in theme.Status)


def test_the_look_changes_while_the_program_runs(qapp: QApplication, qtbot):
    label = QLabel("Oakfield")
    qtbot.addWidget(label)
    label.show()
    before = label.fontMetrics().height()
    with qtbot.waitSignal(theme.notifier().changed):
        theme.apply(qapp, "dark", 2.0)
    assert label.fontMetrics().height() >= 1.8 * before
    assert label.palette().window().color().name() == theme.DARK.surface


def test_the_system_choice_gives_light_or_dark_and_a_strange_one_the_system(qapp: QApplication):
    assert theme.apply(qapp, "system").name in ("light", "dark", "contrast")
    theme.apply(qapp, "purple")
    assert theme.choice() == "system"


@pytest.mark.parametrize("asked, given", [(0.2, 1.0), (1.1, 1.0), (1.3, 1.25), (9, 2.0)])
def test_text_size_goes_in_steps_from_100_to_200_per_cent(asked, given):
    assert theme.clamp_scale(asked) == given


def test_no_other_module_names_a_colour_or_a_font_size():
    folder = Path(theme.__file__).parent
    wrong = re.compile(r"#[0-9a-fA-F]{6}\b|setPointSize|setPixelSize|font-size: *\d")
    guilty = [
        path.name
        for path in folder.rglob("*.py")
        if path.name != "theme.py" and wrong.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_every_icon_of_the_set_draws_something_and_takes_its_colour_from_the_theme():
    assert len(icons.names()) >= 30
    for name in icons.names():
        image = icons.pixmap(name, "bad").toImage()
        inks = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 120
        ]
        assert inks, name
        assert all(abs(ink.red() - 0xA5) < 4 for ink in inks), name
