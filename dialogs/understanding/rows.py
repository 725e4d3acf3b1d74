"""Rows of concepts, and how well a message meets them.

A row is a tuple of groups that all have to be met, in any order. A group is a text of alternatives between "|"; each is
one word or several in a row, as `Word.text` has them, and "limit*" stands for every word that begins so. What people
say is met by what they name and not by its wording, so one row stands for very many sentences.

A row's score adds up how rare its words are in the whole table (an inverse document frequency, K. Sparck Jones 1972):
"withdraw" says more than "request". Words that the row leaves unexplained count against it, since a long sentence that
happens to contain three words is seldom about them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import NamedTuple

from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.negation import NEGATIVES
from dialogs.understanding.runs import COMMON
from dialogs.understanding.spelling import Speller

Row = tuple[str, ...]
Alternative = tuple[str, ...]

_LATIN = "\u2e80"
_UNEXPLAINED = 0.45
_MOST_UNEXPLAINED = 3.0
_EACH_WORD_MORE = 0.5
_OF_FILLER = 0.3


@dataclass(frozen=True)
class Scored:
    """How well a message meets a row of `name`.

    `share` is the part of the row's weight that was met, `left` how many words it leaves unexplained. `denied`: the
    message says that it is not so.
    """

    name: str
    score: float
    share: float
    left: int
    denied: bool = False

    @property
    def rank(self) -> tuple[bool, bool, float, float]:
        """Which of several rows of a name holds: one that is met whole, else one that is denied, else the best."""
        return self.share >= 1 and not self.denied, self.denied, self.share, self.score


class NotMeant(NamedTuple):
    """Places of words that do not ask for what they name: a negation governs them, or they are supposed or told."""

    denied: frozenset[int]
    unreal: frozenset[int]


NOTHING = NotMeant(frozenset(), frozenset())


class Table:
    """Rows by name, looked through in one pass over the words of a message."""

    def __init__(
        self,
        rows: Mapping[str, Iterable[Row]],
        never: Mapping[str, str],
        filler: frozenset[str],
    ) -> None:
        """Index the rows by the first words of their alternatives.

        `never` holds by name the alternatives that speak against it, `filler` words that say nothing by themselves.
        """
        self._rows = [
            (name, [frozenset(map(_split, group.split("|"))) for group in row])
            for name, ways in rows.items()
            for row in ways
        ]
        self._never = {name: frozenset(map(_split, group.split("|"))) for name, group in never.items() if group}
        self._filler = filler
        self._weights = _weights(self._rows, filler)
        self._whole: dict[str, list[Alternative]] = defaultdict(list)
        self._stems: dict[str, list[Alternative]] = defaultdict(list)
        for alternative in sorted({*self._weights, *frozenset().union(*self._never.values())}):
            first = alternative[0]
            (self._stems if first.endswith("*") else self._whole)[first.rstrip("*")].append(alternative)
        self._unspaced = [one for one in self._weights if one[0][0] > _LATIN]
        vocabulary = {word.rstrip("*") for one in self._weights for word in one}
        self._speller = Speller(vocabulary, COMMON | GRAMMAR)
        self._longest = max((len(stem) for stem in self._stems), default=0)

    def scores(self, words: Sequence[str], not_meant: Callable[[str], NotMeant] = lambda _: NOTHING) -> list[Scored]:
        """Return the best score of each name of which a message meets anything, the best first.

        `not_meant` says by name which of the words do not ask for it.
        """
        found = self._found(words)
        content = [place for place, word in enumerate(words) if word not in self._filler and not word.startswith("<")]
        best: dict[str, Scored] = {}
        against = {name for name, group in self._never.items() if group & found.keys()}
        for name, groups in self._rows:
            if name in against:
                continue
            scored = self._score(name, groups, found, content)
            if scored and _is_denied(groups, found, not_meant(name)):
                scored = replace(scored, denied=True)
            if scored and (name not in best or scored.rank > best[name].rank):
                best[name] = scored
        return sorted(best.values(), key=lambda one: (-(one.share >= 1), -one.score, one.name))

    def _score(
        self,
        name: str,
        groups: Sequence[frozenset[Alternative]],
        found: Mapping[Alternative, set[int]],
        content: Sequence[int],
    ) -> Scored | None:
        met, possible, explained = 0.0, 0.0, set[int]()
        hits_of = {group: group & found.keys() for group in groups}
        # No word meets two groups: those with the fewest choices choose first.
        for group in sorted(groups, key=lambda one: len(hits_of[one])):
            hits = [hit for hit in hits_of[group] if not found[hit] <= explained]
            weight = max((self._weights[hit] for hit in hits), default=0.0)
            met += weight
            possible += weight or min(self._weights[one] for one in group)
            explained.update(*(found[hit] for hit in hits))
        if not explained:
            return None
        left = sum(1 for place in content if place not in explained)
        return Scored(name, met - min(_MOST_UNEXPLAINED, _UNEXPLAINED * left), met / possible, left)

    def _found(self, words: Sequence[str]) -> dict[Alternative, set[int]]:
        """Return which alternatives stand in a message, and at which of its words."""
        found: dict[Alternative, set[int]] = defaultdict(set)
        words = [word if word[0] in "<(" else self._speller.near(word) for word in words]
        for place, word in enumerate(words):
            for alternative in self._beginning_with(word):
                if len(alternative) == 1 or _stands(alternative, words, place):
                    found[alternative].update(range(place, place + len(alternative)))
        return found

    def _beginning_with(self, word: str) -> Iterator[Alternative]:
        if word[0] > _LATIN:
            # Scripts that leave no blanks between words: an alternative may stand anywhere in the run.
            yield from (one for one in self._unspaced if one[0].rstrip("*") in word)
            return
        yield from self._whole.get(word, ())
        for end in range(1, min(len(word), self._longest) + 1):
            yield from self._stems.get(word[:end], ())


def _is_denied(
    groups: Sequence[frozenset[Alternative]], found: Mapping[Alternative, set[int]], not_meant: NotMeant
) -> bool:
    """Tell whether all that meets one of the groups is denied or unreal.

    A negation that itself meets a group denies nothing by that: "not needed".
    """
    if not (not_meant.denied or not_meant.unreal):
        return False
    met = [group & found.keys() for group in groups]
    negates = any(not NEGATIVES.isdisjoint(hit) and not found[hit] <= not_meant.denied for hits in met for hit in hits)
    lost = not_meant.unreal if negates else not_meant.denied | not_meant.unreal
    return any(hits and all(found[hit] <= lost for hit in hits) for hits in met)


def _split(text: str) -> Alternative:
    return tuple(text.strip().split())


def _stands(alternative: Alternative, words: Sequence[str], place: int) -> bool:
    there = words[place : place + len(alternative)]
    return len(there) == len(alternative) and all(map(_is, there, alternative))


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _weights(
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
