"""What of a message is only supposed, told of somebody else, past or quoted: nobody asks for a step by that.

"If Sana agrees, offer her 5", "Fran said she would approve it", "I almost denied it". A condition holds for its whole
sentence, whichever part of it comes first; what is told of others, or was done before, for its clause.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dialogs.understanding.clauses import clauses
from dialogs.understanding.reading import Reading, once
from dialogs.understanding.vocabulary import by_first, listed

_SENTENCE_ENDS = frozenset(".!?;\n\u3002\uff01\uff1f")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",:\u2013\u2014\u3001")
_IF, _POLITE = by_first(listed("unreal", "if")), by_first(listed("unreal", "polite"))
_BUT, _MUST, _FIRST = (frozenset(listed("unreal", name)) for name in ("but", "must", "first"))
_OTHERS, _TELLS = frozenset(listed("unreal", "others")), frozenset(listed("unreal", "tells"))
_DOERS, _PAST = frozenset(listed("unreal", "doers")), frozenset(listed("unreal", "past"))
_BE, _FUTURE = frozenset({"be"}), frozenset(listed("unreal", "future"))
_BETWEEN, _BEGINS_ANEW = frozenset(listed("unreal", "between")), frozenset(listed("negation", "begins_anew"))
_YOU, _UNSPACED = frozenset(listed("unreal", "you")), listed("unreal", "unspaced")
_QUOTES = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')
_FIRST_WIDE = "\u2e80"


@once
def supposed(reading: Reading) -> frozenset[int]:
    """Return where the words start that stand in a sentence with a condition."""
    texts = list(reading.texts)
    conditions = [place for place, text in enumerate(texts) if text in _IF and _has_condition(texts, place)]
    if not conditions:
        return frozenset()
    ends = _ends(reading, _SENTENCE_ENDS)
    return reading.starts_of(_stretch(ends, place) for place in conditions)


@once
def conditioned(reading: Reading) -> frozenset[int]:
    """Return where the words start of sentences by which something must happen first: "fine, but call me first"."""
    if _FIRST.isdisjoint(reading.texts) or _BUT.isdisjoint(reading.texts):
        return frozenset()
    ends = _ends(reading, _SENTENCE_ENDS)
    return reading.starts_of(span for span in pairwise(ends) if _must_come_first(reading.texts[slice(*span)]))


def _must_come_first(texts: Sequence[str]) -> bool:
    but = next((place for place, text in enumerate(texts) if text in _BUT), len(texts))
    must = next((place for place in range(but, len(texts)) if texts[place] in _MUST), len(texts))
    return not _FIRST.isdisjoint(texts[must:]) or (must < len(texts) and not _FIRST.isdisjoint(texts[but:must]))


@once
def reported(reading: Reading) -> frozenset[int]:
    """Return where the words start that tell what somebody else says or does, or ask that."""
    texts = reading.texts
    others = [place for place, text in enumerate(texts) if text in _OTHERS]
    if not others:
        return frozenset()
    asked = [one.start for one in clauses(reading) if one.asks], [one.end for one in clauses(reading) if one.asks]
    spans = list(_told_in(reading, _OTHERS, _TELLS))
    ends = _ends(reading, _CLAUSE_ENDS)
    for start, end in dict.fromkeys(_stretch(ends, place) for place in others):
        if _YOU.isdisjoint(texts[start:end]) and _is_within(reading.starts[start], *asked):
            spans.append((start, end))
    return reading.starts_of(spans)


def _is_within(start: int, begins: Sequence[int], ends: Sequence[int]) -> bool:
    place = bisect_right(begins, start) - 1
    return place >= 0 and start < ends[place]


@once
def past(reading: Reading) -> frozenset[int]:
    """Return where the words start that tell what was done: "I almost approved it", "it will be approved"."""
    texts = reading.texts
    told = [] if reading.said.isascii() else [place for place, text in enumerate(texts) if _is_told(text)]
    to_come = (span for span in _told_in(reading, _BE, _PAST) if texts[span[0] - 1] in _FUTURE)
    done = _told_in(reading, _DOERS, _PAST)
    return reading.starts_of([*done, *to_come, *((place, place + 1) for place in told)])


@once
def quoted(reading: Reading) -> frozenset[int]:
    """Return where the words start that stand in quotation marks: they are somebody's, or a text that is spoken of."""
    if _QUOTES.isdisjoint(reading.said):
        return frozenset()
    marks = [place for place, between in reading.gaps for char in between if char in _QUOTES]
    if reading.said.rstrip(" .!?")[-1:] in _QUOTES:
        marks.append(len(reading.words))
    return reading.starts_of(zip(marks[::2], marks[1::2], strict=False))


def _told_in(reading: Reading, subjects: frozenset[str], verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Return from which word to the end of its clause one of the subjects does what one of the verbs says."""
    texts = reading.texts
    if subjects.isdisjoint(texts) or verbs.isdisjoint(texts):
        return
    ends = _ends(reading, _CLAUSE_ENDS)
    for place, text in enumerate(texts):
        if text in subjects:
            _, end = _stretch(ends, place)
            if _verb_behind(texts, place, end) in verbs:
                yield place, end


def _verb_behind(texts: Sequence[str], place: int, end: int) -> str:
    behind = place + 1
    while behind < end and texts[behind] in _BETWEEN:
        behind += 1
    return texts[behind] if behind < end else ""


def _ends(reading: Reading, marks: frozenset[str]) -> Sequence[int]:
    """Return where stretches of words begin, the first one with the message, and where the last one ends."""
    ends = {place for place, between in reading.gaps if not marks.isdisjoint(between)}
    if marks is _CLAUSE_ENDS:
        ends.update(place for place, text in enumerate(reading.texts) if text in _BEGINS_ANEW)
    return (0, *sorted(ends - {0}), len(reading.words))


def _stretch(ends: Sequence[int], place: int) -> tuple[int, int]:
    """Return the stretch that holds a word."""
    behind = bisect_right(ends, place)
    return ends[behind - 1], ends[behind]


def _has_condition(texts: Sequence[str], place: int) -> bool:
    """Tell whether a condition begins at a word that one may begin with, and is no mere politeness."""
    met = any(_stands(phrase, texts, place) for phrase in _IF[texts[place]])
    return met and not any(_stands(phrase, texts, place) for phrase in _POLITE.get(texts[place], ()))


def _is_told(word: str) -> bool:
    return word > _FIRST_WIDE and any(one in word for one in _UNSPACED)


def _stands(phrase: Sequence[str], texts: Sequence[str], place: int) -> bool:
    return texts[place : place + len(phrase)] == phrase
