"""What of a message is denied, in every language that is read: who says "do not deny it" asks for no denial.

A negation governs a stretch of its clause (its scope: O. Jespersen, Negation, 1917). Which one is a matter of the
language: in English, Spanish and Portuguese what follows; in German the whole clause, since its verb stands in front
or at the end; in French what "ne" and "pas" embrace, and "ne" is often left out; in Japanese the word itself. A scope
ends at a mark and at words that begin anew ("but", "so", "please"). Some negations deny nothing: "do not forget to".
"""

from collections.abc import Iterator, Sequence

from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.reading import Reading
from dialogs.understanding.runs import COMMON
from dialogs.understanding.vocabulary import listed

_MARKS = frozenset(",;.!?:\n\u2013\u2014\u3001\u3002\uff01\uff1f")
_BEGIN_ANEW, _JOINS = frozenset(listed("negation", "begins_anew")), frozenset(listed("negation", "joins"))
_FOLLOWING = tuple(one.split() for one in listed("negation", "following"))
_CLAUSE, _WORD = frozenset(listed("negation", "clause")), listed("negation", "word")
_ASKED = listed("negation", "asked")
_HARMLESS = tuple(one.split() for one in listed("negation", "harmless"))
_SPANISH, _CLITICS = frozenset(listed("negation", "spanish")), frozenset(listed("negation", "clitics"))
# "No longer needed" is the very thing that is said, "no need to" and "no lo apruebes" are not.
_CONTENT = frozenset(listed("negation", "content"))
_TRAILS = frozenset(listed("negation", "trails"))
_HEADS = {phrase[0] for phrase in _FOLLOWING} | _CLAUSE | _SPANISH
_FIRST_WIDE, _ENGLISH = "\u2e80", COMMON | GRAMMAR
# What of an intent is said by a negation is not denied by it: "not needed", "no longer".
NEGATIVES = frozenset(listed("negation", "negatives"))


def denied(reading: Reading) -> frozenset[int]:
    """Return where the words start that a message denies."""
    texts = [word.text.rpartition("'")[2] for word in reading.words]
    places = {place for start, end in _scopes(reading, texts) for place in _denied_in(texts, start, end)}
    return frozenset(reading.words[place].start for place in places)


def _scopes(reading: Reading, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return the stretches within which a negation holds."""
    start, words = 0, reading.words
    for place in range(1, len(words)):
        between = reading.said[words[place - 1].end : words[place].start]
        if not _MARKS.isdisjoint(between) or texts[place] in _BEGIN_ANEW:
            yield start, place
            start = place
    yield start, len(words)


def _denied_in(texts: Sequence[str], start: int, end: int) -> Iterator[int]:
    for place in range(start, end):
        text = texts[place]
        if text > _FIRST_WIDE:
            yield from [place] if _denies_itself(text) else []
        elif text not in _HEADS or _denies_nothing(texts, place, end):
            continue
        elif text in _CLAUSE:
            yield from range(start, end)
        else:
            yield from _governed(texts, place, start, end)


def _governed(texts: Sequence[str], place: int, start: int, end: int) -> range:
    """Return what a negation denies that stands before it; a "no" is spent by that, and refuses nothing besides."""
    length = _length_of_negation(texts, place, end)
    if not length:
        return range(0)
    behind = place + length
    until = _end_of_governed(texts, behind, end)
    if all(text in _TRAILS for text in texts[behind:until]):
        return range(start, end)
    spent = texts[place] in _SPANISH and texts[place + 1] not in _CONTENT
    return range(place if spent else behind, until)


def _denies_itself(word: str) -> bool:
    """Tell whether a word of a script without blanks holds its negation: a polite question ends like one."""
    return any(one in word for one in _WORD) and not any(one in word for one in _ASKED)


def _denies_nothing(texts: Sequence[str], place: int, end: int) -> bool:
    phrases = (phrase for phrase in _HARMLESS if texts[place] in phrase)
    return any(_stands(phrase, texts, place - phrase.index(texts[place]), end) for phrase in phrases)


def _length_of_negation(texts: Sequence[str], place: int, end: int) -> int:
    """Return how many words a negation is long that denies what follows; 0 where none stands."""
    lengths = [len(phrase) for phrase in _FOLLOWING if _stands(phrase, texts, place, end)]
    spanish = texts[place] in _SPANISH and _before_a_verb(texts, place, end)
    return max(lengths, default=int(spanish))


def _end_of_governed(texts: Sequence[str], behind: int, end: int) -> int:
    """Return where a governed stretch ends: an "and" behind its first words begins anew, one between verbs does not."""
    return next((place for place in range(behind + 2, end) if texts[place] in _JOINS), end)


def _before_a_verb(texts: Sequence[str], place: int, end: int) -> bool:
    """Tell the "no" before a Spanish verb from one that answers: no English word stands behind it."""
    word = next((text for text in texts[place + 1 : end] if text not in _CLITICS), "")
    return bool(word) and not word.startswith("<") and word not in _ENGLISH


def _stands(phrase: Sequence[str], texts: Sequence[str], place: int, end: int) -> bool:
    return place >= 0 and place + len(phrase) <= end and list(texts[place : place + len(phrase)]) == phrase
