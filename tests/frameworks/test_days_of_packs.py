"""Days in a pack name visits and a letter that the pack has."""

import shutil
from pathlib import Path

from sif_desktop.frameworks.checker import check

PACK = Path(__file__).resolve().parents[2] / "resources" / "frameworks" / "england-2026"


def test_an_unknown_visit_and_an_unknown_letter_are_told_with_their_place(tmp_path):
    folder = tmp_path / PACK.name
    shutil.copytree(PACK, folder)
    file = folder / "entitlements.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("letter: support-allocation", "letter: nowhere")
    file.write_text(text.replace("counts: [core_visit", "counts: [no_visit", 1), encoding="utf-8")
    told = {fault.path: fault.message for fault in check(folder)}
    assert "no_visit" in told["entitlements[0].counts[0]"]
    assert "nowhere" in told["letter"]
