"""A field shown and not touched changes nothing, in any rulebook; what is typed is understood."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from sif_desktop.frameworks.checker import examine
from sif_desktop.frameworks.edit_areas import areas
from sif_desktop.frameworks.edit_shape import edits_of, field
from sif_desktop.ui.widgets.edit_fields import EditFieldBox

from .office import PACKS

NAMES = sorted(place.parent.name for place in PACKS.glob("*/pack.yaml"))


@pytest.mark.req("R14-75")
@pytest.mark.parametrize("name", NAMES)
def test_an_entry_opened_and_confirmed_changes_nothing(qtbot, name):
    raw = examine(PACKS / name)[0].raw
    entries = [e for area in areas(raw) for _, group in area.groups for e in group]
    assert len(entries) > 100
    for entry in entries:
        boxes = [EditFieldBox(one) for one in entry.fields]
        assert edits_of(entry, [box.value() for box in boxes]) == (), entry.id
        for box in boxes:
            box.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("kind", "before", "typed", "value"),
    [
        ("number", None, "£1,250.50", 1250.5),
        ("number", 2.0, "", None),
        ("whole", 3, "4", 4),
        ("whole", 3, "often", "often"),
        ("line", None, "", None),
        ("line", "A", " B ", "B"),
        ("lines", None, "One\n\n Two ", ["One", "Two"]),
        ("lines", [10], "10\n3", [10, 3]),
        ("text", "A", "", None),
    ],
)
def test_what_is_typed_becomes_what_the_file_holds(qtbot, kind, before, typed, value):
    box = EditFieldBox(field("x.yaml", ("a",), "A", kind, before))
    qtbot.addWidget(box)
    (box.widget.setPlainText if kind in ("lines", "text") else box.widget.setText)(typed)
    assert box.value() == value
