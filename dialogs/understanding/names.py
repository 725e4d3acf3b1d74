"""Tables of names, looked for word by word: the longest that begins at a word counts."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from dialogs.understanding.words import APOSTROPHES, DASHES, Token, tokens

T = TypeVar("T")

_JOINTS = DASHES | APOSTROPHES | {"_", "."}
# A full stop inside a name follows its shortest words: "St. Gallen", "U.K.".
_LONGEST_CUT_SHORT = 2
_HERE = ""


class Names(Generic[T]):
    """What names mean. A name that was said of several things means all of them."""

    def __init__(self, named: Iterable[tuple[str, T]]) -> None:
        """Take names as people write them."""
        self._root: dict[str, Any] = {}
        # The words that a name begins with, and all words of names.
        self.firsts: set[str] = set()
        self.words: set[str] = set()
        for name, meant in named:
            self.add(name, meant)

    def add(self, name: str, meant: T) -> None:
        """Add one more name."""
        node = self._root
        texts = [token.text for token in tokens(name) if token.is_word]
        for text in texts:
            node = node.setdefault(text, {})
        self.firsts.update(texts[:1])
        self.words.update(texts)
        if texts:
            there = node.setdefault(_HERE, [])
            if meant not in there:
                there.append(meant)

    def at(self, found: Sequence[Token], place: int) -> tuple[int, Sequence[T]]:
        """Return where the longest name ends that begins here, and what it means; `place` itself for none."""
        node, end, size = self._root.get(found[place].text), place, len(found)
        meant: Sequence[T] = ()
        while node:
            place += 1
            if _HERE in node:
                end, meant = place, node[_HERE]
                if len(node) == 1:
                    break
            while place < size and not found[place].is_word and _joins(found, place):
                place += 1
            node = node.get(found[place].text) if place < size else None
        return end, meant

    def __contains__(self, name: str) -> bool:
        """Tell whether a text is one of the names as a whole."""
        found = tokens(name)
        return bool(found) and self.at(found, 0)[0] == len(found)


def _joins(found: Sequence[Token], place: int) -> bool:
    sign, before = found[place], found[place - 1]
    if sign.text not in _JOINTS or not sign.glued:
        return False
    return sign.text != "." or len(before.text) <= _LONGEST_CUT_SHORT
