"""What somebody wants to have told, and to whom: "tell Fran that it moved", "ask the team who is free"."""

from collections.abc import Collection, Sequence

from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import fold, tokens
from playbook.answers import Choice, clean

_TELLS, _WHOM = frozenset(listed("details", "tells")), frozenset(listed("details", "whom"))
_LET, _KNOWS = "let", "know"
_KNOW = _WHOM | {_KNOWS}
# Who begins so and then tells somebody gives an order, whatever mark stands at the end of it.
_BEFORE_AN_ORDER = frozenset(listed("details", "before_an_order"))
# A message without a reader's name may be for anybody: nobody is guessed.
_SOMEBODY = frozenset(("him", "her"))
_REQUESTER = frozenset(("partner", "requester", "them", "know", *_SOMEBODY))
_JOINS = frozenset(listed("two_wishes", "joins"))
_COLON, _ABOUT = ": ", " about "
_THAT = (" that ", _COLON, " dass ", " que ", _ABOUT)
_TEAM = ("team",)
# "Tell", or "please tell": then whom, in so many words.
_LEAD, _OPENING = 3, 7


def tells_somebody(reading: Reading) -> bool:
    """Tell whether words begin as a message does: whatever step is named behind it is told, and not meant."""
    return bool(_behind_whom(reading))


def orders_to_tell(reading: Reading) -> bool:
    """Tell whether somebody else shall be asked or told, so that a question in it is theirs to answer."""
    first = next((text for text in reading.texts if text not in _BEFORE_AN_ORDER), "")
    return first in _TELLS and tells_somebody(reading)


def message_text(reading: Reading) -> str:
    """Return what somebody wants to have told: what follows "that", a colon or whom it is for, else all they said.

    Who says no more than that something shall be told has not said what: "message Fran".
    """
    _, end = _whom(reading)
    return _told(_behind_whom(reading)) if end else _behind_a_mark(reading.said)


def _told(behind: str) -> str:
    """Return what is told behind whom it is for; a later "that" or "about" is a part of it."""
    mark = next((mark for mark in _THAT if f" {behind}".startswith(mark)), _COLON)
    _, found, rest = f" {behind}".partition(mark)
    # "About Northwind: thanks" tells the thanks.
    rest = rest.partition(_COLON)[2] or rest if mark == _ABOUT else rest
    return clean(rest if found and len(rest.split()) > 1 else behind)


def _behind_a_mark(said: str) -> str:
    parts = (f" {said}".partition(mark)[2] for mark in _THAT)
    return clean(next((rest for rest in parts if len(rest.split()) > 1), said))


def person_told(reading: Reading) -> Entity | None:
    """Return who stands where a message says whom it is for; None for nobody, or who is called by what they are."""
    start, end = _whom(reading)
    starts = {word.start for word in reading.words[start:end] if word.text == Kind.PERSON}
    return next((one for one in reading.of(Kind.PERSON) if one.start in starts), None)


def pronoun_told(reading: Reading) -> bool:
    """Tell whether a message is for a "him" or a "her"."""
    start, end = _whom(reading)
    return not _SOMEBODY.isdisjoint(reading.texts[start:end])


def tells_one_of(reading: Reading, requesters: Collection[str]) -> bool:
    """Tell whether a message is for a requester: one of these by name, or "the partner", or whoever "they" are."""
    if told := person_told(reading):
        return told.value in requesters
    start, end = _whom(reading)
    return end > start and _REQUESTER.issuperset(reading.texts[start:end])


def told_beside(reading: Reading) -> str:
    """Return what somebody shall be told besides a step: "return it and tell them that ..."; empty for nothing."""
    texts = reading.texts
    for place in range(1, len(texts)):
        if texts[place] in _TELLS and texts[place - 1] in _JOINS:
            end = next((at for at in range(place + 1, len(texts)) if texts[at] not in _KNOW), len(texts))
            if end > place + 1:
                return _told(reading.said[reading.words[end - 1].end :].strip(" ,:"))
    return ""


def called(reading: Reading, choices: Sequence[Choice]) -> str:
    """Return who is called by what they are, else the only one it can be for.

    Where a message says whom it is for, what stands behind that is told of others: "tell him the partner is away".
    """
    start, end = _whom(reading)
    # With the article before it: "the team", "my FPM".
    whom = reading.said[reading.starts[max(start - 1, 0)] : reading.words[end - 1].end] if end else reading.said
    typed = [token.text for token in tokens(whom)]
    found = [one.value for one in choices if any_said(map(fold, one.synonyms), typed)]
    only = len(choices) == 1 and not reading.of(Kind.PERSON) and not any_said(_TEAM, typed)
    return found[0] if len(found) == 1 else choices[0].value if only and not pronoun_told(reading) else ""


def _behind_whom(reading: Reading) -> str:
    """Return what follows "tell Fran", "let the team know"; empty where a message does not begin so."""
    _, end = _whom(reading)
    return reading.said[reading.words[end - 1].end :].strip(" ,:") if end else ""


def _whom(reading: Reading) -> tuple[int, int]:
    """Return which words say whom a message is for: "Fran", "the team know"; (0, 0) where none begins so."""
    words = reading.words[:_OPENING]
    tells = next((word.text for word in words[:_LEAD] if word.text in _TELLS), "")
    if not tells:
        return 0, 0
    said = [fold(reading.said[word.start : word.end]) if word.text == Kind.FIELD else word.text for word in words]
    start = next((place for place, text in enumerate(said) if text in _WHOM), len(said))
    end = next((place for place in range(start, len(said)) if said[place] not in _KNOW), len(said))
    # "Let Fran decide" tells nobody anything.
    lets = tells == _LET and _KNOWS not in said[start:end]
    return (start, end) if end > start and not lets else (0, 0)
