"""The guards every other test relies on do guard."""

import gc
import os
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest


def test_a_socket_cannot_connect(network_attempts):
    with socket.socket() as client, pytest.raises(OSError, match="no network"):
        client.connect(("192.0.2.1", 80))
    assert network_attempts == ["('192.0.2.1', 80)"]
    network_attempts.clear()


def test_a_name_cannot_be_looked_up(network_attempts):
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen("http://example.invalid/", timeout=1)
    assert network_attempts == ["example.invalid"]
    network_attempts.clear()


def test_the_home_folder_is_a_temporary_one():
    import platformdirs

    for folder in (
        Path.home(),
        platformdirs.user_data_path("x"),
        platformdirs.user_config_path("x"),
    ):
        assert "sif-tests-" in str(folder)


def test_nothing_is_collected_on_whichever_thread_happens_to_run():
    assert not gc.isenabled()


def test_qt_draws_on_no_display():
    assert os.environ["QT_QPA_PLATFORM"] in ("offscreen", "minimal", "xcb")
