"""What of a message is only supposed, told of somebody else, or past: nobody asks for a step by that.

"If Sana agrees, offer her 5", "Fran said she would approve it", "I almost denied it". A condition holds for its whole
sentence, whichever part of it comes first; what is told of others, or was done before, for its clause.
"""

from collections.abc import Iterable, Iterator, Sequence

from dialogs.understanding.clauses import clauses
from dialogs.understanding.reading import Reading
from dialogs.understanding.vocabulary import listed

_SENTENCE_ENDS = frozenset(".!?;\n\u3002\uff01\uff1f")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",:\u2013\u2014\u3001")
_IF = tuple(one.split() for one in listed("unreal", "if"))
_POLITE = tuple(one.split() for one in listed("unreal", "polite"))
_OTHERS, _TELLS = frozenset(listed("unreal", "others")), frozenset(listed("unreal", "tells"))
_DOERS, _PAST = frozenset(listed("unreal", "doers")), frozenset(listed("unreal", "past"))
_BE, _FUTURE = frozenset({"be"}), frozenset(listed("unreal", "future"))
_BETWEEN, _BEGINS_ANEW = frozenset(listed("unreal", "between")), frozenset(listed("negation", "begins_anew"))
_YOU, _UNSPACED = frozenset(listed("unreal", "you")), listed("unreal", "unspaced")
_FIRST_WIDE = "\u2e80"


def supposed(reading: Reading) -> frozenset[int]:
    """Return where the words start that stand in a sentence with a condition."""
    texts = [word.text for word in reading.words]
    return _starts(reading, (span for span in _stretches(reading, _SENTENCE_ENDS) if _has_condition(texts, *span)))


def reported(reading: Reading) -> frozenset[int]:
    """Return where the words start that tell what somebody else says or does, or ask that."""
    texts = [word.text for word in reading.words]
    asked = [(one.start, one.end) for one in clauses(reading) if one.asks]
    spans = list(_told_in(reading, _OTHERS, _TELLS))
    for start, end in _stretches(reading, _CLAUSE_ENDS):
        about_others = not _OTHERS.isdisjoint(texts[start:end]) and _YOU.isdisjoint(texts[start:end])
        if about_others and any(first <= reading.words[start].start < last for first, last in asked):
            spans.append((start, end))
    return _starts(reading, spans)


def past(reading: Reading) -> frozenset[int]:
    """Return where the words start that tell what was done: "I almost approved it", "it will be approved"."""
    told = [(place, place + 1) for place, word in enumerate(reading.words) if _is_told(word.text)]
    texts = [word.text for word in reading.words]
    to_come = [span for span in _told_in(reading, _BE, _PAST) if texts[span[0] - 1] in _FUTURE]
    return _starts(reading, [*_told_in(reading, _DOERS, _PAST), *to_come, *told])


def _told_in(reading: Reading, subjects: frozenset[str], verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Return from which word to the end of its clause one of the subjects does what one of the verbs says."""
    texts = [word.text for word in reading.words]
    for start, end in _stretches(reading, _CLAUSE_ENDS):
        places = (place for place in range(start, end) if texts[place] in subjects)
        yield from ((place, end) for place in places if _verb_behind(texts, place, end) in verbs)


def _verb_behind(texts: Sequence[str], place: int, end: int) -> str:
    return next((text for text in texts[place + 1 : end] if text not in _BETWEEN), "")


def _starts(reading: Reading, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(word.start for start, end in spans for word in reading.words[start:end])


def _stretches(reading: Reading, ends: frozenset[str]) -> Iterator[tuple[int, int]]:
    start, words = 0, reading.words
    for place in range(1, len(words)):
        between = reading.said[words[place - 1].end : words[place].start]
        anew = ends is _CLAUSE_ENDS and words[place].text in _BEGINS_ANEW
        if anew or not ends.isdisjoint(between):
            yield start, place
            start = place
    yield start, len(words)


def _has_condition(texts: Sequence[str], start: int, end: int) -> bool:
    return any(
        _stands(phrase, texts, place) and not _polite(texts, place) for place in range(start, end) for phrase in _IF
    )


def _polite(texts: Sequence[str], place: int) -> bool:
    return any(_stands(phrase, texts, place) for phrase in _POLITE)


def _is_told(word: str) -> bool:
    return word > _FIRST_WIDE and any(one in word for one in _UNSPACED)


def _stands(phrase: Sequence[str], texts: Sequence[str], place: int) -> bool:
    return list(texts[place : place + len(phrase)]) == phrase
