"""Values that a message holds without surely meaning them: what was, will or might be, or is somebody else's.

`ruled_out` knows what is plainly denied. Beside that, a number or a place in the same part of a sentence as "had",
"would", "our" or "than" may be meant or not. Nothing is gained by guessing: where it was asked for it is put for one
tap, and elsewhere left out until it is asked for.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from dialogs.understanding.clauses import bounds
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.ruled_out import NOT
from dialogs.understanding.vocabulary import listed

_ANY = frozenset((Kind.WORKLOAD, Kind.SEATS, Kind.REGION, Kind.LANGUAGE, Kind.SEGMENT, Kind.TENANT_ID, Kind.CUSTOMER))
_IDS = frozenset((Kind.TENANT_ID,))
# What else has such an id, and in so many words before one.
_OTHER_IDS, _NEAR = frozenset(listed("unsure", "other_ids")), 8
_OF_SPEAKERS = frozenset((Kind.REGION, Kind.LANGUAGE))
# What leaves which things open: products have former names, a language is wished for softly, and only numbers compare.
_SIGNS: Mapping[str, frozenset[Kind]] = {
    "past": _ANY - {Kind.WORKLOAD, Kind.TENANT_ID},
    "speaker": _OF_SPEAKERS | {Kind.SEGMENT},
    "supposed": frozenset((Kind.SEATS, Kind.REGION, Kind.SEGMENT)),
    "anothers_id": frozenset((Kind.TENANT_ID,)),
    "compared": frozenset((Kind.SEATS,)),
    "doubted": _ANY,
}
_PHRASES = [(phrase, kinds) for name, kinds in _SIGNS.items() for phrase in listed("unsure", name)]
# What a phrase leaves open, by the word that the phrase begins with.
_BY_FIRST: Mapping[str, Sequence[tuple[str, frozenset[Kind]]]] = {
    first: [(f" {phrase} ", kinds) for phrase, kinds in _PHRASES if phrase.partition(" ")[0] == first]
    for first in {phrase.partition(" ")[0] for phrase, _ in _PHRASES}
}
# "EMEA not sure", "EMEA not yet".
_OF_DOUBT = frozenset(("sure", "certain", "yet", "anymore", "now", "really", "any", "known", "clear", "decided"))
_PARTS = frozenset(listed("unsure", "parts"))
_HARMLESS = tuple(f" {phrase} " for phrase in listed("unsure", "harmless"))


def unsure(reading: Reading) -> frozenset[Entity]:
    """Return the things that a message names without surely meaning them for the request."""
    values, found = deque(reading.of(*_ANY)), set[Entity]()
    before: Sequence[str] = ()
    for end, texts in parts(reading) if values else ():
        within = []
        while values and values[0].start < end:
            within.append(values.popleft())
        kinds = _left_open(texts) if within else frozenset()
        # "The subscription id so far, 5e77...": what an id is often stands before a mark.
        if not _OTHER_IDS.isdisjoint(before[-_NEAR:]) and any(one.kind is Kind.TENANT_ID for one in within):
            kinds |= _IDS
        before = () if within else (*before, *texts)
        # What reaches into the next part is settled by both: "bought 4000 last year but only 1700 are active".
        found.update(one for one in within if one.kind in kinds and one.end <= end)
    return frozenset(found)


def _left_open(texts: Sequence[str]) -> frozenset[Kind]:
    """Return the kinds of things that the words of a part leave open: hardly any holds a sign at all."""
    if _BY_FIRST.keys().isdisjoint(texts):
        return frozenset()
    words = without_harmless(texts)
    denying = {place for place, text in enumerate(words) if text in NOT and _denies_another(words, place)}
    words = [text for place, text in enumerate(words) if place not in denying]
    said = f" {' '.join(words)} "
    begun = chain.from_iterable(_BY_FIRST[word] for word in _BY_FIRST.keys() & set(words))
    return frozenset().union(*(kinds for phrase, kinds in begun if phrase in said))


def _denies_another(words: Sequence[str], place: int) -> bool:
    """Tell whether a "not" leaves nothing open: "350 seats, not 300", "EMEA not AMER"."""
    behind = words[place + 1 : place + 3]
    another = len(behind) == 1 and place > 0 and words[place - 1].startswith("<") and behind[0] not in _OF_DOUBT
    return another or (bool(behind) and behind[0].isdecimal())


def without_harmless(texts: Sequence[str]) -> Sequence[str]:
    """Return the words of a part without phrases that leave nothing open: "if possible", "not what I wrote"."""
    said = f" {' '.join(texts)} "
    for phrase in _HARMLESS:
        said = said.replace(phrase, " , ")
    return said.split()


def parts(reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Return where each part of a message ends, at a mark or before a word such as "but", and its words."""
    starts, texts = reading.starts, list(reading.texts)
    begins = {bisect_left(starts, end) for end in bounds(reading)}
    begins.update([place for place, text in enumerate(texts) if text in _PARTS])
    first = 0
    for place in sorted(begins - {0, len(texts)}):
        yield starts[place], texts[first:place]
        first = place
    yield len(reading.said) + 1, texts[first:]
