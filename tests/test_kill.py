"""Killed at any moment of capture, a caseload opens whole and has lost half a second at most."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import caseload
from tests.patience import kept_waiting

ROOT = Path(__file__).resolve().parents[1]
PACKS = ROOT / "resources" / "frameworks"
TODAY = date(2026, 11, 23)
KILLS, AT_ONCE = 50, 3
MAY_BE_LOST = 0.5  # seconds

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to start fast enough"),
]


@dataclass(frozen=True)
class Ready:
    """A caseload with a visit under way."""

    path: Path
    key: bytes
    visit: str


@pytest.fixture
def ready(tmp_path: Path) -> Ready:
    new = caseload.NewCaseload(
        tmp_path / "ready.sif", "Kim Rowe", "england-2026", "four plain words here"
    )
    opened = caseload.create(new, Registry([PACKS]), lambda: TODAY, cost=keyfile.Cost(2**10))
    services, key = opened.services, opened.key
    with services.context.store.action("A school") as act:
        act.create(provider, TEAM, "oakfield", urn="900001", name="Oakfield", status="Open")
    uid = services.visits.plan(services.visits.defaults("core_visit", "oakfield")).uid
    services.visits.start(uid)
    opened.close()
    return Ready(new.path, key, uid)


class Child:
    """A process that starts the capture page in a fork for each run."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "kill_child.py"), str(PACKS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self.process.stdout.readline() == "ready\n"

    def start(self, path: Path, ready: Ready, seed: int, log: Path) -> int:
        line = "\t".join((str(path), ready.key.hex(), ready.visit, str(seed), str(log)))
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def kill(self, pid: int) -> tuple[int, int]:
        """Kill the run and wait until it is gone; returns when, in steady nanoseconds, and for how
        many the machine had kept it waiting by then."""
        at, waited = time.monotonic_ns(), kept_waiting(pid)
        os.kill(pid, signal.SIGKILL)
        assert self.process.stdout.readline() == "gone\n"
        return at, waited

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def killed(child: Child, ready: Ready, seed: int) -> str:
    """Type, kill, open again; what was lost that should not have been, or "" if all is well."""
    path = ready.path.with_name(f"run-{seed}.sif")
    shutil.copy(ready.path, path)
    log = path.with_suffix(".log")
    pid = child.start(path, ready, seed, log)
    begun = time.monotonic()
    while not log.exists():
        if time.monotonic() - begun > 60:
            child.kill(pid)
            return f"run {seed}: the page did not open"
        time.sleep(0.005)
    time.sleep(random.Random(seed).uniform(0.55, 2.2))
    return check(path, ready, log, child.kill(pid), seed)


def check(path: Path, ready: Ready, log: Path, end: tuple[int, int], seed: int) -> str:
    opened = caseload.Opened(path, ready.key, Registry([PACKS]), lambda: TODAY)
    try:
        faults = opened.faults()
        record = opened.services.visits.record(ready.visit)
        place = opened.services.visits.last_place()
    finally:
        opened.close()
    held = {
        "j": "\n".join([*(line.text for line in record.jottings), record.jot_line]),
        "e": "".join(found.answer.evidence for found in record.answers),
    }
    keys = [line.split() for line in log.read_text().splitlines() if line.count(" ") == 3]
    for where, text in held.items():
        typed = [
            (_ago(end, (int(when), int(waited))), chr(int(key)))
            for when, waited, place_of, key in keys
            if place_of == where
        ]
        every = "".join(key for _, key in typed)
        surely = "".join(key for ago, key in typed if ago > MAY_BE_LOST * 1e9)
        if not (text.startswith(surely) and every.startswith(text)):
            return f"run {seed}: {where}: typed {every!r}, sure {surely!r}, held {text!r}"
    if faults:
        return f"run {seed}: {faults[:3]}"
    if place is None or place["visit"] != ready.visit:
        return f"run {seed}: reopens at {place}"
    return ""


def _ago(end: tuple[int, int], then: tuple[int, int]) -> int:
    """Nanoseconds between, without those for which the machine ran other programs instead."""
    return end[0] - then[0] - max(0, end[1] - then[1])


def some(ready: Ready, seeds: range) -> list[str]:
    child = Child()
    try:
        return [fault for seed in seeds if (fault := killed(child, ready, seed))]
    finally:
        child.end()


def test_a_kill_at_any_moment_of_typing_loses_half_a_second_at_most(ready: Ready):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        batches = [range(n, KILLS, AT_ONCE) for n in range(AT_ONCE)]
        faults = [fault for found in pool.map(lambda s: some(ready, s), batches) for fault in found]
    assert not faults, "\n".join(faults)
