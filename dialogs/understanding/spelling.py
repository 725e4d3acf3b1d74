"""Typing errors: a word that is nobody's, and close to one that counts here, is read as that one."""

from collections.abc import Iterable, Iterator

from dialogs.understanding.kept import kept

_SHORTEST, _LONG, _LONGEST = 5, 8, 20
_FAR = 2


class Speller:
    """Words that count here, found again with one letter wrong, and with two from eight letters on.

    They are looked up by what is left of a word without some of its letters, so that a look takes as long among a
    thousand words as among ten.
    """

    def __init__(self, words: Iterable[str], common: frozenset[str]) -> None:
        """Take the words, and the `common` ones of a language, which are no typing errors."""
        self._words = frozenset(words)
        self._common = common
        self._left: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._words):
            if _SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                for left in _shortened(word):
                    self._left[left] = (*self._left.get(left, ()), word)
        self.near = kept(self._near)

    def _near(self, word: str) -> str:
        """Return the one word that is meant, which most often is the word itself."""
        if word in self._words or word in self._common or not word.isalpha():
            return word
        if not _SHORTEST <= len(word) <= _LONGEST:
            return word
        found = {known for left in _shortened(word) for known in self._left.get(left, ())}
        ranked = sorted((distance(word, known), known) for known in found)
        ranked = [(far, known) for far, known in ranked if far <= allowed(min(len(word), len(known)))]
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return word
        return ranked[0][1]


def allowed(length: int) -> int:
    """Return how many letters may be wrong in a word of this length."""
    if length < _SHORTEST:
        return 0
    return _FAR if length >= _LONG else 1


def _shortened(word: str) -> Iterator[str]:
    yield word
    once = {word[:place] + word[place + 1 :] for place in range(len(word))}
    yield from once
    if len(word) >= _LONG:
        yield from {left[:place] + left[place + 1 :] for left in once for place in range(len(left))}


def distance(one: str, other: str) -> int:
    """Return in how many letters two words differ; two that changed places count as one (Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, char in enumerate(one):
        last, before, row = before, row, [place + 1]
        for there, wanted in enumerate(other):
            cost = min(before[there + 1] + 1, row[there] + 1, before[there] + (char != wanted))
            if place and there and char == other[there - 1] and one[place - 1] == wanted:
                cost = min(cost, last[there - 1] + 1)
            row.append(cost)
    return row[-1]
