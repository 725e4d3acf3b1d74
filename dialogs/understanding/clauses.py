"""A message in clauses: what is asked stands beside what is told, and only what is told may be kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, pairwise
from operator import attrgetter

from dialogs.understanding.grammar import ARTICLES
from dialogs.understanding.reading import Entity, Kind, Reading, once
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import LOOKED_AT
from playbook import patterns

_ENDS = frozenset(".!?;,\n\u3002\uff1f\uff01")
# What makes a question of what stands before it.
ASKS = frozenset("?\uff1f")
_OPENERS, _BEFORE = frozenset(listed("clauses", "opens")), frozenset(listed("clauses", "before"))
_ANYWHERE, _ORDERS = frozenset(listed("clauses", "anywhere")), frozenset(listed("clauses", "orders"))
_TAGS = frozenset(listed("clauses", "tags"))
_DESCRIBED, _NOBODY = frozenset(listed("clauses", "described")), frozenset(listed("clauses", "nobody"))
_COUNTED = frozenset(listed("clauses", "counted"))
_MAY_ASK = _ANYWHERE | _COUNTED
_DOUBTS, _WISHES = listed("clauses", "doubts"), listed("clauses", "wishes")
_LEAVES_OUT = frozenset(listed("clauses", "leaves_out"))
_SUPPOSES = listed("clauses", "supposes")
_TO_THE_BOT = frozenset(listed("clauses", "to_the_bot"))
_FACTS = frozenset(listed("clauses", "facts"))
_LAST = (("what",), ("when",), ("how",))
_SHORT = 9
# What may stand before a question, beside the words of `before`.
_LEADS = [tuple(phrase.split()) for phrase in listed("clauses", "leads")]
_GREETS, _OF_GREETING = listed("clauses", "greets"), 6
# A condition that a question follows: "if they had 500 would we get somebody".
_CONDITIONS, _SUBJECT = frozenset(("if", "when", "suppose", "say")), 3
_INVERTED = frozenset(
    (verb, who)
    for verb in ("would", "will", "can", "could", "do", "does", "is", "are", "shall", "should", "may")
    for who in ("we", "they", "i", "you", "there", "it", "he", "she", "somebody", "someone", "anybody", "anyone")
)
_START = attrgetter("start")


@dataclass(frozen=True)
class Clause:
    """A part of a message between marks: `said[start:end]`, whether it asks, doubts, or only supposes something."""

    start: int
    end: int
    asks: bool
    doubts: bool
    supposes: bool = False


@once
def clauses(reading: Reading) -> tuple[Clause, ...]:
    """Return the clauses of a message, in order."""
    return tuple(_clauses(reading))


@once
def bounds(reading: Reading) -> Sequence[int]:
    """Return where clauses end, the last one with what is looked at of the message."""
    marks = _marks(reading.said[:LOOKED_AT])
    inside = set(_inside(marks, reading.entities))
    return (*(place + 1 for place in marks if place not in inside), min(len(reading.said), LOOKED_AT))


def _clauses(reading: Reading) -> Iterator[Clause]:
    start, said = 0, reading.said[:LOOKED_AT]
    for end in bounds(reading):
        if said[start:end].strip():
            words = reading.texts[reading.within(start, end)]
            marked = said[end - 1] in ASKS and not _TAGS.issuperset(words)
            asking = (marked or begins_asking(words)) and not (_wishes(words) or _greets(words))
            yield Clause(start, end, asking, any_said(_DOUBTS, words), any_said(_SUPPOSES, words))
        start = end


# Of one message several readings are made on its way, which differ in the things that are named.
@lru_cache(maxsize=4)
def _marks(said: str) -> Sequence[int]:
    """Return the places of the marks that end a sentence or a part of one, and are none inside a number."""
    return tuple(mark.start() for mark in patterns.CLAUSE_MARK.each(said) if _ends_clause(said, mark.start()))


def _ends_clause(said: str, place: int) -> bool:
    char, follows = said[place], said[place + 1 : place + 2]
    if char == "." and not said[place - 2 : place - 1].isalnum() and said[place - 1 : place].isalpha():
        # An initial.
        return False
    return follows.isspace() or char == "\n" or not follows or follows in _ENDS or char in "\u3002\uff1f\uff01?!"


def _inside(marks: Sequence[int], named: Iterable[Entity]) -> Iterator[int]:
    """Return the marks that stand in a thing that is named, before its last character."""
    for one in named:
        yield from marks[bisect_left(marks, one.start) : bisect_left(marks, one.end - 1)]


def begins_asking(words: Sequence[str]) -> bool:
    """Tell whether words ask something whatever mark stands behind them: "how is it", "she speaks which languages"."""
    lead = next((len(one) for one in _LEADS if tuple(words[: len(one)]) == one), 0)
    words = words[lead:]
    if len(words) <= _SHORT and (_asks_within(words) or words[-1:] in _LAST):
        return True
    first = 0
    while first < len(words) and words[first] in _BEFORE:
        first += 1
    opening = words[first : first + 2]
    if opening and opening[0] in _OPENERS and " ".join(opening) not in _ORDERS:
        return True
    return _supposes_first(words) and not _INVERTED.isdisjoint(pairwise(words[_SUBJECT:]))


def _supposes_first(words: Sequence[str]) -> bool:
    return bool(words) and words[0] in _CONDITIONS


def _asks_within(words: Sequence[str]) -> bool:
    """Tell whether a word asks behind others, unless it only describes somebody or is a riddle to everybody."""
    if _MAY_ASK.isdisjoint(words) or not _NOBODY.isdisjoint(words):
        return False
    return any(
        (word in _ANYWHERE and before not in _DESCRIBED) or (word in _COUNTED and before == "how")
        for before, word in pairwise(("", *words))
    )


def _wishes(words: Sequence[str]) -> bool:
    """Tell whether a clause asks for somebody who helps, and not for an answer: "could I get an expert for AIP?"."""
    return any_said(_WISHES, words) and not _DESCRIBED.isdisjoint(words) and not _supposes_first(words)


def _greets(words: Sequence[str]) -> bool:
    """Tell whether a clause is a greeting and little more: "hey how are you?"."""
    return len(words) <= _OF_GREETING and any_said(_GREETS, words)


def asks(reading: Reading) -> bool:
    """Tell whether a message asks anything."""
    return any(one.asks for one in clauses(reading))


def orders(reading: Reading) -> bool:
    """Tell whether a message asks the bot to do something: "can you write it for me"."""
    return " ".join(reading.texts[:2]) in _TO_THE_BOT


def told(reading: Reading, *, doubted: bool = False) -> Reading:
    """Return what a message tells: the words and things of the clauses that neither ask nor, unless wanted, doubt.

    Who doubts after a value doubts it: "300, or rather 320... I cannot say". Before one, something else is unknown: "I
    do not know its new name, it was MCAS".
    """
    found = clauses(reading)
    # A field that is unknown is no doubt about the others: "400 seats, I can not tell the tenant ID".
    fields = [one.start for one in reading.of(Kind.FIELD)]
    unknown = {_clause_at(found, start) for start in fields}
    last = max((place for place, one in enumerate(found) if one.doubts and place not in unknown), default=-1)
    kept = [one for place, one in enumerate(found) if place > last and not (one.doubts and place in unknown)]
    parts = [one for one in (found if doubted else kept) if not (one.asks or one.supposes)]
    words = chain.from_iterable(reading.words[reading.within(one.start, one.end)] for one in parts)
    entities = (one for one in reading.entities if _clause_at(parts, one.start) >= 0)
    return Reading(reading.said, tuple(words), tuple(entities))


def _clause_at(found: Sequence[Clause], start: int) -> int:
    """Return which of some clauses holds a place; -1 for none."""
    place = bisect_right(found, start, key=_START) - 1
    return place if place >= 0 and start < found[place].end else -1


def asks_what(reading: Reading) -> bool:
    """Tell whether a message asks for a fact: who, what, when. Nobody orders a step by that."""
    return any(one.asks and _opener(reading, one) in _FACTS for one in clauses(reading))


def _opener(reading: Reading, clause: Clause) -> str:
    words = reading.texts[reading.within(clause.start, clause.end)]
    return next((word for word in words if word not in _BEFORE), "")


_MARKS = ",.;:!?"


def left_out(reading: Reading, one: Entity) -> bool:
    """Tell whether something is named only to be left out: "not Sana", "all but Litware"."""
    # "Not this one, the Litware one" leaves out what stands before the mark.
    start = max(reading.said.rfind(mark, 0, one.start) for mark in _MARKS) + 1
    behind = (text for text in reversed(reading.texts[reading.within(start, one.start)]) if text not in ARTICLES)
    before = list(islice(behind, 2))[::-1]
    return bool(before) and (before[-1] in _LEAVES_OUT or " ".join(before) in _LEAVES_OUT)


def doubts(reading: Reading) -> bool:
    """Tell whether a message says that somebody does not know."""
    return any(one.doubts for one in clauses(reading))
