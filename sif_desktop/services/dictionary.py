"""The British English dictionary that comes with the program: which words it has, what is near.

Loaded once, when somebody first writes a document; calls from several threads take turns.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.spelling import plain_letters

LANGUAGE = "en-GB"
MOST_SUGGESTIONS = 6


class Dictionary:
    """`has` takes a word with straight apostrophes."""

    def __init__(self, folder: Path) -> None:
        """Raises Problem if the folder holds no dictionary that can be read."""
        from hunspell import Hunspell, HunspellFilePathError

        try:
            self._hunspell: Any = Hunspell(
                LANGUAGE, hunspell_data_dir=str(folder), system_encoding="utf-8"
            )
            lines = (folder / "education.txt").read_text(encoding="utf-8").splitlines()
        except (HunspellFilePathError, OSError) as error:
            raise Problem(
                "The dictionary for the spelling check cannot be read.",
                "Install the program again; everything else works meanwhile.",
            ) from error
        self._more = frozenset(line for line in lines if line and not line.startswith("#"))
        self._turn = Lock()

    def has(self, word: str) -> bool:
        if word in self._more or word[:1].lower() + word[1:] in self._more:
            return True
        with self._turn:
            found: bool = self._hunspell.spell(plain_letters(word))
        return found

    def near(self, word: str) -> tuple[str, ...]:
        """Words that may be meant, the likeliest first."""
        with self._turn:
            found: tuple[str, ...] = self._hunspell.suggest(plain_letters(word))
        return found[:MOST_SUGGESTIONS]


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    return Dictionary(paths.resources() / "words")
