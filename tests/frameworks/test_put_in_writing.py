"""A note that answers an item an event names is that event; an item that is not there is told."""

import shutil
from pathlib import Path

from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.loader import load_pack

KENT = Path(__file__).parents[2] / "resources" / "frameworks" / "kent-2009"


def test_an_event_names_the_item_that_puts_it_in_writing():
    assert load_pack(KENT).put_in_writing == {"areas.raised": "areas_raised"}


def test_an_item_no_form_has_is_named_with_the_nearest(tmp_path):
    folder = tmp_path / "kent-2009"
    shutil.copytree(KENT, folder)
    file = folder / "obligations.yaml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("[areas.raised]", "[areas.raisd]"), encoding="utf-8")
    (fault,) = check(folder)
    assert (fault.file, fault.path) == ("obligations.yaml", "events[3].put_in_writing[0]")
    assert "“areas.raised”" in fault.message
