"""Words and phrases to look for among the words of a text, quickly however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class WordList:
    """Entries stand on lines or between bars, in lower case; a star stands for any ending."""

    def __init__(self, *listed: str) -> None:
        self._whole: dict[str, list[tuple[str, ...]]] = {}
        self._stems: dict[str, list[tuple[str, ...]]] = {}
        for entry in "|".join(listed).replace("\n", "|").split("|"):
            if entry:
                first, *rest = entry.split()
                where = self._stems if first.endswith("*") else self._whole
                where.setdefault(first.removesuffix("*"), []).append(tuple(rest))
        self._shortest = min(map(len, self._stems), default=0)

    def find(self, words: Sequence[str]) -> Iterator[int]:
        """The place of the first word of each entry found."""
        return (k for k in range(len(words)) if self.stands_at(words, k))

    def stands_at(self, words: Sequence[str], k: int) -> bool:
        word = words[k]
        begun = self._whole.get(word, ())
        if any(_goes_on(words, k + 1, rest) for rest in begun):
            return True
        for length in range(self._shortest, len(word) + 1) if self._stems else ():
            begun = self._stems.get(word[:length], ())
            if any(_goes_on(words, k + 1, rest) for rest in begun):
                return True
        return False


def _goes_on(words: Sequence[str], k: int, rest: tuple[str, ...]) -> bool:
    there = words[k : k + len(rest)]
    return len(there) == len(rest) and all(map(_is_like, there, rest))


def _is_like(word: str, entry: str) -> bool:
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry
