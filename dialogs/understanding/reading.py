"""What stands in a message before anybody asks what it means: its words, and the things it names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dialogs.understanding.wordlist import any_said


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


@dataclass(frozen=True)
class Reading:
    """A message that was read. Each entity stands among the words as one mask; words and entities are in order."""

    said: str
    words: tuple[Word, ...]
    entities: tuple[Entity, ...]

    def of(self, *kinds: Kind) -> tuple[Entity, ...]:
        """Return the entities of these kinds, in order."""
        return tuple(one for one in self.entities if one.kind in kinds)

    def sure(self, kind: Kind) -> str:
        """Return the one value of a kind that the message names for sure; empty for none and for several."""
        values = {one.value for one in self.of(kind)}
        return values.pop() if len(values) == 1 else ""

    def says(self, wanted: Iterable[str]) -> bool:
        """Tell whether one of the phrases stands among the words."""
        return any_said(wanted, (word.text for word in self.words))

    def without(self, taken: Sequence[Entity]) -> str:
        """Return what else was said, as it was typed."""
        rest, end = [], 0
        for one in sorted(taken, key=lambda one: one.start):
            rest.append(self.said[end : one.start])
            end = max(end, one.end)
        return "".join([*rest, self.said[end:]])
