"""Reading a reply to the field that was just asked for: there, a bare word or half a sentence is enough."""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from dialogs.understanding import naming
from dialogs.understanding.agreement import is_no, is_yes
from dialogs.understanding.languages import UNSPACED
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.ruled_out import DENIED_BEHIND, MENDS, NOT, taken_back
from dialogs.understanding.tables import UNITS
from dialogs.understanding.unsure import unsure
from dialogs.understanding.vocabulary import document
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import fold, tokens
from playbook.requests.fields import NO_LANGUAGE

_AT: Mapping[str, Mapping[str, Any]] = document("words.toml")["at"]
# Who says no more than "both of them please" chooses nothing else.
_FEW = 4
_CALLS_OFF = frozenset(_AT["any"]["calls_off"])
_LATER = _AT["any"]["later"]
_BESIDE, _BRIEF = 3, 7
_OPENING_QUOTES = frozenset('"\u201c\u201e\u00ab')
_SEGMENTS = ("SMC", "ENTERPRISE")
_PLANS = {"P1": ("p1", "1", "first"), "P2": ("p2", "2", "second", "two")}
_OTHER = frozenset(("wrong", "another", "other", "different"))


def answer_to(key: str, reading: Reading) -> str:
    """Return what a reply says of the field that is asked for, canonical or as typed; empty where it says nothing."""
    reader = _READERS.get(key)
    return reader(reading) if reader else ""


def _segment(reading: Reading) -> str:
    """Return the segment by its size in words, or the other one where just one is ruled out (R27, G12)."""
    if any(one.kind is Kind.SEGMENT for one in unsure(reading)):
        return ""
    texts = [word.text for word in reading.words]
    named = {value for value in _SEGMENTS if _stands(_AT["tenant_segment"][value], reading)}
    named |= {one.value for one in reading.of(Kind.SEGMENT)} & set(_SEGMENTS)
    if reading.says(MENDS) and (said := reading.of(Kind.SEGMENT)):
        return said[-1].value
    if len(named) != 1:
        return ""
    (one,) = named
    denied = taken_back(reading, Kind.SEGMENT) if reading.of(Kind.SEGMENT) else bool(NOT & set(texts))
    return next(other for other in _SEGMENTS if other != one) if denied else one


def _yes_or_no(reading: Reading) -> str:
    """Return a yes or a no in any language that is read, also with what confirms it: "yes, we did"."""
    first = reading.said.replace(",", " ").split()[:1] if len(reading.words) <= _BRIEF else []
    denied = not NOT.isdisjoint(word.text for word in reading.words[1:])
    if is_no(reading.said) or any(map(is_no, first)):
        return "no"
    return "yes" if is_yes(reading.said) or (any(map(is_yes, first)) and not denied) else ""


def _active(reading: Reading) -> str:
    """Return the number of active licences where several are named: the one that is said to be (R28)."""
    texts = [word.text for word in reading.words]
    values = {one.start: one.value for one in reading.of(Kind.SEATS)}
    counts = {
        place: values.get(word.start) or word.text
        for place, word in enumerate(reading.words)
        if word.text == Kind.SEATS.value or word.text.isdecimal()
    }
    active = frozenset(_AT["seat_count"]["active"])

    def is_active(place: int) -> bool:
        before, behind = texts[max(place - _BESIDE, 0) : place], texts[place + 1 : place + 1 + _BESIDE]
        return any(not active.isdisjoint(takewhile("but".__ne__, side)) for side in (reversed(before), behind))

    # "600, not 500": the other one is what is meant.
    left = [count for place, count in counts.items() if not (place and texts[place - 1] in NOT)]
    near = left if len(left) == 1 else [count for place, count in counts.items() if is_active(place)]
    return near[0] if len(near) == 1 and len(counts) > 1 else ""


def _language(reading: Reading) -> str:
    """Return the one language of a script that leaves no blanks between words."""
    found = {value for name, value in UNSPACED.items() if name in reading.said and not _denied_behind(reading, name)}
    return found.pop() if len(found) == 1 and not reading.of(Kind.LANGUAGE) else ""


def _denied_behind(reading: Reading, name: str) -> bool:
    return reading.said.partition(name)[2].startswith(DENIED_BEHIND)


def _no_second(reading: Reading) -> str:
    """Return that there is no second language, however it is said (R36)."""
    none = is_no(reading.said) or _stands(_AT["secondary_language"]["none"], reading)
    return NO_LANGUAGE if none and not reading.of(Kind.LANGUAGE) else ""


def _stands(words: Sequence[str], reading: Reading) -> bool:
    """Tell whether one of the words was said; scripts without blanks have it within others."""
    return reading.says(words) or any(not word.isascii() and word in reading.said for word in words)


def _name(reading: Reading) -> str:
    return "" if leaves(reading) or waits(reading) else naming.name_of(reading)


def leaves(reading: Reading) -> bool:
    """Tell whether a reply says, in a sentence, that somebody cannot answer now: "their admin is on holiday" (G35)."""
    return reading.says(_LATER)


def waits(reading: Reading) -> bool:
    """Tell whether somebody asks for a moment, to look for the answer."""
    return reading.says(_AT["any"]["waits"])


def wants_several(reading: Reading) -> bool:
    """Tell whether somebody takes all that was offered, or any of it: "both please", "either one"."""
    said = {" ".join(words) for words in (reading.texts, reading.texts[:1], reading.texts[:2])}
    return len(reading.words) <= _FEW and not said.isdisjoint(_AT["any"]["several"])


def calls_off(reading: Reading) -> bool:
    """Tell whether somebody leaves a step in a few words, by its name or without: "cancel that", "drop the deny"."""
    return len(reading.words) <= _FEW and not _CALLS_OFF.isdisjoint(reading.texts[:1])


def restores(reading: Reading) -> bool:
    """Tell whether somebody wants something to be as it was: "leave the language", "no, 300 was right"."""
    return any_said(_AT["any"]["restores"], reading.texts)


def goes_back(reading: Reading, key: str) -> bool:
    """Tell whether somebody wants to answer once more what was asked before, `key`: "go back", "wrong ground"."""
    named = key in fold(reading.said).split()
    return reading.says(_AT["any"]["back"]) or (named and not _OTHER.isdisjoint(reading.texts))


def stops(reading: Reading) -> bool:
    """Tell whether somebody takes back what they were about to say: "oops wrong one", "not now"."""
    opening = [word.text for word in reading.words[:3]]
    return any_said(_AT["any"]["stops"], opening) or (opening[:1] == ["no"] and reading.said[2:3] in {",", ".", "!"})


def takes_value_back(reading: Reading) -> bool:
    """Tell whether a reply ends by taking back what it said: "500, no", "EMEA... scrap that"."""
    ends = " ".join(reading.texts[-3:])
    return len(reading.words) <= _BRIEF and any(ends.endswith(f" {one}") for one in _AT["any"]["taken_back"])


def plan_in(reading: Reading) -> str:
    """Return the plan that a brief reply names alone: "P2", "the second one", "plan 1 I think"; or ""."""
    said = set(fold(reading.said.strip(" .!?")).split())
    plans = {plan for plan, words in _PLANS.items() if not said.isdisjoint(words)}
    return plans.pop() if len(plans) == 1 and len(reading.words) <= _BRIEF and not reading.of(Kind.WORKLOAD) else ""


def family_hinted(reading: Reading) -> str:
    """Return what the workloads are called that a brief reply tells by what they are about: "the one for labels"."""
    # The name of a field, "labels", is here a word as any other.
    typed = [token.text for token in tokens(reading.said) if token.is_word]
    families = [
        one
        for one, words in _AT["workload"].items()
        if any_said(words, typed) or any(not word.isascii() and word in reading.said for word in words)
    ]
    brief = len(reading.words) <= _BRIEF and not reading.of(Kind.WORKLOAD)
    return families[0] if brief and len(families) == 1 else ""


def takes_everywhere(reading: Reading) -> bool:
    """Tell whether somebody names the whole world for a region."""
    return _stands(_AT["region"]["everywhere"], reading) and not reading.of(Kind.REGION)


def wishes_softly(reading: Reading) -> bool:
    """Tell whether a message says what would be welcome: "in Spanish if possible"."""
    return reading.says(_AT["any"]["wishes"])


def corrects(reading: Reading, key: str) -> bool:
    """Tell whether a message corrects a field: it says so, or names the field."""
    named = any(key in one.values for one in reading.of(Kind.FIELD)) or (key == "seat_count" and _counted(reading))
    return named or reading.says(_AT["correction"]["words"])


def corrects_plainly(reading: Reading, key: str) -> bool:
    """Tell whether a message corrects a field by more than an "and": products are named beside each other."""
    return any(key in one.values for one in reading.of(Kind.FIELD)) or says_instead(reading)


def says_instead(reading: Reading) -> bool:
    """Tell whether a message says that something is not as it was told."""
    return reading.says(_AT["correction"]["plainly"])


def _counted(reading: Reading) -> bool:
    """Tell whether a number says what it counts: "650 seats" is no answer to anything else."""
    behind = [fold(reading.said[one.end : one.end + 14]).split()[:1] for one in reading.of(Kind.SEATS)]
    within = (fold(reading.said[one.start : one.end]).split() for one in reading.of(Kind.SEATS))
    return any(word.strip(".,;!?") in UNITS for words in (*behind, *within) for word in words)


def switches(reading: Reading) -> bool:
    """Tell whether a message wants something else than what is being talked about: "return it instead"."""
    return not {word.text for word in reading.words}.isdisjoint(_AT["correction"]["switch"])


def renamed(reading: Reading) -> dict[str, str]:
    """Return a value that stands behind its field's name or behind "called", at the review of a whole draft."""
    head, mark, tail = reading.said.partition(":" if ":" in reading.said else " that ")
    fields = [one.value for one in reading.of(Kind.FIELD) if one.value and one.start < len(head)]
    if mark and len(fields) == 1 and tail.strip():
        # "The customer said that ..." tells no name.
        told = fields[0] in _IN_WORDS and (fields[0] != "tenant_name" or mark == ":")
        return {fields[0]: tail.strip()} if told else {}
    for lead in ("called ", "named ", "name is ", "name's ", "name should be ", "name should read "):
        _, found, name = reading.said.partition(lead)
        if found and (name[:1].isupper() or name[:1] in _OPENING_QUOTES):
            return {"tenant_name": naming.bare(naming.before_more(name))}
    return {}


_READERS: Mapping[str, Callable[[Reading], str]] = {
    "tenant_segment": _segment,
    "tenant_name": _name,
    "seat_count": _active,
    "primary_language": _language,
    "secondary_language": _no_second,
    "discussed": _yes_or_no,
}
_IN_WORDS = frozenset(("justification", "tenant_name", "exception_reason", "other_workload", "email_source"))
