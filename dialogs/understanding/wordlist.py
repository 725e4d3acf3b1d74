"""Lists of words and of phrases as they are written down, and whether one of them was said."""

from collections.abc import Iterable
from functools import lru_cache


def wordlist(*texts: str) -> frozenset[str]:
    """Return the words of texts."""
    return frozenset(word for text in texts for word in text.split())


def phrases(*texts: str) -> tuple[str, ...]:
    """Return the phrases of texts, which are parted by commas."""
    return tuple(phrase.strip() for text in texts for phrase in text.split(",") if phrase.strip())


def numbered(first: int, *texts: str) -> dict[str, int]:
    """Return the place of each word in its list, counted from `first`: "-" leaves a place out."""
    return {word: place for names in phrases(*texts) for place, word in enumerate(names.split(), first) if word != "-"}


@lru_cache(maxsize=512)
def _firsts(wanted: tuple[str, ...]) -> frozenset[str]:
    """Return the words that phrases begin with: hardly any message holds one, and looking for them costs little."""
    return frozenset(phrase.partition(" ")[0] for phrase in wanted)


def any_said(wanted: Iterable[str], words: Iterable[str]) -> bool:
    """Tell whether one of the phrases stands among words."""
    found = list(words)
    if isinstance(wanted, tuple) and _firsts(wanted).isdisjoint(found):
        return False
    said = f" {' '.join(found)} "
    return any(f" {phrase} " in said for phrase in wanted)
