"""The second place of backups is a stick like any other: pulled, full or held at every 64 kB."""

from __future__ import annotations

import errno

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models import restore
from sif_desktop.sync import files
from tests.sync.test_stick import BLOCK, failing_after
from tests.sync.untouched import is_plain, raw_tables


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EIO, "could not be written"), (errno.ENOSPC, "no room left")]
)
def test_a_stick_that_goes_at_any_64_kb_leaves_no_backup_that_counts(
    services, tmp_path, monkeypatch, number, said
):
    stick = tmp_path / "stick"
    stick.mkdir()
    backups = services.backups
    backups.set_second_place(stick)
    made = backups.make()
    monkeypatch.setattr(restore, "_BLOCK", BLOCK)
    before = raw_tables(services.context.store)
    for size in range(0, made.path.stat().st_size, BLOCK):
        with monkeypatch.context() as patch:
            patch.setattr(files, "_Hashing", failing_after(size, number))
            with pytest.raises(Problem, match=said) as told:
                backups.carry()
        assert is_plain(told.value) and made.path.name in told.value.message
        assert not list(stick.rglob("*.sif")) and not list(stick.rglob("*.part"))
        assert backups.second_place().newest is None
    assert raw_tables(services.context.store) == before
    assert "safe to remove" in backups.carry()
