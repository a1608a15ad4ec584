"""How many generated cases: a fair number with every test run, very many in `make soak`."""

from __future__ import annotations

import os

from hypothesis import settings

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"


def examples(few: int) -> int:
    """For a property whose every case costs more than a moment."""
    return settings.get_profile("soak").max_examples if SOAK else few
