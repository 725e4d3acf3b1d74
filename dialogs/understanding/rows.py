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
from itertools import zip_longest
from typing import NamedTuple

from dialogs.understanding.alternatives import split, stands, total, weights_of
from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.kept import kept
from dialogs.understanding.negation import NEGATIVES
from dialogs.understanding.runs import COMMON
from dialogs.understanding.spelling import Speller

Row = tuple[str, ...]

_LATIN = "\u2e80"
_UNEXPLAINED = 0.45
_MOST_UNEXPLAINED = 3.0


class Scored(NamedTuple):
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
        return *_rank(self.share, denied=self.denied), self.score


def _rank(share: float, *, denied: bool) -> tuple[bool, bool, float]:
    return share >= 1 and not denied, denied, share


class NotMeant(NamedTuple):
    """Places of words that do not ask for what they name: a negation governs them, or they are supposed or told."""

    denied: frozenset[int]
    unreal: frozenset[int]


NOTHING = NotMeant(frozenset(), frozenset())


class _Masks(NamedTuple):
    """The same as bits: the words of a message are few, so a set of their places is a number."""

    denied: int
    unreal: int


class _Group(NamedTuple):
    """A group of a row as it is scored: what it weighs at least, and what all the others of the row do together."""

    row: int
    name: str
    least: float
    others: float


class _Beginning(NamedTuple):
    """The alternatives that may begin with a word: of one word, of several by the second one, and the others."""

    alone: Sequence[int]
    followed: Mapping[str, Sequence[int]]
    others: Sequence[int]


class Table:
    """Rows by name, looked through in one pass over the words of a message.

    An alternative is known by its number. Each knows the groups that it meets, so that a row of which nothing is said
    costs nothing.
    """

    def __init__(
        self,
        rows: Mapping[str, Iterable[Row]],
        never: Mapping[str, str],
        filler: frozenset[str],
    ) -> None:
        """Index the rows by the first words of their alternatives.

        `never` holds by name the alternatives that speak against it, `filler` words that say nothing by themselves.
        """
        parted = [
            (name, [frozenset(map(split, group.split("|"))) for group in row])
            for name, ways in rows.items()
            for row in ways
        ]
        against = {name: frozenset(map(split, group.split("|"))) for name, group in never.items() if group}
        weights = weights_of(parted, filler)
        self._filler = filler
        self._alternatives = sorted({*weights, *frozenset().union(*against.values())})
        number = {alternative: place for place, alternative in enumerate(self._alternatives)}
        self._weights = [weights.get(alternative, 0.0) for alternative in self._alternatives]
        self._negates = [not NEGATIVES.isdisjoint(alternative) for alternative in self._alternatives]
        # Groups of all rows, and of each row which of them are its own.
        self._groups: list[_Group] = []
        self._rows: list[range] = []
        self._meets: list[list[int]] = [[] for _ in self._alternatives]
        for row, (name, groups) in enumerate(parted):
            first, least = len(self._groups), [min(weights[one] for one in group) for group in groups]
            self._rows.append(range(first, first + len(groups)))
            for place, group in enumerate(groups):
                self._groups.append(_Group(row, name, least[place], total(least[:place] + least[place + 1 :])))
                for alternative in group:
                    self._meets[number[alternative]].append(first + place)
        self._against: dict[int, set[str]] = defaultdict(set)
        for name, group in against.items():
            for alternative in group:
                self._against[number[alternative]].add(name)
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        for place, alternative in enumerate(self._alternatives):
            word = alternative[0]
            (self._stems if word.endswith("*") else self._whole)[word.rstrip("*")].append(place)
        self._unspaced = [number[one] for one in weights if one[0][0] > _LATIN]
        vocabulary = {word.rstrip("*") for one in self._alternatives for word in one}
        self._speller = Speller(vocabulary, COMMON | GRAMMAR)
        self._longest = max((len(stem) for stem in self._stems), default=0)
        self._begin = kept(self._beginning_with)

    def scores(self, words: Sequence[str], not_meant: Callable[[str], NotMeant] = lambda _: NOTHING) -> list[Scored]:
        """Return the best score of each name of which a message meets anything, the best first.

        `not_meant` says by name which of the words do not ask for it.
        """
        found = self._found(words)
        against = {name for one in found if one in self._against for name in self._against[one]}
        filler = self._filler
        content = _mask(place for place, word in enumerate(words) if word not in filler and not word.startswith("<"))
        masks: dict[NotMeant, _Masks] = {}
        best: dict[str, Scored] = {}
        for name, hits in self._rows_met(found):
            if name in against:
                continue
            share, met, explained = self._share(hits, found)
            lost = not_meant(name)
            denied = False
            if lost.denied or lost.unreal:
                if lost not in masks:
                    masks[lost] = _Masks(*map(_mask, lost))
                denied = self._is_denied(hits, found, masks[lost])
            before = best.get(name)
            if before and _rank(share, denied=denied) < before.rank[:3]:
                continue
            left = (content & ~explained).bit_count()
            score = met - min(_MOST_UNEXPLAINED, _UNEXPLAINED * left)
            scored = Scored(name, score, share, left, denied)
            if before is None or scored.rank > before.rank:
                best[name] = scored
        return sorted(best.values(), key=lambda one: (-(one.share >= 1), -one.score, one.name))

    def _rows_met(self, found: Iterable[int]) -> Iterator[tuple[str, Mapping[int, Sequence[int]]]]:
        """Return the rows of which anything is said, in order: the name, and by group which of its alternatives."""
        met: dict[int, list[int]] = {}
        for one in found:
            for place in self._meets[one]:
                if place in met:
                    met[place].append(one)
                else:
                    met[place] = [one]
        row, hits = -1, dict[int, Sequence[int]]()
        name = ""
        for place in sorted(met):
            group = self._groups[place]
            if group.row != row:
                if hits:
                    yield name, hits
                row, name, hits = group.row, group.name, {}
            hits[place] = met[place]
        if hits:
            yield name, hits

    def _share(self, hits: Mapping[int, Sequence[int]], found: Mapping[int, int]) -> tuple[float, float, int]:
        """Return which share of a row is met, what that weighs, and the words it explains."""
        first = next(iter(hits))
        if len(hits) == 1 and len(hits[first]) == 1:
            # So it is of most rows: one word is said of them.
            hit = hits[first][0]
            weight = self._weights[hit]
            return weight / (self._groups[first].others + weight), weight, found[hit]
        met, explained = 0.0, 0
        groups = self._rows[self._groups[first].row]
        possible = total(self._groups[place].least for place in groups if place not in hits)
        # No word meets two groups: those with the fewest choices choose first.
        for group in sorted(hits, key=lambda one: len(hits[one])):
            free, weight = 0, 0.0
            for hit in hits[group]:
                if found[hit] & ~explained:
                    free |= found[hit]
                    weight = max(weight, self._weights[hit])
            explained |= free
            met += weight
            possible += weight or self._groups[group].least
        return met / possible, met, explained

    def _is_denied(self, hits: Mapping[int, Sequence[int]], found: Mapping[int, int], not_meant: _Masks) -> bool:
        """Tell whether all that meets one of the groups is denied or unreal.

        A negation that itself meets a group denies nothing by that: "not needed".
        """
        said = (hit for group in hits.values() for hit in group)
        negates = any(self._negates[hit] and found[hit] & ~not_meant.denied for hit in said)
        lost = not_meant.unreal if negates else not_meant.denied | not_meant.unreal
        return any(all(not found[hit] & ~lost for hit in group) for group in hits.values())

    def _found(self, words: Sequence[str]) -> Mapping[int, int]:
        """Return which alternatives stand in a message, and at which of its words."""
        found: dict[int, int] = defaultdict(int)
        words = [word if word[0] in "<(" else self._speller.near(word) for word in words]
        for place, (word, after) in enumerate(zip_longest(words, words[1:], fillvalue="")):
            beginning = self._begin(word)
            for one in beginning.alone:
                found[one] |= 1 << place
            for one in (*beginning.followed.get(after, ()), *beginning.others):
                alternative = self._alternatives[one]
                if stands(alternative, words, place):
                    found[one] |= ((1 << len(alternative)) - 1) << place
        return found

    def _beginning_with(self, word: str) -> _Beginning:
        alone: list[int] = []
        followed: dict[str, list[int]] = defaultdict(list)
        others: list[int] = []
        for one in self._that_begin_with(word):
            alternative = self._alternatives[one]
            if len(alternative) == 1:
                alone.append(one)
            elif alternative[1].endswith("*"):
                others.append(one)
            else:
                followed[alternative[1]].append(one)
        return _Beginning(alone, dict(followed), others)

    def _that_begin_with(self, word: str) -> Iterator[int]:
        if word[0] > _LATIN:
            # Scripts that leave no blanks between words: an alternative may stand anywhere in the run.
            yield from (one for one in self._unspaced if self._alternatives[one][0].rstrip("*") in word)
            return
        yield from self._whole.get(word, ())
        for end in range(1, min(len(word), self._longest) + 1):
            yield from self._stems.get(word[:end], ())


def _mask(places: Iterable[int]) -> int:
    """Return a set of places as a number with these bits."""
    found = 0
    for place in places:
        found |= 1 << place
    return found
