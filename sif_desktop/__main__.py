"""`python -m sif_desktop`: the window."""

import sys


def main() -> int:
    """Open the window, or check the installation with --self-check. Returns the exit code."""
    if "--self-check" in sys.argv[1:]:
        from sif_desktop.selfcheck import self_check

        return self_check()
    from sif_desktop.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
