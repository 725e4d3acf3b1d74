"""How a topic is asked for, as data, and the least that is needed to match it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

# All of its groups must be met. A group is alternatives between "|". An alternative is one or more words that follow
# each other, as a Reading has them: in lower case, without accents, contractions spelled out, entities as their masks.
# A "*" at its end stands for any ending.
Row = tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A topic of the handbook as people ask for it: any of its rows will do. `examples` are questions that mean it."""

    id: str
    rows: tuple[Row, ...]
    examples: tuple[str, ...]


def meets(row: Row, words: Sequence[str]) -> bool:
    """Tell whether words meet every group of a row, in any order."""
    return weight(row, words) > _UNMET


def weight(row: Row, words: Sequence[str]) -> tuple[int, int]:
    """Return how well words meet a row: how many groups it has, and how long the words are that met them."""
    said = f" {' '.join(words)} "
    total = 0
    for group in row:
        longest = _longest(group, said)
        if not longest:
            return _UNMET
        total += longest
    return len(row), total


def best(topics: Iterable[Topic], words: Sequence[str]) -> tuple[Topic, ...]:
    """Return the topics that words meet best: one, none, or several between which nothing decides."""
    weights = {topic: max(weight(row, words) for row in topic.rows) for topic in topics}
    most = max(weights.values(), default=_UNMET)
    return tuple(topic for topic, one in weights.items() if one == most > _UNMET)


_UNMET = (0, 0)


def _longest(group: str, said: str) -> int:
    """Return the length of the longest alternative that was said; 0 for none."""
    return max((length for pattern, length in _alternatives(group) if pattern in said), default=0)


@cache
def _alternatives(group: str) -> tuple[tuple[str, int], ...]:
    """Return what to look for among words with a blank around each, and how long it is without a "*"."""
    found = [(one.removesuffix("*"), one.endswith("*")) for one in group.split("|")]
    return tuple((f" {text}" if open_end else f" {text} ", len(text)) for text, open_end in found)
