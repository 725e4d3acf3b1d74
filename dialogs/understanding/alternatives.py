"""The alternatives of which groups of rows consist, and how much each of them says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log

Alternative = tuple[str, ...]

_EACH_WORD_MORE = 0.5
_OF_FILLER = 0.3


def total(weights: Iterable[float]) -> float:
    """Return a sum that is the same in every release of Python: a newer `sum` rounds otherwise."""
    total = 0.0
    for weight in weights:
        total += weight
    return total


def split(text: str) -> Alternative:
    return tuple(text.strip().split())


def stands(alternative: Alternative, words: Sequence[str], place: int) -> bool:
    there = words[place : place + len(alternative)]
    return len(there) == len(alternative) and all(map(_is, there, alternative))


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def weights_of(
    rows: Sequence[tuple[str, Sequence[frozenset[Alternative]]]], filler: frozenset[str]
) -> dict[Alternative, float]:
    """Return how much each alternative says: the rarer among the names and the longer, the more; filler says little."""
    names: dict[Alternative, set[str]] = defaultdict(set)
    for name, groups in rows:
        for group in groups:
            for alternative in group:
                names[alternative].add(name)
    count = len({name for name, _ in rows})
    return {
        alternative: (_OF_FILLER if filler.issuperset(alternative) and len(alternative) == 1 else 1)
        * (log(1 + count / len(used)) + _EACH_WORD_MORE * (len(alternative) - 1))
        for alternative, used in names.items()
    }
