"""What a busy machine does to a test: how long it waits, and for how long it was kept waiting."""

from pathlib import Path

# What must happen is waited for as long as this before a test says that it never does. That is no
# measure of speed, which the bench takes.
PATIENCE_MS = 120_000


def kept_waiting(process: int) -> int:
    """Nanoseconds for which threads of a process were ready while the machine ran something else.

    0 where the system does not say.
    """
    return sum(int(told.split()[1]) for told in map(_read, _threads(process)) if told)


def _threads(process: int) -> list[Path]:
    return list(Path(f"/proc/{process}/task").glob("*/schedstat"))


def _read(told: Path) -> str:
    try:
        return told.read_text()
    except OSError:  # a thread that has ended meanwhile
        return ""
