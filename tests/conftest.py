"""What holds for every test: no network, no home folder, no display, the same cases each run."""

import atexit
import gc
import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests.patience import PATIENCE_MS

# Set before anything reads them, and inherited by every process a test starts.
_home = Path(tempfile.mkdtemp(prefix="sif-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for _name, _folder in {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "localappdata",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_DOCUMENTS_DIR": "documents",
}.items():
    (_home / _folder).mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_home / _folder)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests save tens of thousands of times, and none has to outlast the machine.
_in_memory = Path("/dev/shm")
if _in_memory.is_dir() and shutil.disk_usage(_in_memory).free > 4e9:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_in_memory))
for _name in ("SIF_PASSPHRASE", "SIF_BUNDLE_PASSPHRASE"):
    os.environ.pop(_name, None)

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("soak", parent=settings.get_profile("ci"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# What takes many seconds to make is made by one of the processes, which runs all that needs it.
DEAR = ("practice", "full")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A soak runs what has generated cases and nothing else."""
    for item in items:
        for name in DEAR:
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(name))
    if os.environ.get("HYPOTHESIS_PROFILE") == "soak":
        kept = [item for item in items if _is_generated(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _is_generated(item: pytest.Item) -> bool:
    test = getattr(item, "obj", None)
    return bool(getattr(test, "is_hypothesis_test", False) or item.get_closest_marker("generated"))


# Python collects on whichever thread makes garbage, and the widgets of a test that is over would be
# destroyed on a thread that writes a store, or takes in what the process is to run next. A soak has
# no widgets, and tests that last for hours.
if os.environ.get("HYPOTHESIS_PROFILE") != "soak":
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item):
    """What is no longer used is freed between two tests, as often as Python would by now."""
    ran = yield
    generation = next((n for n in (2, 1, 0) if gc.get_count()[n] > gc.get_threshold()[n]), None)
    if generation is not None:
        gc.collect(generation)
    return ran


class PatientBot(QtBot):
    """Waits as long as a busy machine may need."""

    def waitUntil(self, callback):
        super().waitUntil(callback, timeout=PATIENCE_MS)

    def waitSignal(self, signal, **given):
        return super().waitSignal(signal, timeout=PATIENCE_MS, **given)


@pytest.fixture
def qtbot(qapp, request) -> PatientBot:
    return PatientBot(request)


_attempts: list[str] = []


class NetworkUsedError(OSError):
    """A test reached for the network."""


def _refuse(address: object) -> None:
    _attempts.append(str(address))
    raise NetworkUsedError(f"A test tried to reach {address}; there is no network.")


def _connect(self: socket.socket, address: object, _real=socket.socket.connect) -> None:
    if self.family != getattr(socket, "AF_UNIX", None):
        _refuse(address)
    _real(self, address)


def _connect_ex(self: socket.socket, address: object, _real=socket.socket.connect_ex) -> int:
    if self.family != getattr(socket, "AF_UNIX", None):
        _refuse(address)
    return _real(self, address)


def _getaddrinfo(host: object, *_rest: object, **_options: object) -> None:
    _refuse(host)


socket.socket.connect = _connect  # type: ignore[method-assign]
socket.socket.connect_ex = _connect_ex  # type: ignore[method-assign]
socket.getaddrinfo = _getaddrinfo  # type: ignore[assignment]


@pytest.fixture(scope="session", autouse=True)
def steady_at_once():
    """A file sent a moment ago is read without half a second's look at whether it still grows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sif_desktop.sync.files.STEADY", 0.01)
        yield


@pytest.fixture(autouse=True)
def no_network():
    """Fails the test that reached for the network, even if the code swallowed the refusal."""
    _attempts.clear()
    yield
    assert not _attempts, f"reached for the network: {_attempts}"


@pytest.fixture
def network_attempts() -> list[str]:
    """The refused attempts so far, for the test of the guard itself (which clears them)."""
    return _attempts
