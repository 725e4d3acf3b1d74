"""Values that a message holds without surely meaning them: what was, will or might be, or is somebody else's.

`ruled_out` knows what is plainly denied. Beside that, a number or a place in the same part of a sentence as "had",
"would", "our" or "than" may be meant or not. Nothing is gained by guessing: where it was asked for it is put for one
tap, and elsewhere left out until it is asked for.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from dialogs.understanding.clauses import bounds
from dialogs.understanding.reading import Entity, Kind, Reading
from dialogs.understanding.ruled_out import NOT
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said

_ANY = frozenset((Kind.WORKLOAD, Kind.SEATS, Kind.REGION, Kind.LANGUAGE, Kind.SEGMENT, Kind.TENANT_ID, Kind.CUSTOMER))
_OF_SPEAKERS = frozenset((Kind.REGION, Kind.LANGUAGE))
# What leaves which things open: products have former names, a language is wished for softly, and only numbers compare.
_SIGNS: Mapping[str, frozenset[Kind]] = {
    "past": _ANY - {Kind.WORKLOAD, Kind.TENANT_ID},
    "speaker": _OF_SPEAKERS,
    "supposed": frozenset((Kind.SEATS, Kind.REGION, Kind.SEGMENT)),
    "compared": frozenset((Kind.SEATS,)),
    "doubted": _ANY,
}
_WORDS = {name: listed("unsure", name) for name in _SIGNS}
_FIRSTS = frozenset(phrase.partition(" ")[0] for phrases in _WORDS.values() for phrase in phrases)
# "EMEA not sure", "EMEA not yet".
_OF_DOUBT = frozenset(("sure", "certain", "yet", "anymore", "now", "really", "any", "known", "clear", "decided"))
_PARTS, _HARMLESS = frozenset(listed("unsure", "parts")), listed("unsure", "harmless")


def unsure(reading: Reading) -> frozenset[Entity]:
    """Return the things that a message names without surely meaning them for the request."""
    values, found = deque(reading.of(*_ANY)), set[Entity]()
    for end, texts in parts(reading) if values else ():
        within = []
        while values and values[0].start < end:
            within.append(values.popleft())
        kinds = _left_open(texts) if within else frozenset()
        # What reaches into the next part is settled by both: "bought 4000 last year but only 1700 are active".
        found.update(one for one in within if one.kind in kinds and one.end <= end)
    return frozenset(found)


def _left_open(texts: Sequence[str]) -> frozenset[Kind]:
    """Return the kinds of things that the words of a part leave open: hardly any holds a sign at all."""
    if _FIRSTS.isdisjoint(texts):
        return frozenset()
    words = without_harmless(texts)
    denying = {place for place, text in enumerate(words) if text in NOT and _denies_another(words, place)}
    words = [text for place, text in enumerate(words) if place not in denying]
    return frozenset().union(*(_SIGNS[name] for name in _SIGNS if any_said(_WORDS[name], words)))


def _denies_another(words: Sequence[str], place: int) -> bool:
    """Tell whether a "not" leaves nothing open: "350 seats, not 300", "EMEA not AMER"."""
    behind = words[place + 1 : place + 3]
    another = len(behind) == 1 and place > 0 and words[place - 1].startswith("<") and behind[0] not in _OF_DOUBT
    return another or (bool(behind) and behind[0].isdecimal())


def without_harmless(texts: Sequence[str]) -> Sequence[str]:
    """Return the words of a part without phrases that leave nothing open: "if possible", "not what I wrote"."""
    said = f" {' '.join(texts)} "
    for phrase in _HARMLESS:
        said = said.replace(f" {phrase} ", " , ")
    return said.split()


def parts(reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Return where each part of a message ends, at a mark or before a word such as "but", and its words."""
    ends, texts = deque(bounds(reading)), list[str]()
    for word in reading.words:
        passed = False
        while ends and word.start >= ends[0]:
            ends.popleft()
            passed = True
        if texts and (passed or word.text in _PARTS):
            yield word.start, texts
            texts = []
        texts.append(word.text)
    yield len(reading.said) + 1, texts
