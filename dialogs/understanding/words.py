"""The words of a message, as they are compared: folded once, with their places in the original."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dialogs.understanding.reading import Entity, Word
from dialogs.understanding.tables import UNITS
from playbook import patterns

# Nothing behind is looked at: no answer is as long, and whoever writes more says the point before.
LOOKED_AT = 4000
_FIRST_WIDE = "\u2e80"
# Letters that Unicode does not take apart, and the quotes that keyboards put for an apostrophe.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
APOSTROPHES = frozenset("'\u2019\u2018\u02bc`\u00b4")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")

# How people write two words as one, and which two.
_CONTRACTED = {
    short: whole.split()
    for short, whole in {
        "don't": "do not", "dont": "do not", "doesn't": "does not", "doesnt": "does not", "didn't": "did not",
        "didnt": "did not", "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not",
        "wont": "will not", "couldn't": "could not", "couldnt": "could not", "wouldn't": "would not",
        "wouldnt": "would not", "shouldn't": "should not", "shouldnt": "should not", "isn't": "is not",
        "isnt": "is not", "aren't": "are not", "arent": "are not", "wasn't": "was not", "wasnt": "was not",
        "weren't": "were not", "werent": "were not", "hasn't": "has not", "hasnt": "has not", "haven't": "have not",
        "havent": "have not", "hadn't": "had not", "hadnt": "had not", "what's": "what is", "whats": "what is",
        "who's": "who is", "whos": "who is", "where's": "where is", "wheres": "where is", "when's": "when is",
        "whens": "when is", "how's": "how is", "hows": "how is", "that's": "that is", "thats": "that is",
        "it's": "it is", "there's": "there is", "theres": "there is", "he's": "he is", "she's": "she is",
        "here's": "here is", "let's": "let us", "lets": "let us", "i'm": "i am", "im": "i am", "i've": "i have",
        "ive": "i have", "i'll": "i will", "i'd": "i would", "you're": "you are", "youre": "you are",
        "we're": "we are", "they're": "they are", "theyre": "they are", "you've": "you have", "we've": "we have",
        "weve": "we have", "they've": "they have", "we'll": "we will", "you'll": "you will", "they'll": "they will",
        "it'll": "it will", "we'd": "we would", "you'd": "you would", "they'd": "they would",
        "who'd": "who would", "where'd": "where would", "how'd": "how would", "what'd": "what would",
        "who'll": "who will", "what'll": "what will", "that'll": "that will", "when'll": "when will",
        "he'd": "he would", "she'd": "she would", "that'd": "that would", "why's": "why is", "whys": "why is",
        "how're": "how are", "what're": "what are", "gonna": "going to",
        "wanna": "want to", "gotta": "got to",
    }.items()
}  # fmt: skip


# How people spell the small words of a chat.
_SHORT_FOR = {
    "wich": "which", "u": "you", "ur": "your", "r": "are", "wat": "what", "wot": "what", "wut": "what", "wen": "when",
    "hw": "how", "abt": "about", "plz": "please", "pls": "please", "ppl": "people", "sb": "somebody",
    "sth": "something", "thx": "thanks", "tmrw": "tomorrow", "bc": "because", "cuz": "because", "w": "with",
    "n": "and", "nd": "and", "teh": "the", "adn": "and",
}  # fmt: skip


class Token(NamedTuple):
    """A run of letters and digits, or one sign: `text` folded, `raw` as typed. Without blanks, each letter is one.

    `glued`: nothing stands between it and the one before. `opens`: it is the first of its line. `is_word`: it is no
    sign. `is_number`: it is plain digits.
    """

    text: str
    raw: str
    start: int
    end: int
    glued: bool
    opens: bool
    is_word: bool
    is_number: bool


@lru_cache(maxsize=8192)
def fold(raw: str) -> str:
    """Return text as it is compared: in lower case, without accents, its characters in their usual form."""
    if raw.isascii():
        return raw.lower()
    folded = unicodedata.normalize("NFKC", raw).casefold().translate(_PLAIN)
    return "".join(_bare(char) for char in folded) or raw


def _bare(char: str) -> str:
    """A kana's mark makes it another letter, so only the accents of other scripts go."""
    if char.isascii() or char >= _FIRST_WIDE:
        return char
    return "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))


# One message is looked at several times on its way, and then no more.
@lru_cache(maxsize=4)
def tokens(said: str) -> tuple[Token, ...]:
    """Return the words and signs of the first LOOKED_AT characters."""
    found: list[Token] = []
    end, head = 0, said[:LOOKED_AT]
    for match in patterns.WORD_OR_SIGN.each(head):
        first, run = match.start(), match.group()
        opens = not found or (first > end and "\n" in head[end:first])
        for start, stop in _letters_apart(run):
            raw = run[start:stop]
            text, is_word, is_number = _known(raw)
            place = first + start
            found.append(Token(text, raw, place, first + stop, place == end and end > 0, opens, is_word, is_number))
            end, opens = first + stop, False
    return tuple(found)


@lru_cache(maxsize=8192)
def _known(raw: str) -> tuple[str, bool, bool]:
    text = fold(raw)
    return text, text[:1].isalnum(), text.isdecimal() and text.isascii()


def _letters_apart(run: str) -> Iterable[tuple[int, int]]:
    """A run of Latin letters stays whole, but "300seats"; of scripts that leave no blanks, each letter is one."""
    if run.isalpha() and run.isascii():
        return ((0, len(run)),)
    if run.isascii() or not any(map(_is_wide, run)):
        digits = len(run) - len(run.lstrip("0123456789"))
        unit = digits > 0 and fold(run[digits:]) in UNITS
        return ((0, digits), (digits, len(run))) if unit else ((0, len(run)),)
    return _pieces(run)


def _pieces(run: str) -> Iterator[tuple[int, int]]:
    start = 0
    for place, char in enumerate(run):
        if _is_wide(char) or (place and _is_wide(run[place - 1])):
            if place > start:
                yield start, place
            start = place
    yield start, len(run)


def _is_wide(char: str) -> bool:
    """Tell a letter of Chinese, Japanese or Korean; a digit or Latin letter of full width is none."""
    return char >= _FIRST_WIDE and not fold(char).isascii()


def words(found: Sequence[Token], entities: Sequence[Entity]) -> tuple[Word, ...]:
    """Return what rows are compared with: contractions written out, an entity as one mask, no signs but emoji."""
    kept: list[Word] = []
    waiting = list(reversed(entities))
    place = 0
    while place < len(found):
        if waiting and found[place].start >= waiting[-1].start:
            one = waiting.pop()
            kept.append(Word(one.kind.value, one.start, one.end))
            while place < len(found) and found[place].start < one.end:
                place += 1
            continue
        stop = waiting[-1].start if waiting else LOOKED_AT
        after = _end_of_word(found, place, stop)
        kept.extend(_written_out(found[place:after]))
        place = after
    return tuple(kept)


def _end_of_word(found: Sequence[Token], place: int, stop: int) -> int:
    """Return where a word ends that may hold apostrophes, or letters of a script without blanks."""
    after = place + 1
    while after < len(found) and found[after].glued and found[after].start < stop:
        joins = found[after].text in APOSTROPHES or found[after - 1].text in APOSTROPHES
        wide = _is_wide(found[after].raw[0]) and _is_wide(found[after - 1].raw[0])
        if not (joins or wide) or not (found[after].is_word or found[after].text in APOSTROPHES):
            break
        after += 1
    return after


def _written_out(parts: Sequence[Token]) -> Iterator[Word]:
    start, end = parts[0].start, parts[-1].end
    text = "".join("'" if part.text in APOSTROPHES else part.text for part in parts).strip("'")
    text = text if text in _CONTRACTED else text.removesuffix("'s")
    if text in _CONTRACTED:
        first, second = _CONTRACTED[text]
        middle = min(start + len(first), end - 1)
        yield Word(first, start, middle)
        yield Word(second, middle, end)
    elif text and (parts[0].is_word or unicodedata.category(parts[0].raw[0]) == "So"):
        yield Word(_SHORT_FOR.get(text, text), start, end)
