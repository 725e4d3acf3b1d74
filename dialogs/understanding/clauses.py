"""A message in clauses: what is asked stands beside what is told, and only what is told may be kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from dialogs.understanding.grammar import ARTICLES
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import LOOKED_AT

_ENDS = frozenset(".!?;,\n\u3002\uff1f\uff01")
# What makes a question of what stands before it.
ASKS = frozenset("?\uff1f")
_OPENERS, _BEFORE = frozenset(listed("clauses", "opens")), frozenset(listed("clauses", "before"))
_ANYWHERE, _ORDERS = frozenset(listed("clauses", "anywhere")), frozenset(listed("clauses", "orders"))
_TAGS = frozenset(listed("clauses", "tags"))
_DESCRIBED, _NOBODY = frozenset(listed("clauses", "described")), frozenset(listed("clauses", "nobody"))
_COUNTED = frozenset(listed("clauses", "counted"))
_DOUBTS, _WISHES = listed("clauses", "doubts"), listed("clauses", "wishes")
_LEAVES_OUT = frozenset(listed("clauses", "leaves_out"))
_SUPPOSES = listed("clauses", "supposes")
_TO_THE_BOT = frozenset(listed("clauses", "to_the_bot"))
_FACTS = frozenset(listed("clauses", "facts"))
_LAST = (("what",), ("when",), ("how",))
_SHORT = 9
_START = attrgetter("start")


@dataclass(frozen=True)
class Clause:
    """A part of a message between marks: `said[start:end]`, whether it asks, doubts, or only supposes something."""

    start: int
    end: int
    asks: bool
    doubts: bool
    supposes: bool = False


def clauses(reading: Reading) -> tuple[Clause, ...]:
    """Return the clauses of a message, in order."""
    return tuple(_clauses(reading))


def bounds(reading: Reading) -> list[int]:
    """Return where clauses end, the last one with what is looked at of the message."""
    return [*_marks(reading), min(len(reading.said), LOOKED_AT)]


def _clauses(reading: Reading) -> Iterator[Clause]:
    start, said, first = 0, reading.said[:LOOKED_AT], 0
    for end in bounds(reading):
        last = bisect_left(reading.words, end, first, key=_START)
        if said[start:end].strip():
            words = tuple(word.text for word in reading.words[first:last])
            marked = said[end - 1] in ASKS and not _TAGS.issuperset(words)
            asking = (marked or _begins_asking(words)) and not _wishes(words)
            yield Clause(start, end, asking, any_said(_DOUBTS, words), any_said(_SUPPOSES, words))
        start, first = end, last


def _marks(reading: Reading) -> Iterator[int]:
    """Return where clauses end: behind a mark that ends a sentence and stands in no name or number."""
    said = reading.said[:LOOKED_AT]
    for place in (place for place, char in enumerate(said) if char in _ENDS):
        char, follows = said[place], said[place + 1 : place + 2]
        initial = char == "." and not said[place - 2 : place - 1].isalnum() and said[place - 1 : place].isalpha()
        whole = not initial and (
            char == "\n" or not follows or follows.isspace() or follows in _ENDS or char in "\u3002\uff1f\uff01?!"
        )
        if whole and not _is_within(reading, place):
            yield place + 1


def _is_within(reading: Reading, place: int) -> bool:
    """Tell whether a place stands in a thing that is named, before its last character."""
    behind = bisect_right(reading.entities, place, key=_START)
    return behind > 0 and place < reading.entities[behind - 1].end - 1


def _begins_asking(words: Sequence[str]) -> bool:
    if len(words) <= _SHORT and (_asks_within(words) or words[-1:] in _LAST):
        return True
    first = next((place for place, word in enumerate(words) if word not in _BEFORE), len(words))
    opening = words[first : first + 2]
    return bool(opening) and opening[0] in _OPENERS and " ".join(opening) not in _ORDERS


def _asks_within(words: Sequence[str]) -> bool:
    """Tell whether a word asks behind others, unless it only describes somebody or is a riddle to everybody."""
    found = pairwise(("", *words))
    asking = any(
        (word in _ANYWHERE and before not in _DESCRIBED) or (word in _COUNTED and before == "how")
        for before, word in found
    )
    return asking and _NOBODY.isdisjoint(words)


def _wishes(words: Sequence[str]) -> bool:
    """Tell whether a clause asks for somebody who helps, and not for an answer: "could I get an expert for AIP?"."""
    return any_said(_WISHES, words) and not _DESCRIBED.isdisjoint(words)


def asks(reading: Reading) -> bool:
    """Tell whether a message asks anything."""
    return any(one.asks for one in clauses(reading))


def orders(reading: Reading) -> bool:
    """Tell whether a message asks the bot to do something: "can you write it for me"."""
    return " ".join(word.text for word in reading.words[:2]) in _TO_THE_BOT


def told(reading: Reading) -> Reading:
    """Return what a message tells: the words and things of the clauses that neither ask nor doubt.

    Who doubts after a value doubts it: "300, or rather 320... I cannot say". Before one, something else is unknown: "I
    do not know its new name, it was MCAS".
    """
    found = clauses(reading)
    # A field that is unknown is no doubt about the others: "400 seats, I can not tell the tenant ID".
    fields = [one.start for one in reading.of(Kind.FIELD)]
    unknown = [place for place, one in enumerate(found) if any(one.start <= start < one.end for start in fields)]
    last = max((place for place, one in enumerate(found) if one.doubts and place not in unknown), default=-1)
    kept = [one for place, one in enumerate(found) if place > last and not (one.doubts and place in unknown)]
    parts = [one for one in kept if not (one.asks or one.supposes)]

    def within(start: int) -> bool:
        return any(one.start <= start < one.end for one in parts)

    words = tuple(word for word in reading.words if within(word.start))
    entities = tuple(one for one in reading.entities if within(one.start))
    return Reading(reading.said, words, entities)


def asks_what(reading: Reading) -> bool:
    """Tell whether a message asks for a fact: who, what, when. Nobody orders a step by that."""
    return any(one.asks and _opener(reading, one) in _FACTS for one in clauses(reading))


def _opener(reading: Reading, clause: Clause) -> str:
    words = (word.text for word in reading.words if clause.start <= word.start < clause.end)
    return next((word for word in words if word not in _BEFORE), "")


def left_out(reading: Reading, one: Entity) -> bool:
    """Tell whether something is named only to be left out: "not Sana", "all but Litware"."""
    before = [word.text for word in reading.words if word.start < one.start and word.text not in ARTICLES][-2:]
    return bool(before) and (before[-1] in _LEAVES_OUT or " ".join(before) in _LEAVES_OUT)


def doubts(reading: Reading) -> bool:
    """Tell whether a message says that somebody does not know."""
    return any(one.doubts for one in clauses(reading))
