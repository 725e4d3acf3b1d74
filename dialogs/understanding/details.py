"""What a loose sentence says of the details that a step asks for; what it leaves open is left to be filled in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dialogs.understanding.clauses import Clause, clauses, left_out
from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.negation import NEGATIVES, denied
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.runs import COMMON
from dialogs.understanding.spelling import Speller
from dialogs.understanding.told_to import called, message_text, person_told, pronoun_told, told_beside
from dialogs.understanding.vocabulary import document, listed
from dialogs.understanding.words import fold
from playbook.answers import Choice, clean
from playbook.life.fields import Field

_BECAUSE, _CONTACT = listed("details", "because"), frozenset(listed("details", "contact"))
_CONTACT_OPEN, _NO_CONTACT = (frozenset(listed("details", name)) for name in ("contact_open", "no_contact"))
_GROUNDS: Mapping[str, Sequence[str]] = document("words.toml")["details"]["grounds"]
_GROUND_SPELLER = Speller(
    {word for marks in _GROUNDS.values() for mark in marks for word in mark.split()}, COMMON | GRAMMAR
)
_OF_ORDERS, _STEMS = frozenset(listed("details", "of_orders")), listed("details", "stems")
# Who is said to be so is not chosen: "Sana is on leave".
_OUT_BEHIND = frozenset(
    (
        "can not",
        "is busy",
        "is full",
        "has left",
        "fell ill",
        "is on",
        "said no",
        "is away",
        "is ill",
        "is sick",
        "does not",
        "would be",
        "has no",
        "already has",
    )
)
_TO = frozenset(("to", "an", "a", "para"))
_FEWEST_WORDS, _LEAST = 4, 2
_SPEAKERS = frozenset(("i", "we", "they", "he", "she", "it", "the", "ich", "wir", "je", "nous"))
_SINCE, _SUBJECTS = "since ", tuple(f"{who} " for who in sorted(_SPEAKERS | {"this", "there", "their", "no"}))
_OR = listed("second_thoughts", "or")
_PLACES = [words.split() for words in listed("details", "places")]
_ALL = frozenset(listed("details", "all"))
_BESIDE_A_PLACE = frozenset(listed("details", "beside_a_place"))
_JOINS, _FOR_SEVERAL = frozenset(listed("details", "joins")), "customers"
_MANY, _CUSTOMERS = frozenset(listed("details", "many")), frozenset(listed("details", "customers"))
# What an order is about, and what joins a reason to it.
_OBJECTS, _AS = frozenset(listed("details", "objects")), frozenset(listed("details", "as"))
_IS = frozenset(listed("details", "is"))
_VALUES = (Kind.FIELD, Kind.SEATS, Kind.REGION, Kind.LANGUAGE, Kind.SEGMENT, Kind.TENANT_ID)
# Behind such a mark one word is a reason: "reassign it to Sana: holiday".
_POINTS_AT = frozenset({": "})


def details(asks: Sequence[Field], options: Mapping[str, Sequence[Choice]], reading: Reading) -> dict[str, str]:
    """Return what is said of each detail, as the person would have typed it; what is not said is left out."""
    found = {field.key: _READERS.get(field.key, _nothing)(reading, options.get(field.key, ())) for field in asks}
    return {key: text for key, text in found.items() if text}


def _nothing(reading: Reading, choices: Sequence[Choice]) -> str:
    del reading, choices
    return ""


def _reason(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return why, in the person's own words: what follows "because", else all they said if that is a sentence."""
    del choices
    if beside := told_beside(reading):
        return beside
    low = reading.said.casefold()
    for mark in _BECAUSE:
        at = low.find(mark)
        if at < 0 or (mark == _SINCE and not low[at + len(mark) :].startswith(_SUBJECTS)):
            # "Third time since June" tells when.
            continue
        rest = _without_orders(reading, at + len(mark))
        if len(rest.split()) > 1 or (rest and mark in _POINTS_AT):
            return rest
    told = [one for one in clauses(reading) if not _only_orders(reading, one)]
    said = _without_orders(reading, 0)
    short = len(reading.words) < _FEWEST_WORDS and len(said) == len(clean(reading.said))
    asked = bool(told) and all(one.asks and not _tells(reading, one) for one in told)
    return "" if short or asked or len(said.split()) < _LEAST else said


def _without_orders(reading: Reading, start: int) -> str:
    """Return what is said from a place on, without the clauses around it that only order the step.

    What is named behind it may be a part of it: "region is missing, and justification too".
    """
    parts = [replace(one, start=max(one.start, start)) for one in clauses(reading) if one.end > start]
    told = [one for one in parts if not _only_orders(reading, one)]
    if not told:
        return ""
    last = next(one for one in reversed(parts) if one is told[-1] or _names_a_value(reading, one))
    return clean(reading.said[_behind_order(reading, told[0]) : last.end]).strip(" ,;.:-")


def _behind_order(reading: Reading, clause: Clause) -> int:
    """Return where a clause tells something behind an order: "withdraw it they have stopped", "deny it as repeated"."""
    words = reading.words[reading.within(clause.start, clause.end)]
    verb = next((place for place, word in enumerate(words) if word.text not in _OF_ORDERS), len(words))
    if not any(word.text.startswith(tuple(_STEMS)) for word in words[verb : verb + 1]):
        return clause.start
    for before, word, behind in zip(words[verb:], words[verb + 1 :], words[verb + 2 :], strict=False):
        subject = word.text in _SPEAKERS and (word.text not in _OBJECTS or behind.text in _IS)
        if subject or before.text in _AS:
            return word.start
        if word.text not in _OBJECTS and word.text[0] != "<":
            break
    return clause.start


def _names_a_value(reading: Reading, clause: Clause) -> bool:
    return any(clause.start <= one.start < clause.end for one in reading.of(*_VALUES))


def _tells(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause with a question in it tells something: "I need to know which labels they use"."""
    first = next((word.text for word in reading.words if clause.start <= word.start < clause.end), "")
    return first in _SPEAKERS and not reading.said[: clause.end].rstrip().endswith("?")


def _only_orders(reading: Reading, clause: Clause) -> bool:
    """Tell whether nothing is said but the step and what it is about: "could we withdraw SME-0001 please"."""
    words = (word.text for word in reading.words if clause.start <= word.start < clause.end)
    return all(word.startswith(("<", *_STEMS)) or word in _OF_ORDERS for word in words)


def _message(reading: Reading, choices: Sequence[Choice]) -> str:
    del choices
    return message_text(reading)


def _ground(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return the first ground that is told; of two that are joined, as equals or by an "or", none."""
    del choices
    told = grounds(reading)
    return told[0] if told and not joined_grounds(reading) else ""


def joined_grounds(reading: Reading) -> bool:
    """Tell whether several grounds are told where one decides: "too little and out of scope"."""
    return len(grounds(reading)) > 1 and not _JOINS.isdisjoint(reading.texts)


def grounds(reading: Reading) -> Sequence[str]:
    """Return the grounds that are told and not denied: "not repeated" names none, "no people" does."""
    not_so = denied(reading)
    words = [fold(reading.said[word.start : word.end]) for word in reading.words if word.start not in not_so]
    told = " ".join(map(_GROUND_SPELLER.near, words))
    low = reading.said.casefold()
    counted = any(
        many in _MANY and who in _CUSTOMERS for many, who in pairwise(fold(reading.said.strip(" .!")).split())
    )

    def is_told(mark: str) -> bool:
        return mark in (told if NEGATIVES.isdisjoint(mark.split()) else low)

    found = (ground for ground, marks in _GROUNDS.items() if any(map(is_told, marks)))
    return list(dict.fromkeys([*([_FOR_SEVERAL] if counted else []), *found]))


def _fields(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return which fields are named, or what they hold: "the tenant id looks odd", "not 900 seats"."""
    listed = [choice.value for choice in choices]
    if reading.texts[:1] and reading.texts[0] in _ALL and len(reading.texts) <= _FEWEST_WORDS:
        return ",".join(listed)
    named = {value for one in reading.of(Kind.FIELD) if not left_out(reading, one) for value in one.values}
    named |= {FIELDS_OF[kind][0] for kind in FIELDS_OF if kind is not Kind.WORKLOAD and reading.of(kind)}
    return ",".join(key for key in listed if key in named)


# The fields that a kind of thing answers, the likeliest first.
FIELDS_OF: Mapping[Kind, tuple[str, ...]] = {
    Kind.WORKLOAD: ("workload",),
    Kind.SEATS: ("seat_count",),
    Kind.REGION: ("region",),
    Kind.LANGUAGE: ("primary_language", "secondary_language"),
    Kind.SEGMENT: ("tenant_segment",),
    Kind.TENANT_ID: ("tenant_id",),
}
KIND_OF: Mapping[str, Kind] = {key: kind for kind, keys in FIELDS_OF.items() for key in keys}
# Fields whose value changes while the request is the same one.
CHANGING = frozenset(("seat_count", "region", "primary_language", "tenant_segment", "tenant_id"))


def _person(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return the person who is named last among those to choose from: "from Sam to Sana".

    Nobody, where it goes to somebody who cannot be chosen: who else is named is the reason.
    """
    listed = {choice.value for choice in choices}
    people = reading.of(Kind.PERSON)
    if any(one.value not in listed and _word_before(reading, one) in _TO for one in people):
        return ""
    named = [one.value for one in people if one.value in listed and not _excluded(reading, one)]
    undecided = len(set(named)) > 1 and reading.says(_OR)
    return named[-1] if named and not undecided else ""


def _word_before(reading: Reading, one: Entity) -> str:
    return next((word.text for word in reversed(reading.words) if word.start < one.start), "")


def _excluded(reading: Reading, one: Entity) -> bool:
    """Tell whether somebody is named to be left out: "not Sana", "Sana is on leave"."""
    behind = " ".join([word.text for word in reading.words if word.start >= one.end][:2])
    return left_out(reading, one) or one.start in denied(reading) or behind in _OUT_BEHIND


def _addressee(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return whom a message is for: who stands there by name, else who is named or called by what they are."""
    if told := person_told(reading):
        return told.value if told.value in {choice.value for choice in choices} else ""
    return ("" if pronoun_told(reading) else _person(reading, choices)) or called(reading, choices)


def place_in(choices: Sequence[Choice], reading: Reading) -> str:
    """Return the choice that is named by its place in the list alone; empty for none."""
    place = place_said(reading)
    return choices[place].value if 0 <= place < len(choices) else ""


def place_said(reading: Reading) -> int:
    """Return which place of a list is named and nothing else, from 0: "2", "the second one"; -1 for none."""
    said = [text for text in fold(reading.said.strip(" .!#)")).split() if text not in _BESIDE_A_PLACE]
    places = (place for place, words in enumerate(_PLACES) if len(said) == 1 and said[0] in words)
    return next(places, -1)


def _contact(reading: Reading, choices: Sequence[Choice]) -> str:
    del choices
    words = {word.text for word in reading.words}
    if words.isdisjoint(_CONTACT) or not words.isdisjoint(_CONTACT_OPEN):
        return ""
    return "yes" if words.isdisjoint(_NO_CONTACT) else "no"


# What is answered by somebody's name.
OF_PEOPLE = frozenset({"sme", "fpm", "to"})
_READERS: Mapping[str, Callable[[Reading, Sequence[Choice]], str]] = {
    "ground": _ground,
    "text": _reason,
    "note": _reason,
    "reason": _reason,
    "message": _message,
    "fields": _fields,
    "sme": _person,
    "fpm": _person,
    "to": _addressee,
    "contact": _contact,
}
