"""Reading a reply to the field that was just asked for: there, a bare word or half a sentence is enough."""

from dialogs.understanding.clauses import Clause, clauses
from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.vocabulary import document
from dialogs.understanding.words import fold

_AT: dict[str, dict[str, list[str]]] = document("words.toml")["at"]
_LEADS, _LATER = _AT["tenant_name"]["leads"], _AT["any"]["later"]
_NOT = frozenset(("not", "no", "kein", "keine", "nicht", "pas", "nao"))
# So many words before a value may take it back: "they do not like to speak English".
_NEAR = 6
_LONGEST_NAME, _BESIDE = 8, 3
_SEGMENTS = ("SMC", "ENTERPRISE")


def answer_to(key: str, reading: Reading) -> str:
    """Return what a reply says of the field that is asked for, canonical or as typed; empty where it says nothing."""
    match key:
        case "tenant_segment":
            return _segment(reading)
        case "tenant_name":
            return "" if leaves(reading) else _name(reading)
        case "seat_count":
            return _active(reading)
    return ""


def _segment(reading: Reading) -> str:
    """Return the segment by its size in words, or the other one where just one is ruled out (R27, G12)."""
    texts = [word.text for word in reading.words]
    named = reading.sure(Kind.SEGMENT)
    denied = bool(_NOT & set(texts)) and named in _SEGMENTS
    if denied:
        return next(one for one in _SEGMENTS if one != named)
    said = f" {' '.join(texts)} "
    found = [value for value in _SEGMENTS if any(_stands(word, said) for word in _AT["tenant_segment"][value])]
    return found[0] if len(found) == 1 and not named else ""


def _active(reading: Reading) -> str:
    """Return the number of active licences where several are named: the one that is said to be (R28)."""
    texts = [word.text for word in reading.words]
    marked = {place for place, text in enumerate(texts) if text in _AT["seat_count"]["active"]}
    counts = [place for place, text in enumerate(texts) if text == Kind.SEATS.value]
    near = [place for place in counts if marked & set(range(place - _BESIDE, place + _BESIDE + 1))]
    values = [one.value for one, place in zip(reading.of(Kind.SEATS), counts, strict=False) if place in near]
    return values[0] if len(values) == 1 and len(counts) > 1 else ""


def _stands(word: str, said: str) -> bool:
    """Tell whether a word was said; scripts without blanks have it within others."""
    return word in said if not word.isascii() else f" {word} " in said


def _name(reading: Reading) -> str:
    """Return the customer's name of a reply: without what introduces it, a remark in brackets, or a second sentence."""
    told = [one for one in clauses(reading) if not (one.asks or one.doubts)]
    name = _bare(reading.said[told[0].start : told[0].end]) if told else ""
    return name if name and (_looks_like_a_name(name) or reading.of(Kind.CUSTOMER)) else ""


def _looks_like_a_name(name: str) -> bool:
    """A name is written with capitals, or at least without the words that sentences are made of."""
    words = name.split()
    capitals = sum(word[:1].isupper() or not word[:1].islower() for word in words)
    return 2 * capitals >= len(words) or not any(fold(word) in GRAMMAR for word in words)


def _bare(text: str) -> str:
    """Return a name without words before it and a remark behind it."""
    name = text.partition("(")[0].strip(" .,;:!\n\"'")
    for _ in range(2):
        low = fold(name)
        lead = next((one for one in _LEADS if low.startswith(f"{one} ")), "")
        name = name[len(lead) :].strip(" :,\"'") if lead else name
    return name if 0 < len(name.split()) <= _LONGEST_NAME else ""


def leaves(reading: Reading) -> bool:
    """Tell whether a reply says, in a sentence, that somebody cannot answer now: "their admin is on holiday" (G35)."""
    said = f" {' '.join(word.text for word in reading.words)} "
    return any(f" {words} " in said for words in _LATER)


def taken_back(reading: Reading, kind: Kind) -> bool:
    """Tell whether the things of a kind that are named are ruled out: "not Europe", "nobody speaks English there"."""
    named = reading.of(kind)
    return bool(named) and all(_ruled_out(reading, one.start) for one in named)


def _ruled_out(reading: Reading, start: int) -> bool:
    clause = next((one for one in clauses(reading) if one.start <= start < one.end), Clause(0, start, False, False))
    before = [word.text for word in reading.words if clause.start <= word.start < start]
    return bool(_NOT & set(before[-_NEAR:]))


# The kind of thing that answers a field.
KINDS = {
    "workload": Kind.WORKLOAD,
    "seat_count": Kind.SEATS,
    "region": Kind.REGION,
    "primary_language": Kind.LANGUAGE,
    "secondary_language": Kind.LANGUAGE,
    "tenant_segment": Kind.SEGMENT,
}
