"""Lists of words and of phrases as they are written down, and whether one of them was said."""

from collections import defaultdict
from collections.abc import Iterable


def wordlist(*texts: str) -> frozenset[str]:
    """Return the words of texts."""
    return frozenset(word for text in texts for word in text.split())


def phrases(*texts: str) -> tuple[str, ...]:
    """Return the phrases of texts, which are parted by commas."""
    return tuple(phrase.strip() for text in texts for phrase in text.split(",") if phrase.strip())


def numbered(first: int, *texts: str) -> dict[str, int]:
    """Return the place of each word in its list, counted from `first`: "-" leaves a place out."""
    return {word: place for names in phrases(*texts) for place, word in enumerate(names.split(), first) if word != "-"}


class _Phrases:
    """Phrases by the words that they begin with: hardly any message holds one, and looking for them costs little."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        self.wanted = wanted
        self.by_first: dict[str, list[str]] = defaultdict(list)
        for phrase in wanted:
            self.by_first[phrase.partition(" ")[0]].append(f" {phrase} ")
        self.firsts = frozenset(self.by_first)


# By identity: to hash all phrases of a list takes longer than to see that none of them begins here.
_INDEXED: dict[int, _Phrases] = {}
_MOST = 512


def _indexed(wanted: tuple[str, ...]) -> _Phrases:
    found = _INDEXED.get(id(wanted))
    if found is None:
        if len(_INDEXED) >= _MOST:
            _INDEXED.clear()
        # It holds the phrases, so that no others are ever found at this place.
        found = _INDEXED[id(wanted)] = _Phrases(wanted)
    return found


def any_said(wanted: Iterable[str], words: Iterable[str]) -> bool:
    """Tell whether one of the phrases stands among words."""
    if isinstance(wanted, tuple):
        index = _indexed(wanted)
        found = words if isinstance(words, list | tuple) else list(words)
        if index.firsts.isdisjoint(found):
            return False
        said = f" {' '.join(found)} "
        return any(phrase in said for first in index.firsts.intersection(found) for phrase in index.by_first[first])
    said = f" {' '.join(words)} "
    return any(f" {phrase} " in said for phrase in wanted)
