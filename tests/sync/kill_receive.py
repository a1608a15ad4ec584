"""A process that takes a file in and is killed while it does; run by test_faults."""

import os
import sys
import threading
import time
from pathlib import Path

from sif_desktop.models.store import Store
from sif_desktop.sync.bundle import receive

store = Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))


def die() -> None:
    time.sleep(float(sys.argv[4]))
    os.kill(os.getpid(), 9)


sys.stdout.write("ready\n")
sys.stdout.flush()
threading.Thread(target=die, daemon=True).start()
receive(store, Path(sys.argv[3]))
