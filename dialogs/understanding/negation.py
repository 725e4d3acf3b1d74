"""What of a message is denied, in every language that is read: who says "do not deny it" asks for no denial.

A negation governs a stretch of its clause (its scope: O. Jespersen, Negation, 1917). Which one is a matter of the
language: in English, Spanish and Portuguese what follows; in German the whole clause, since its verb stands in front
or at the end; in French what "ne" and "pas" embrace, and "ne" is often left out; in Japanese the word itself. A scope
ends at a mark and at words that begin anew ("but", "so", "please"). Some negations deny nothing: "do not forget to".
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.reading import Reading, once
from dialogs.understanding.runs import COMMON
from dialogs.understanding.vocabulary import by_first, listed

_MARKS = frozenset(",;.!?:\n\u2013\u2014\u3001\u3002\uff01\uff1f")
_BEGIN_ANEW, _JOINS = frozenset(listed("negation", "begins_anew")), frozenset(listed("negation", "joins"))
# Phrases by the word they begin with: only a word that one begins with is looked at closely.
_FOLLOWING: Mapping[str, Sequence[list[str]]] = by_first(listed("negation", "following"))
_CLAUSE, _WORD = frozenset(listed("negation", "clause")), listed("negation", "word")
_ASKED = listed("negation", "asked")
_SPANISH, _CLITICS = frozenset(listed("negation", "spanish")), frozenset(listed("negation", "clitics"))
# "No longer needed" is the very thing that is said, "no need to" and "no lo apruebes" are not.
_CONTENT = frozenset(listed("negation", "content"))
_TRAILS = frozenset(listed("negation", "trails"))
_HEADS = _FOLLOWING.keys() | _CLAUSE | _SPANISH
_FIRST_WIDE, _ENGLISH = "\u2e80", COMMON | GRAMMAR
# What of an intent is said by a negation is not denied by it: "not needed", "no longer".
NEGATIVES = frozenset(listed("negation", "negatives"))


@once
def denied(reading: Reading) -> frozenset[int]:
    """Return where the words start that a message denies."""
    texts = [text.rpartition("'")[2] if "'" in text else text for text in reading.texts]
    if _HEADS.isdisjoint(texts) and reading.said.isascii():
        return frozenset()
    return reading.starts_of(span for start, end in _scopes(reading, texts) for span in _denied_in(texts, start, end))


def _scopes(reading: Reading, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return the stretches within which a negation holds."""
    ends = {place for place, between in reading.gaps if not _MARKS.isdisjoint(between)}
    ends.update(place for place, text in enumerate(texts) if text in _BEGIN_ANEW)
    return pairwise((0, *sorted(ends - {0}), len(texts)))


def _denied_in(texts: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the stretches of a scope that are denied."""
    stretch = texts[start:end]
    if _HEADS.isdisjoint(stretch) and max(stretch, default="") <= _FIRST_WIDE:
        return
    joins = [place for place in range(start, end) if texts[place] in _JOINS]
    for place in range(start, end):
        text = texts[place]
        if text > _FIRST_WIDE:
            if _denies_itself(text):
                yield place, place + 1
        elif text not in _HEADS or _denies_nothing(texts, place, end):
            continue
        elif text in _CLAUSE:
            yield start, end
            # Nothing is left to deny.
            return
        else:
            yield _governed(texts, place, start, end, joins)


def _governed(texts: Sequence[str], place: int, start: int, end: int, joins: Sequence[int]) -> tuple[int, int]:
    """Return what a negation denies that stands before it; a "no" is spent by that, and refuses nothing besides.

    A governed stretch ends where an "and" behind its first words begins anew; one between verbs does not.
    """
    length = _length_of_negation(texts, place, end)
    if not length:
        return place, place
    behind = place + length
    joint = bisect_left(joins, behind + 2)
    until = joins[joint] if joint < len(joins) else end
    if all(texts[there] in _TRAILS for there in range(behind, until)):
        return start, end
    spent = texts[place] in _SPANISH and texts[place + 1] not in _CONTENT
    return place if spent else behind, until


def _denies_itself(word: str) -> bool:
    """Tell whether a word of a script without blanks holds its negation: a polite question ends like one."""
    return any(one in word for one in _WORD) and not any(one in word for one in _ASKED)


def _denies_nothing(texts: Sequence[str], place: int, end: int) -> bool:
    phrases = _HARMLESS.get(texts[place], ())
    return any(_stands(phrase, texts, place - before, end) for phrase, before in phrases)


def _length_of_negation(texts: Sequence[str], place: int, end: int) -> int:
    """Return how many words a negation is long that denies what follows; 0 where none stands."""
    lengths = [len(phrase) for phrase in _FOLLOWING.get(texts[place], ()) if _stands(phrase, texts, place, end)]
    spanish = texts[place] in _SPANISH and _before_a_verb(texts, place, end)
    return max(lengths, default=int(spanish))


def _by_negating_word(phrases: Iterable[str]) -> Mapping[str, Sequence[tuple[list[str], int]]]:
    """Return phrases by each word of theirs that negates, with its place among them."""
    found: dict[str, list[tuple[list[str], int]]] = defaultdict(list)
    for phrase in map(str.split, phrases):
        for word in _HEADS.intersection(phrase):
            found[word].append((phrase, phrase.index(word)))
    return found


_HARMLESS = _by_negating_word(listed("negation", "harmless"))


def _before_a_verb(texts: Sequence[str], place: int, end: int) -> bool:
    """Tell the "no" before a Spanish verb from one that answers: no English word stands behind it."""
    behind = place + 1
    while behind < end and texts[behind] in _CLITICS:
        behind += 1
    word = texts[behind] if behind < end else ""
    return bool(word) and not word.startswith("<") and word not in _ENGLISH


def _stands(phrase: Sequence[str], texts: Sequence[str], place: int, end: int) -> bool:
    return place >= 0 and place + len(phrase) <= end and texts[place : place + len(phrase)] == phrase
