"""What follows a full command in its line: a second step, one that is meant instead, or a refusal of the first."""

from collections.abc import Iterator, Sequence
from itertools import islice

from dialogs import phrases
from dialogs.understanding.agreement import is_no
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.words import Token, tokens

_PARTS = frozenset(",;.\u2013\u2014\u3001\u3002")
_JOINS, _SOFTENS = frozenset(listed("second_acts", "joins")), frozenset(listed("second_acts", "softens"))
_POINTS = frozenset({"it", "this", "that", "them"})
_AND = frozenset({"and", "then", "also", "und", "et", "y", "e"})
_REFUSALS = frozenset(listed("second_acts", "refusals"))
_MARKS = " \t\n?!.,:;-\u2013\u2014\u2026\u3001\uff1f\uff01\u3002"
# No command has more in front of its details; a text may hold hundreds of words that could begin one.
_LONGEST, _MOST_TRIES = 80, 20
# A correction names the other step and little besides: "actually approve it".
_MOST_WORDS = 4


def parted(behind: str) -> tuple[str, str]:
    """Return what is said of a command itself, and the full command that follows it; the second is empty for none."""
    for joint, start in islice(_beginnings(tokens(behind)), _MOST_TRIES):
        phrase = phrases.parse(behind[start : start + _LONGEST])
        if phrase and phrase.number and phrase.name in phrases.STEPS:
            return behind[:joint].rstrip(_MARKS), behind[start:]
    return behind, ""


def refuses(behind: str) -> bool:
    """Tell whether nothing but a refusal stands behind a command: "approve SME-0001? never"."""
    said = behind.strip(_MARKS)
    return bool(said) and (is_no(said) or " ".join(token.text for token in tokens(said) if token.is_word) in _REFUSALS)


def and_more(said: str) -> tuple[str, str]:
    """Part what is said besides a step that needs no words: "approve SME-0001 and tell me who has SME-0002"."""
    head, _, rest = phrases.details(said).partition(" ")
    return ("", rest) if head.casefold().strip(",.") in _AND else (said, "")


def meant_instead(behind: str, command: str) -> str:
    """Return the other step that takes a command back: "no, I mean accept", "repeated: actually approve it"; or ""."""
    found = tokens(behind)
    for place, token in enumerate(found):
        if token.text not in phrases.BRIEF_STEPS or _said_of(found, place) > _MOST_WORDS:
            continue
        name = phrases.BRIEF_STEPS[token.text]
        if name != command and _corrects(found, place):
            return name
    return ""


def _beginnings(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Return where another part may begin with a step: where the joint before it starts, and where it starts itself."""
    for place in range(1, len(found)):
        if found[place].text not in phrases.FIRST_WORDS:
            continue
        first = place
        while first and found[first - 1].text in _JOINS | _PARTS | {":"}:
            first -= 1
        if first < place or found[place].opens:
            yield found[first].start, found[place].start


def _corrects(found: Sequence[Token], place: int) -> bool:
    """Tell whether words that take something back stand right before a step, and nothing else in their part.

    A bare "no" is as well a part of a reason: "no answer", "no offer so far".
    """
    before = place
    while before and found[before - 1].text in _SOFTENS | _PARTS:
        before -= 1
    between = {token.text for token in found[before:place]}
    points = place + 1 < len(found) and found[place + 1].text in _POINTS
    softened = bool(between & (_SOFTENS - {"no"})) or ("no" in between and bool(points or between & _PARTS))
    return softened and (not before or found[before - 1].text == ":")


def _said_of(found: Sequence[Token], place: int) -> int:
    """Return how many words a part has from a place on, as far as it matters."""
    near = found[place : place + 2 * _MOST_WORDS]
    end = next((after for after, token in enumerate(near) if token.text in _PARTS), len(near))
    return sum(token.is_word for token in near[:end])
