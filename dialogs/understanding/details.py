"""What a loose sentence says of the details that a step asks for; what it leaves open is left to be filled in."""

from collections.abc import Callable, Mapping, Sequence

from dialogs.understanding.clauses import Clause, clauses, left_out
from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.negation import NEGATIVES, denied
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.runs import COMMON
from dialogs.understanding.spelling import Speller
from dialogs.understanding.vocabulary import document, listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import fold, tokens
from playbook.answers import Choice, clean
from playbook.life.fields import Field

_BECAUSE, _CONTACT = listed("details", "because"), frozenset(listed("details", "contact"))
_CONTACT_OPEN = frozenset(listed("details", "contact_open"))
_GROUNDS: Mapping[str, Sequence[str]] = document("words.toml")["details"]["grounds"]
_GROUND_SPELLER = Speller(
    {word for marks in _GROUNDS.values() for mark in marks for word in mark.split()}, COMMON | GRAMMAR
)
_OF_ORDERS, _STEMS = frozenset(listed("details", "of_orders")), listed("details", "stems")
_THAT = (" that ", ": ", " dass ", " que ", " about ")
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
_OR, _TEAM = listed("second_thoughts", "or"), ("team",)
_TELLS, _WHOM = frozenset(listed("details", "tells")), frozenset(listed("details", "whom"))
_KNOW = _WHOM | {"know"}
# "Tell", or "please tell": then whom, in so many words.
_LEAD, _OPENING = 3, 7
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
    low = reading.said.casefold()
    for mark in _BECAUSE:
        at = low.find(mark)
        rest = clean(reading.said[at + len(mark) :]).strip(" :,-") if at >= 0 else ""
        if len(rest.split()) > 1 or (rest and mark in _POINTS_AT):
            return rest
    told = [one for one in clauses(reading) if not _only_orders(reading, one)]
    said = clean(reading.said[told[0].start :]).strip(" ,;.:-") if told else ""
    short = len(reading.words) < _FEWEST_WORDS and len(said) == len(clean(reading.said))
    asked = bool(told) and all(one.asks and not _tells(reading, one) for one in told)
    return "" if short or asked or len(said.split()) < _LEAST else said


def _tells(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause with a question in it tells something: "I need to know which labels they use"."""
    first = next((word.text for word in reading.words if clause.start <= word.start < clause.end), "")
    return first in _SPEAKERS and not reading.said[: clause.end].rstrip().endswith("?")


def _only_orders(reading: Reading, clause: Clause) -> bool:
    """Tell whether nothing is said but the step and what it is about: "could we withdraw SME-0001 please"."""
    words = (word.text for word in reading.words if clause.start <= word.start < clause.end)
    return all(word.startswith(("<", *_STEMS)) or word in _OF_ORDERS for word in words)


def _message(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return what somebody wants to have told: what follows "that", a colon or whom it is for, else all they said.

    Who says no more than that something shall be told has not said what: "message Fran".
    """
    del choices
    begins = _message_begins(reading)
    told = reading.said[begins:].strip(" ,:.!") if begins else reading.said
    for mark in _THAT:
        _, found, rest = f" {told}".partition(mark)
        if found and len(rest.split()) > 1:
            return clean(rest)
    return clean(told)


def _behind_whom(reading: Reading) -> str:
    """Return what follows "tell Fran", "let the team know"; empty where a message does not begin so."""
    begins = _message_begins(reading)
    rest = reading.said[begins:].strip(" ,:") if begins else ""
    return rest if len(rest.split()) > 1 else ""


def tells_somebody(reading: Reading) -> bool:
    """Tell whether words begin as a message does: whatever step is named behind it is told, and not meant."""
    return bool(_behind_whom(reading))


def _message_begins(reading: Reading) -> int:
    """Return where what shall be told begins behind "tell Fran"; 0 where nothing begins so."""
    words = reading.words[:_OPENING]
    if not any(word.text in _TELLS for word in words[:_LEAD]):
        return 0
    said = [fold(reading.said[word.start : word.end]) if word.text == Kind.FIELD else word.text for word in words]
    whom = next((place for place, text in enumerate(said) if text in _WHOM), len(said))
    behind = next((place for place in range(whom, len(said)) if said[place] not in _KNOW), len(said))
    return words[behind - 1].end if behind > whom else 0


def _ground(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return the first ground that is told; of two with an "or" between them none."""
    del choices
    told = grounds(reading)
    return told[0] if told and (len(told) == 1 or not reading.says(_OR)) else ""


def grounds(reading: Reading) -> Sequence[str]:
    """Return the grounds that are told and not denied: "not repeated" names none, "no people" does."""
    not_so = denied(reading)
    words = (fold(reading.said[word.start : word.end]) for word in reading.words if word.start not in not_so)
    told = " ".join(map(_GROUND_SPELLER.near, words))
    low = reading.said.casefold()

    def is_told(mark: str) -> bool:
        return mark in (told if NEGATIVES.isdisjoint(mark.split()) else low)

    return [ground for ground, marks in _GROUNDS.items() if any(map(is_told, marks))]


def _fields(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return which fields are named, or what they hold: "the tenant id looks odd", "not 900 seats"."""
    listed = [choice.value for choice in choices]
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
    """Return whom a message is for: who is named or called by what they are, else the only one it can be for."""
    if person := _person(reading, choices):
        return person
    typed = [token.text for token in tokens(reading.said)]
    called = [one.value for one in choices if any_said(map(fold, one.synonyms), typed)]
    only = len(choices) == 1 and not reading.of(Kind.PERSON) and not any_said(_TEAM, typed)
    return called[0] if len(called) == 1 else choices[0].value if only else ""


def _contact(reading: Reading, choices: Sequence[Choice]) -> str:
    del choices
    words = {word.text for word in reading.words}
    return "yes" if words & _CONTACT and words.isdisjoint(_CONTACT_OPEN) else ""


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
