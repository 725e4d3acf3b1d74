"""What was made of a word, kept for when it is said again."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_MOST = 8192
# A run of letters may be as long as a message, and what is kept of it as much larger: such a one is made again.
LONGEST_KEPT = 40


class Kept(dict[str, T]):
    """What a function returns for words, looked up as in any dictionary; emptied when it is full.

    `lru_cache` sorts its entries at each look, which for all the words of a message costs more than to begin anew after
    thousands of new ones.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        """Keep nothing so far of what `make` returns."""
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> T:
        made = self._make(word)
        if len(word) <= LONGEST_KEPT:
            if len(self) >= _MOST:
                self.clear()
            self[word] = made
        return made


def kept(make: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function of words that keeps what it returned."""
    return Kept(make).__getitem__
