"""The words of a message, as they are compared: folded once, with their places in the original."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from dialogs.understanding.kept import kept
from dialogs.understanding.reading import Entity, Kind, Word
from dialogs.understanding.tables import UNITS
from playbook import patterns

# Nothing behind is looked at: no answer is as long, and whoever writes more says the point before.
LOOKED_AT = 4000
_FIRST_WIDE = "\u2e80"
# Letters that Unicode does not take apart, and the quotes that keyboards put for an apostrophe.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
APOSTROPHES = frozenset("'\u2019\u2018\u02bc`\u00b4")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")

# What an entity is among the words: to ask the kind for its value each time takes longer.
_MASKS = {kind: kind.value for kind in Kind}

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


TEXT = itemgetter(0)


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
    start = 0
    for line in said[:LOOKED_AT].split("\n"):
        opens = True
        for piece in line.split(" "):
            for text, raw, begin, end, glued, is_word, is_number in _between_blanks(piece):
                values = (text, raw, start + begin, start + end, glued, opens, is_word, is_number)
                # Token(...) takes longer than all the rest of this loop.
                found.append(tuple.__new__(Token, values))
                opens = False
            start += len(piece) + 1
    return tuple(found)


@kept
def _between_blanks(piece: str) -> Sequence[tuple[str, str, int, int, bool, bool, bool]]:
    """Return what is the same wherever a piece of a line stands: of each of its tokens all but whether it opens.

    Most pieces are a word, with or without a sign behind it, and are said again and again.
    """
    found: list[tuple[str, str, int, int, bool, bool, bool]] = []
    start, glued = 0, False
    for run in patterns.WORD_OR_SIGN.texts(piece):
        parts = _parts(run)
        if not parts:
            start, glued = start + len(run), False
            continue
        for text, raw, is_word, is_number in parts:
            end = start + len(raw)
            found.append((text, raw, start, end, glued, is_word, is_number))
            start, glued = end, True
    return found


@kept
def _parts(run: str) -> tuple[tuple[str, str, bool, bool], ...]:
    """Return what is the same wherever a run stands: of each of its tokens the texts and kinds; of blanks nothing."""
    if run.isspace():
        return ()
    return tuple(map(_part, _letters_apart(run)))


@kept
def _part(raw: str) -> tuple[str, str, bool, bool]:
    text = fold(raw)
    return text, raw, text[:1].isalnum(), text.isdecimal() and text.isascii()


def _letters_apart(run: str) -> Iterable[str]:
    """A run of Latin letters stays whole, but "300seats"; of scripts that leave no blanks, each letter is one."""
    if len(run) == 1 or (run.isascii() and run.isalpha()):
        return (run,)
    if run.isascii() or not any(map(_is_wide, run)):
        unit = run.lstrip("0123456789")
        parts = unit != run and fold(unit) in UNITS
        return (run.removesuffix(unit), unit) if parts else (run,)
    return _pieces(run)


def _pieces(run: str) -> Iterator[str]:
    start = 0
    for place, char in enumerate(run):
        if place and (_is_wide(char) or _is_wide(run[place - 1])):
            yield run[start:place]
            start = place
    yield run[start:]


@kept
def _is_wide(char: str) -> bool:
    """Tell a letter of Chinese, Japanese or Korean; a digit or Latin letter of full width is none."""
    return char >= _FIRST_WIDE and not fold(char).isascii()


def words(found: Sequence[Token], entities: Sequence[Entity]) -> tuple[Word, ...]:
    """Return what rows are compared with: contractions written out, an entity as one mask, no signs but emoji."""
    kept: list[Word] = []
    waiting = list(reversed(entities))
    stop = waiting[-1].start if waiting else LOOKED_AT
    place, size = 0, len(found)
    while place < size:
        first = found[place]
        if first.start >= stop:
            one = waiting.pop()
            kept.append(Word(_MASKS[one.kind], one.start, one.end))
            stop = waiting[-1].start if waiting else LOOKED_AT
            while place < size and found[place].start < one.end:
                place += 1
            continue
        after = place + 1
        while after < size and (other := found[after]).glued and other.start < stop and _joins(found[after - 1], other):
            after += 1
        if after - place > 1 or first.text in _CONTRACTED:
            kept += _written_out(found[place:after])
        elif first.is_word or _is_picture(first.raw):
            kept.append(tuple.__new__(Word, (_SHORT_FOR.get(first.text, first.text), first.start, first.end)))
        place = after
    return tuple(kept)


def _joins(one: Token, other: Token) -> bool:
    """Tell whether letters, or an apostrophe, go on in one word: at one, or as letters of a script without blanks."""
    if other.text in APOSTROPHES:
        return True
    if not other.is_word:
        return False
    if one.text in APOSTROPHES:
        return True
    return other.raw >= _FIRST_WIDE <= one.raw and _is_wide(other.raw[0]) and _is_wide(one.raw[0])


def _written_out(parts: Sequence[Token]) -> tuple[Word, ...]:
    start, end = parts[0].start, parts[-1].end
    text = parts[0].text if len(parts) == 1 else _joined(parts)
    if text in _CONTRACTED:
        first, second = _CONTRACTED[text]
        middle = min(start + len(first), end - 1)
        return Word(first, start, middle), Word(second, middle, end)
    if parts[0].is_word or _is_picture(parts[0].raw):
        return (Word(_SHORT_FOR.get(text, text), start, end),)
    return ()


@kept
def _is_picture(sign: str) -> bool:
    """Tell an emoji from the signs between words."""
    return unicodedata.category(sign[0]) == "So"


def _joined(parts: Sequence[Token]) -> str:
    text = "".join("'" if part.text in APOSTROPHES else part.text for part in parts).strip("'")
    return text if text in _CONTRACTED else text.removesuffix("'s")
