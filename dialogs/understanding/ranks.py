"""Which of the languages that a message names comes first, and which is the second one."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.wordlist import wordlist
from dialogs.understanding.words import Token, tokens
from playbook.requests.fields import NO_LANGUAGE

_FIRST = wordlist(
    "take takes use choose primary first 1st main mainly preferred preferably prefer prefers",
    "erste erster zuerst primar bevorzugt principal premier primero primera",
    "primeiro primeira preferido preferiblemente native best",
)
_SECOND = wordlist(
    "second secondary 2nd secondly other additional additionally extra another",
    "zweite zweiter zweitens segundo segunda deuxieme seconde backup fallback",
)
# With a better language these make it the second; alone they say that it will do.
_WILL_DO = wordlist(
    "also ok okay fine too else otherwise alternatively acceptable possible works if notfalls auch aussi",
    "tambien tambem well",
)
_SPLITS = wordlist("and or und oder et ou y o e but aber mais pero")
_ENDS = frozenset(",;.!?/|()\n\u3001\u3002")
_REACH = 4
_START = attrgetter("start")


def ranked(reading: Reading) -> dict[str, Entity]:
    """Return the entities that answer for the primary and for the secondary language."""
    found = reading.of(Kind.LANGUAGE)
    none = next((one for one in found if one.values == (NO_LANGUAGE,)), None)
    wanted = list(
        {one.values or (reading.said[one.start : one.end],): one for one in found if one is not none}.values()
    )
    ranks = _ranks(reading, wanted)
    taken: dict[str, Entity] = {}
    for key, rank in (("primary_language", _FIRST), ("secondary_language", _SECOND)):
        marked = next((one for one, mark in zip(wanted, ranks, strict=True) if mark is rank), None)
        if marked:
            taken[key] = marked
    rest = [one for one in wanted if one not in taken.values()]
    if rest and "primary_language" not in taken:
        taken["primary_language"] = rest.pop(0)
    if len(rest) == 1 and "secondary_language" not in taken:
        taken["secondary_language"] = rest[0]
    if none and "secondary_language" not in taken:
        taken["secondary_language"] = none
    return taken


def _ranks(reading: Reading, wanted: Sequence[Entity]) -> list[frozenset[str] | None]:
    """Return for each language the mark that its own words give it."""
    words = tokens(reading.said)
    places = [range(*(bisect_left(words, at, key=_START) for at in (one.start, one.end))) for one in wanted]
    ranks: list[frozenset[str] | None] = []
    before_marked = False
    for number, own in enumerate(places):
        if not own:
            ranks.append(None)
            continue
        low = places[number - 1][-1] + 1 if number and places[number - 1] else 0
        high = places[number + 1][0] if number + 1 < len(places) and places[number + 1] else len(words)
        before = _before(words, max(low, own[0] - _REACH), own[0], shared=low > 0 and not before_marked)
        after = _after(words, own[-1] + 1, min(high, own[-1] + 1 + _REACH))
        mark = _mark(before)
        before_marked = mark is not None
        ranks.append(
            mark or _mark(after) or (_SECOND if number and _WILL_DO & set(after) | _WILL_DO & set(before) else None)
        )
    return ranks


def _before(words: Sequence[Token], low: int, own: int, *, shared: bool) -> list[str]:
    """Return a language's words in front of it. What stands between two languages without a sign is the former's."""
    texts: list[str] = []
    for place in range(own - 1, low - 1, -1):
        if words[place].text in _ENDS or words[place].text in _SPLITS:
            return texts
        texts.append(words[place].text)
        if words[place].opens:
            return texts
    return [] if shared else texts


def _after(words: Sequence[Token], own: int, high: int) -> list[str]:
    texts: list[str] = []
    for place in range(own, high):
        if place == own and words[place].text == "(":
            continue
        if words[place].text in _ENDS or words[place].text in _SPLITS or words[place].opens:
            break
        texts.append(words[place].text)
    return texts


def _mark(texts: Sequence[str]) -> frozenset[str] | None:
    """A word for "second" is surer than one for "first": "prefer ... second"."""
    if _SECOND & set(texts):
        return _SECOND
    return _FIRST if _FIRST & set(texts) else None
