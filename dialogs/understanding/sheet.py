"""A message while its readers take from it: whatever one has taken is gone for the next."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from dialogs.understanding.grammar import LOOKED_OVER, NEGATIONS
from dialogs.understanding.reading import Entity, Kind
from dialogs.understanding.words import TEXT, Token

_NEAR = 4


@dataclass
class Sheet:
    """A message's tokens, and what was taken of them. `meant` are the tokens with their typing errors mended."""

    said: str
    tokens: Sequence[Token]
    meant: Sequence[Token]
    entities: list[Entity] = field(default_factory=list)
    _by_token: dict[int, Entity | None] = field(default_factory=dict)
    _kinds: set[Kind] = field(default_factory=set)
    _said: dict[Set[str], bool] = field(default_factory=dict)

    @cached_property
    def caseless(self) -> bool:
        """Whether capitals tell nothing: there are none, or nothing else."""
        return self.said in (self.said.lower(), self.said.upper())

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.tokens)

    def free(self, start: int, end: int) -> bool:
        """Tell whether nobody has taken anything of a stretch of tokens."""
        if end - start == 1:
            return start not in self._by_token
        return self._by_token.keys().isdisjoint(range(start, end))

    def typed(self, words: Set[str]) -> list[int]:
        """Return the tokens that were typed as one of some words; no reader has to look at the others."""
        return _all_places(self._typed, self._typed_words & words)

    def typed_like(self, test: Callable[[str], bool]) -> list[int]:
        """Return the tokens whose word passes a test, which is put once for each word of the message."""
        return _all_places(self._typed, filter(test, self._typed))

    def meaning(self, words: Set[str]) -> list[int]:
        """Return the tokens that are one of some words once their typing errors are mended."""
        return _all_places(self._meant, self._meant_words & words)

    def says(self, words: frozenset[str]) -> bool:
        """Tell whether one of some words stands anywhere: if not, nobody has to look for them around each number."""
        said = self._said.get(words)
        if said is None:
            said = self._said[words] = not words.isdisjoint(self._meant_words)
        return said

    def still_free(self, places: Sequence[int]) -> list[int]:
        """Return those of some tokens that nobody has taken so far."""
        return [place for place in places if place not in self._by_token]

    @cached_property
    def _typed(self) -> Mapping[str, Sequence[int]]:
        return _by_word(self.tokens)

    @cached_property
    def _meant(self) -> Mapping[str, Sequence[int]]:
        return self._typed if self.meant is self.tokens else _by_word(self.meant)

    # Two sets are compared by the hashes that they hold, which takes a third of looking each word up.
    @cached_property
    def _typed_words(self) -> Set[str]:
        return frozenset(self._typed)

    @cached_property
    def _meant_words(self) -> Set[str]:
        return self._typed_words if self.meant is self.tokens else frozenset(self._meant)

    def take(self, kind: Kind, start: int, end: int, values: Sequence[str], *, about: bool = False) -> None:
        """Take the tokens from `start` to before `end` as one entity."""
        first, last = self.tokens[start], self.tokens[end - 1]
        entity = Entity(kind, tuple(values), first.start, last.end, about)
        self.entities.append(entity)
        self._kinds.add(kind)
        for place in range(start, end):
            self._by_token[place] = entity

    def spend(self, start: int, end: int) -> None:
        """Take tokens that name nothing, so that no other reader mistakes them."""
        self._by_token.update({place: None for place in range(start, end) if place not in self._by_token})

    def entity(self, place: int) -> Entity | None:
        """Return the entity a token belongs to."""
        return self._by_token.get(place)

    def kind(self, place: int) -> Kind | None:
        """Return what a token was taken as; None where it is free, spent, or no token."""
        entity = self._by_token.get(place)
        return entity.kind if entity else None

    def of(self, kind: Kind) -> bool:
        """Tell whether something of a kind was taken."""
        return kind in self._kinds

    @cached_property
    def _lines(self) -> list[int]:
        return [place for place, token in enumerate(self.tokens) if token.opens]

    def line_of(self, place: int) -> int:
        """Return the token that begins the line of a token."""
        return self._lines[bisect_right(self._lines, place) - 1]

    @cached_property
    def word(self) -> Callable[[int], str]:
        """What returns a token's text with its typing error mended; empty outside the message."""
        return _Texts(enumerate(map(TEXT, self.meant))).__getitem__

    def negated(self, place: int) -> bool:
        """Tell whether "not in", "without a" and the like stand before a token."""
        for before in range(place - 1, max(place - 1 - _NEAR, -1), -1):
            word = self.word(before)
            if word in NEGATIONS:
                return self.word(before + 1) != "only"
            if word not in LOOKED_OVER or self.kind(before):
                return False
        return False

    def ends_clause(self, place: int) -> bool:
        """Tell whether a clause ends before a token: by a sign, a line, or the message."""
        if not 0 <= place < len(self.tokens):
            return True
        token = self.tokens[place]
        return token.opens or (not token.is_word and token.text in CLAUSE_SIGNS)


class _Texts(dict[int, str]):
    def __missing__(self, place: int) -> str:
        return ""


def _by_word(tokens: Sequence[Token]) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(map(TEXT, tokens)):
        places[text].append(place)
    return places


def _all_places(by_word: Mapping[str, Sequence[int]], words: Iterable[str]) -> list[int]:
    return sorted([place for word in words for place in by_word[word]])


CLAUSE_SIGNS = frozenset(",;:.!?()/|\n\u3001\u3002\uff0c\uff1a\u2013\u2014\u2022")
