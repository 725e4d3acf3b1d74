"""What stands in a message before anybody asks what it means: its words, and the things it names."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, wraps
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from dialogs.understanding.wordlist import any_said

T = TypeVar("T")


class Kind(StrEnum):
    """What a message can name. The value is how a mask of it reads among the words."""

    RECORD = "<record>"
    CUSTOMER = "<customer>"
    WORKLOAD = "<workload>"
    SEATS = "<seats>"
    REGION = "<region>"
    LANGUAGE = "<language>"
    SEGMENT = "<segment>"
    PERSON = "<person>"
    DAY = "<day>"
    TENANT_ID = "<tenant>"
    EMAIL = "<email>"
    FIELD = "<field>"


class Entity(NamedTuple):
    """Something that a message names, and where: `said[start:end]`.

    `values` are what can be meant, canonical as a draft or a record keeps it: one is sure, several are asked back, and
    none says that it is named without being clear ("between 200 and 300"). `about`: the number was said as a rough one.
    """

    kind: Kind
    values: tuple[str, ...]
    start: int
    end: int
    about: bool = False

    @property
    def value(self) -> str:
        """What is meant, if that is sure; else empty."""
        return self.values[0] if len(self.values) == 1 else ""


class Word(NamedTuple):
    """A word as rows are compared with it: in lower case, without accents, whole ("do not" for "don't"); or a mask."""

    text: str
    start: int
    end: int


_TEXT, _START = itemgetter(0), itemgetter(1)


@dataclass(frozen=True)
class Reading:
    """A message that was read. Each entity stands among the words as one mask; words and entities are in order."""

    said: str
    words: tuple[Word, ...]
    entities: tuple[Entity, ...]
    # What `once` has found of it so far.
    found: dict[Callable[["Reading"], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of the words."""
        return tuple(map(_TEXT, self.words))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where the words start."""
        return tuple(map(_START, self.words))

    @cached_property
    def gaps(self) -> Sequence[tuple[int, str]]:
        """Before which words more stands than a blank, and what: most words of a message have just that before them."""
        said, end = self.said, self.words[0].end if self.words else 0
        gaps = []
        for place, (_, start, behind) in enumerate(self.words):
            if start > end and (start - end > 1 or said[end] != " "):
                gaps.append((place, said[end:start]))
            end = behind
        return gaps

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Entity, ...]]:
        by_kind: dict[Kind, list[Entity]] = {}
        for one in self.entities:
            by_kind.setdefault(one.kind, []).append(one)
        return {kind: tuple(found) for kind, found in by_kind.items()}

    def of(self, *kinds: Kind) -> tuple[Entity, ...]:
        """Return the entities of these kinds, in order."""
        named = [kind for kind in kinds if kind in self._by_kind]
        if len(named) > 1:
            return tuple(one for one in self.entities if one.kind in named)
        return self._by_kind[named[0]] if named else ()

    def sure(self, kind: Kind) -> str:
        """Return the one value of a kind that the message names for sure; empty for none and for several."""
        values = {one.value for one in self.of(kind)}
        return values.pop() if len(values) == 1 else ""

    def says(self, wanted: Iterable[str]) -> bool:
        """Tell whether one of the phrases stands among the words."""
        return any_said(wanted, self.texts)

    def within(self, start: int, end: int) -> slice:
        """Return which of the words start in `said[start:end]`."""
        return slice(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def starts_of(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Return where the words start that stand in one of some spans of words; none is gone through twice."""
        found: set[int] = set()
        behind = 0
        for start, end in sorted(spans):
            found.update(self.starts[max(start, behind) : end])
            behind = max(behind, end)
        return frozenset(found)

    def without(self, taken: Sequence[Entity]) -> str:
        """Return what else was said, as it was typed."""
        rest, end = [], 0
        for one in sorted(taken, key=lambda one: one.start):
            rest.append(self.said[end : one.start])
            end = max(end, one.end)
        return "".join([*rest, self.said[end:]])


def once(find: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """Return a function of a reading that finds something once and keeps it with the reading: several ask for it."""

    def found(reading: Reading) -> T:
        kept: dict[Callable[[Reading], Any], T] = reading.found
        if find not in kept:
            kept[find] = find(reading)
        return kept[find]

    return wraps(find)(found)
