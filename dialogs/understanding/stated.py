"""What a text for others says of the request besides: "... and it is 450 seats, not 300", "... And seats 320."

Words that others read are kept as they are typed, and a request whose fields say something else would contradict them.
Only what says itself that it sets a field right is taken: a value with the one it replaces, or a last sentence that is
nothing but a field's name and its value.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dialogs.understanding.corrections import named_values
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.ruled_out import NOT, still_named
from dialogs.understanding.wordlist import any_said, wordlist
from dialogs.understanding.words import tokens
from playbook import patterns

_GOES_ON = wordlist("and also plus oh und auch et aussi y tambien e tambem")
_INSTEAD_OF = ("instead of", "rather than", "statt", "anstatt", "au lieu de", "en vez de", "en lugar de", "em vez de")
# So many words name a field and its value.
_MOST_WORDS = 7


def replaced_in(reading: Reading, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the number of seats that a message puts in the place of the one in the answers: "450 seats, not 300".

    A region or a language that fails where another one works is what the text is about: only a number is the request's.
    """
    now, left = answers.get("seat_count", ""), still_named(reading).of(Kind.SEATS)
    others = {one.value for one in left} - {"", now}
    typed = [token.text for token in tokens(reading.said) if token.is_word]
    return {"seat_count": others.pop()} if len(others) == 1 and _replaces(typed, now) else {}


def _replaces(typed: Sequence[str], value: str) -> bool:
    denied = any(before in NOT and word == value for before, word in pairwise(typed))
    return denied or any_said([f"{one} {value}" for one in _INSTEAD_OF], typed)


def stated_last(reading: Reading) -> tuple[int, dict[str, str]]:
    """Return where the sentences begin that end a message with values of fields by their names, and the values."""
    begins, values = len(reading.said), dict[str, str]()
    for start, sentence in reversed(list(_sentences(reading))):
        told = named_values(sentence) if _only_states(sentence) else {}
        if not told:
            break
        begins, values = start, {**told, **values}
    return begins, values


def _sentences(reading: Reading) -> Iterator[tuple[int, Reading]]:
    ends = [mark.start() + 1 for mark in patterns.CLAUSE_MARK.each(reading.said) if mark.group() in ".!\n"]
    for start, end in pairwise((0, *ends, len(reading.said))):
        words = reading.words[reading.within(start, end)]
        within = tuple(one for one in reading.entities if start <= one.start < end)
        if words:
            yield start, Reading(reading.said[:end], words, within)


def _only_states(sentence: Reading) -> bool:
    first = next((text for text in sentence.texts if text not in _GOES_ON), "")
    return first == Kind.FIELD.value and len(sentence.words) <= _MOST_WORDS
