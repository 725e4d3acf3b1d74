"""What the house says, before it is in anybody's language: English sentences as ids, and the facts they are about.

Whatever is said, stored in part or raised is one of these. Only a reader at the edge turns it into text, so a `str`
that was put together somewhere cannot be said: it has to be one of our sentences, or be called `Words` on purpose.
What is too long for its place is shown in part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from string import Formatter
from typing import Literal, NewType, TypeAlias

# What people wrote, names and numbers: shown as it is in every language, and made to link to nothing.
Words = NewType("Words", str)


@dataclass(frozen=True)
class Link:
    """An address of the playbook's own, which may be followed."""

    url: str


@dataclass(frozen=True)
class Listed:
    """Several things in one sentence: "A, B or C", "A, B and C", or "A, B, C" (unit)."""

    items: tuple["Fact", ...]
    style: Literal["or", "standard", "unit"] = "unit"


@dataclass(frozen=True, init=False)
class Message:
    """A whole sentence: its English source, which is its id in every catalogue, and a fact for each place it names."""

    id: str
    facts: Mapping[str, "Fact"] = field(hash=False)

    def __init__(self, source: str, /, **facts: "Fact") -> None:
        """Keep sentence and facts; raise ValueError when these are not just the ones it names."""
        if facts.keys() != places(source):
            raise ValueError(f"{source!r} does not name just {sorted(facts)}")
        object.__setattr__(self, "id", source)
        object.__setattr__(self, "facts", facts)


@dataclass(frozen=True)
class Sentence:
    """The English source of a message that stands in a table and gets its facts later."""

    id: str

    def told(self, **facts: "Fact") -> Message:
        """Return the message with those of the facts that it names; raise ValueError when it names another."""
        named = places(self.id)
        return Message(self.id, **{name: fact for name, fact in facts.items() if name in named})


@dataclass(frozen=True)
class Passage:
    """Several texts, one after another."""

    parts: tuple["Text", ...]
    between: str = " "


class Fixed(Passage):
    """A passage of a table's sentences, without a fact: it is rendered once for each language."""


Fact: TypeAlias = Message | Passage | Listed | Link | datetime | int | str
Speech: TypeAlias = Message | Passage
Text: TypeAlias = Message | Passage | Listed | Words | int


@lru_cache(maxsize=1024)
def places(source: str) -> frozenset[str]:
    """Return the names of the places in a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(source) if name is not None)


def together(*parts: Text | None) -> Passage:
    """Return texts as one paragraph; None says nothing."""
    return Passage(tuple(part for part in parts if part is not None))


def lines(*parts: Text | None) -> Passage:
    """Return texts with a line each; None says nothing."""
    return Passage(tuple(part for part in parts if part is not None), "\n")


def bullet(text: Text) -> Passage:
    """Return a text as an item of a list with a line each."""
    return together(Words("-"), text)


# Stands for what was left out.
GAP = "..."
_AROUND = 40
_MOST = 300


def shortened(text: str, most: int) -> str:
    """Return the text, cut to `most` characters and marked as cut if it is longer."""
    return text if len(text) <= most else text[:most] + GAP


def differing(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two texts, each with a few words around it and at most some 300 characters."""
    start = max(0, _shared(old, new) - _AROUND)
    longest_end = min(len(old), len(new)) - start
    end = min(longest_end, max(0, _shared(old[::-1], new[::-1]) - _AROUND))
    return _part(old, start, end), _part(new, start, end)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts share at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (mine, theirs) in enumerate(pairs) if mine != theirs), min(len(one), len(other)))


def _part(text: str, start: int, end: int) -> str:
    middle = text[start : len(text) - end]
    before, after = GAP if start else "", GAP if end else ""
    return before + (middle[:_MOST] + GAP if len(middle) > _MOST else middle + after)
