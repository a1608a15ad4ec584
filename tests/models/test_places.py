"""A live caseload lies on this computer's own drive: anywhere else it is refused, whatever is
asked: to be made there, opened there, restored there or opened after it was moved there."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import backup, keyfile, place, restore
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.store import create_store
from sif_desktop.services import caseload
from tests.models.conftest import CHEAP

PACKS = Path(__file__).resolve().parents[2] / "resources" / "frameworks"
SYNCED = {
    "OneDrive": "OneDrive",
    "OneDrive - Anyshire Council/Documents": "OneDrive",
    "Library/CloudStorage/OneDrive-AnyshireCouncil": "OneDrive",
    "Dropbox": "Dropbox",
    "Dropbox (Personal)/Work": "Dropbox",
    "Library/Mobile Documents/com~apple~CloudDocs": "iCloud",
    "iCloudDrive": "iCloud",
    "Google Drive/My Drive": "Google Drive",
    "Library/CloudStorage/GoogleDrive-kim@anyshire.example": "Google Drive",
    "My Drive": "Google Drive",
    "Nextcloud": "Nextcloud",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> Path:
    """A caseload on the computer's own drive, with a backup."""
    path = tmp_path_factory.mktemp("own") / "Anyshire.sif"
    key = keyfile.create(path, "correct horse", cost=CHEAP)
    create_store(path, key).close()
    backup.make(path, key, Why.ASKED)
    return path


def ask(what: str, path: Path, here: Path) -> None:
    if what == "made":
        new = caseload.NewCaseload(path, "Kim Rowe", "england-2026", "four plain words")
        caseload.create(new, Registry([PACKS]), date.today, cost=CHEAP).close()
    elif what == "opened":
        caseload.unlock(path, "correct horse", Registry([PACKS]), date.today).close()
    else:
        (made,) = backup.backups(backup.folder_of(here), here.stem)
        restore.restore(made.path, path, keyfile.unlock(here, "correct horse"))


def refused(what: str, path: Path, here: Path, words: str) -> None:
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(Problem, match=words) as told:
        ask(what, path, here)
    assert str(path.parent) in told.value.message and "own drive" in told.value.hint
    assert sorted(path.parent.rglob("*")) == before


@pytest.mark.parametrize("what", ["made", "opened", "restored"])
@pytest.mark.parametrize("folder", SYNCED)
def test_a_folder_that_is_copied_while_it_is_worked_in_is_refused(tmp_path, here, folder, what):
    path = tmp_path / folder / "Anyshire.sif"
    path.parent.mkdir(parents=True)
    if what == "opened":  # it was moved there
        for old, new in ((here, path), (key_path(here), key_path(path))):
            shutil.copyfile(old, new)
    refused(what, path, here, SYNCED[folder])


def test_a_link_into_such_a_folder_is_seen_through(tmp_path, here):
    behind = tmp_path / "OneDrive - Anyshire"
    behind.mkdir()
    (tmp_path / "Documents").symlink_to(behind, target_is_directory=True)
    refused("made", tmp_path / "Documents" / "a.sif", here, "OneDrive")


def test_a_folder_that_a_sync_program_has_marked_is_refused(tmp_path, here):
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    refused("made", tmp_path / "shared" / "a.sif", here, "Syncthing")


MOUNTS = """/dev/sda2 / ext4 rw 0 0
/dev/sdb1 {folder}/stick vfat rw 0 0
//server/team {folder}/team\\040share cifs rw 0 0
server:/home {folder}/home nfs4 rw 0 0
"""


@pytest.fixture
def drives(tmp_path, monkeypatch):
    """A computer with a stick, a share and a network home."""
    table = tmp_path / "mounts"
    table.write_text(MOUNTS.format(folder=tmp_path))
    disks = tmp_path / "disks"
    for disk, answer in (("sda", "0"), ("sdb", "1")):
        part = disks / "devices" / disk / f"{disk}{'2' if disk == 'sda' else '1'}"
        part.mkdir(parents=True)
        (part / "partition").write_text("1")
        (part.parent / "removable").write_text(f"{answer}\n")
        (disks / part.name).symlink_to(part, target_is_directory=True)
    real, asked = place.mounted, place.is_removable
    monkeypatch.setattr(place, "mounted", lambda folder: real(folder, table))
    monkeypatch.setattr(place, "is_removable", lambda device: asked(device, disks))
    for name in ("stick", "team share", "home", "plain"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="Windows is asked otherwise")
@pytest.mark.parametrize("what", ["made", "restored"])
@pytest.mark.parametrize(
    ("folder", "words"),
    [("team share", "network drive"), ("home", "network drive"), ("stick", "stick or card")],
)
def test_a_share_and_a_stick_are_refused_by_what_the_system_says_they_are(
    drives, here, folder, words, what
):
    refused(what, drives / folder / "a.sif", here, words)


@pytest.mark.skipif(os.name == "nt", reason="Windows is asked otherwise")
def test_the_computers_own_drive_is_not_refused(drives, here):
    ask("made", drives / "plain" / "a.sif", here)
    assert (drives / "plain" / "a.sif").exists()


def test_an_address_on_the_network_is_refused_before_it_is_looked_for(here):
    for address in ("//server/share/a.sif", "\\\\server\\share\\a.sif"):
        with pytest.raises(Problem, match="network drive"):
            ask("opened", Path(address), here)
